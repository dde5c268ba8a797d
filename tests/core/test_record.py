"""What every record knows: its number once it is stored, and its table."""

import pytest
import sqlalchemy as sa
from flask import Flask

from partnership.core.database import db
from partnership.core.outbox import Mail
from partnership.core.record import id_of, table_of


def letter() -> Mail:
    return Mail(recipient="anna@example.org", subject="Subject", text="Text")


def test_a_record_has_no_number_before_it_is_stored() -> None:
    with pytest.raises(ValueError, match="Mail has not been stored"):
        id_of(letter())


def test_a_stored_record_has_the_number_of_its_row(app: Flask) -> None:
    with app.app_context():
        first, second = letter(), letter()
        db.session.add_all([first, second])
        db.session.flush()
        table = table_of(Mail)
        assert list(db.session.scalars(sa.select(table.c.id).order_by(table.c.id))) == [id_of(first), id_of(second)]
