"""Charts as plain values, each with the table and the sentence that say the same."""
