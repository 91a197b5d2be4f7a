"""The suites of others, run against the very versions that are installed."""
