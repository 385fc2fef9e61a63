"""The Rasa engine: a Rasa project beside the adapter that asks its server. Optional."""
