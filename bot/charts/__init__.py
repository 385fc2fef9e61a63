"""Charts: described with Altair, drawn by vl-convert, by the worker and never before a fork."""
