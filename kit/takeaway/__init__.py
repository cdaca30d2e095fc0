"""Something to take to the next meeting: slides, a spreadsheet, a page, data."""
