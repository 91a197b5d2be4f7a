"""Cases from outside: a contribution file, and what `status` must say of it, worked out by hand."""
