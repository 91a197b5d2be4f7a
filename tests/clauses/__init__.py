"""The clause library carried out: worked examples of every counting rule, and what outlives an exit."""
