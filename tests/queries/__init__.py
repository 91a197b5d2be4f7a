"""Each stored query with data that holds its hard case, and the rows it must give."""
