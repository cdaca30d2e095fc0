"""What is taught, read from data/."""
