"""The stored rules, run on small worlds that tests make up."""
