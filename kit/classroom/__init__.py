"""A class: what is handed in, what of it may be shown, and how it spreads."""
