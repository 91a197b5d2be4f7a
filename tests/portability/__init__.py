"""The stored rules and questions on a second engine: one meaning, whoever carries it out."""
