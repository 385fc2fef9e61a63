"""Sentences of flow and phrase files, out to those who translate them and back in."""
