"""Ways to reach people. Each module is one way; `port.py` says what they all do."""
