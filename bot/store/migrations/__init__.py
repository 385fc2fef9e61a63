"""Schema changes, numbered, additive first, never edited once landed."""
