"""The bulk oracle: thousands of real dates, computed by the stored rules, row by row."""
