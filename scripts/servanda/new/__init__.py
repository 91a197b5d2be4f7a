"""Write new facts with a person: what is asked, how answers are read, and the file made."""
