"""The checker, on files that are wrong and files that are right."""
