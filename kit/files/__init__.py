"""Files: written whole, read strictly, and never trusted."""
