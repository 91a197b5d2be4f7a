"""Tests of proofs, of what is missing, and of the commands that show them."""
