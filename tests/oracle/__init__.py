"""The twin: an independent calculator of party status, in plain Python, for tests only."""
