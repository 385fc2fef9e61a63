"""The conversation engine. Pure: no clock, ids, network, database or logger."""
