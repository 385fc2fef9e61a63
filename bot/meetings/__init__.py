"""When meetings are reminded of, and in which words. Pure: the clock comes in as a value."""
