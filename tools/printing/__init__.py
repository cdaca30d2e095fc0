"""Papers for a room without computers, from the same texts as the lessons."""
