"""Judges what Sayso understands against texts labelled by hand; never sees how it was read."""
