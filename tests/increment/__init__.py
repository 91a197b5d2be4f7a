"""A change derived in part against everything derived anew: the same triples, every time."""
