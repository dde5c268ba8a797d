"""Tables as CSV and XLSX: any number of rows in constant memory, and no cell that a spreadsheet would take for a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

import xlsxwriter
from flask import Response

from partnership.core.clock import HOUSE_ZONE
from partnership.core.languages import current_language

IN_MEMORY = 2 * 1024 * 1024
"""Bytes of a file kept in memory before it goes to disk."""
PIECE = 64 * 1024
"""Bytes sent at a time."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet program takes a text for a formula."""
XLSX_ROWS = 1_048_576
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST_COLUMN = 60
"""Characters."""


def as_text(value: Any) -> str:
    """A value as a CSV cell: days as 2026-06-30, nothing for nothing, an apostrophe before what looks like a formula."""
    if value is None:
        return ""
    if isinstance(value, bool | int | float | Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(HOUSE_ZONE).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_response(rows: Iterable[Sequence[Any]], columns: Sequence[str], name: str) -> Response:
    """A download `name.csv` in UTF-8 that opens with a double click: semicolons for German readers, commas for English ones."""
    file = _file()
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";" if current_language() == "de" else ",")
    writer.writerow([as_text(column) for column in columns])
    writer.writerows([as_text(value) for value in row] for row in rows)
    text.detach()
    return _download(file, name=f"{name}.csv", mimetype="text/csv")


def xlsx_response(rows: Iterable[Sequence[Any]], columns: Sequence[str], name: str) -> Response:
    """A download `name.xlsx`: one sheet, the head frozen and filterable; numbers and days are real ones, texts never formulas.

    Rows beyond what a sheet can hold (1,048,576) are left out.
    """
    file = _file()
    book = xlsxwriter.Workbook(
        file,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
    day, moment = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for position, column in enumerate(columns):
        sheet.write_string(0, position, column, head)
        sheet.set_column(position, position, min(WIDEST_COLUMN, max(12, len(column) + 2)))
    last = 0
    for last, row in enumerate(rows, start=1):
        if last >= XLSX_ROWS:
            break
        for position, value in enumerate(row):
            _write(sheet, last, position, value, day=day, moment=moment)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, max(0, len(columns) - 1))
    book.close()
    return _download(file, name=f"{name}.xlsx", mimetype=XLSX_TYPE)


def _write(sheet: Any, row: int, column: int, value: Any, *, day: Any, moment: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone(HOUSE_ZONE).replace(tzinfo=None), moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    else:
        sheet.write_string(row, column, str(value))


def _file() -> BinaryIO:
    return cast(BinaryIO, SpooledTemporaryFile(max_size=IN_MEMORY))


def _download(file: BinaryIO, *, name: str, mimetype: str) -> Response:
    file.seek(0, io.SEEK_END)
    size = file.tell()
    response = Response(_pieces(file), mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.content_length = size
    return response


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
