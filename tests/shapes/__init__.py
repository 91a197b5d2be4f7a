"""Tests of the shapes: fixtures that break one rule each, a linter, and the shipped data."""
