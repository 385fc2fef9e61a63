"""Measurements anybody can repeat: what Sayso costs beside the least it could cost."""
