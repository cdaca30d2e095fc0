"""Tables as spreadsheet programs and survey tools write them."""

import csv
import io

import openpyxl


def csv_of(*rows, delimiter=";", **how):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, **how).writerows(rows)
    return file.getvalue().encode("utf-8-sig", errors="replace")


def xlsx_of(*rows, hidden=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for row in hidden:
        book.active.row_dimensions[row].hidden = True
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
