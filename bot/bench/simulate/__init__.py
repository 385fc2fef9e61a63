"""A town of pretend young people over the real HTTP surface: the load test, and the proof that
nothing is lost, doubled or sent where it should not be."""
