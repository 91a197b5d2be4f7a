"""What would change, what changed, what is coming, and how it is drawn."""
