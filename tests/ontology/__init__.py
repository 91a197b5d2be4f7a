"""What the ontology has to be: described, well-formed, aligned and free of contradiction."""
