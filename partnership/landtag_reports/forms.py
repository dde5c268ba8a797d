"""What is asked before a report is made."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired, ValidationError

from partnership.core import clock
from partnership.core.errors import Refused
from partnership.core.forms import DayField, HouseForm, TextLine
from partnership.landtag_reports.rules import ReportPeriod, parse_period


class ReportForm(HouseForm):
    """Period, reporting day and language."""

    period = TextLine(
        lazy_gettext("Reporting period"),
        validators=[InputRequired(lazy_gettext("Enter the period, for example 2026-H1"))],
    )
    as_of = DayField(
        lazy_gettext("Reporting day"), validators=[InputRequired(lazy_gettext("Enter the day up to which is counted"))]
    )
    language = RadioField(
        lazy_gettext("Language"), choices=[SelectChoice("de", "Deutsch"), SelectChoice("en", "English")], default="de"
    )
    read_period: ReportPeriod
    read_day: date

    def validate_period(self, field: Any) -> None:
        """A year, half-year or quarter that has begun."""
        try:
            self.read_period = parse_period(field.data)
        except Refused as reason:
            raise ValidationError(str(reason)) from reason
        if self.read_period.period.start > clock.today():
            raise ValidationError(_("This period has not begun yet."))

    def validate_as_of(self, field: Any) -> None:
        """Not in the future, and not before the period."""
        day: date | None = field.data
        if day is None:
            return
        if day > clock.today():
            raise ValidationError(_("The reporting day lies in the future. Choose today or an earlier day."))
        read = getattr(self, "read_period", None)
        if read is not None and day < read.period.start:
            raise ValidationError(_("The reporting day lies before the period."))
        self.read_day = day
