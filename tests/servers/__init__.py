"""Servers of others, started on loopback in a temporary folder, and what is tested on them."""
