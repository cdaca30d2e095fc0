"""What a workbook says before its tables, and the charts it draws of them."""
