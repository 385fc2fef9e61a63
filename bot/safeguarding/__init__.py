"""Hearing harm in what young people write, and the fixed words they get back. Pure."""
