"""The shape of input about milestones: what is promised, a forecast, the day it was reached, a reason."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import SelectField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from partnership.core import clock
from partnership.core.formatting import in_language
from partnership.core.forms import DayField, HouseForm, RecordForm, TextBlock, TextLine
from partnership.milestones import rules
from partnership.milestones.models import Milestone
from partnership.organisations.models import Organisation
from partnership.reference_data import resolution


def _number_or_none(value: Any) -> int | None:
    return int(value) if value and value != "None" else None


class MilestoneForm(RecordForm):
    """What is promised for which day, by whom, and which point of the resolution it answers."""

    title_de = TextLine(
        lazy_gettext("Title in German"), [DataRequired(lazy_gettext("Enter the German title")), Length(max=300)]
    )
    title_en = TextLine(
        lazy_gettext("Title in English"), [DataRequired(lazy_gettext("Enter the English title")), Length(max=300)]
    )
    baseline_on = DayField(lazy_gettext("Planned day"), [DataRequired(lazy_gettext("Enter the planned day"))])
    owner_id = SelectField(lazy_gettext("Who brings it about"), [Optional()], coerce=_number_or_none)
    point = SelectField(lazy_gettext("Point of the resolution it answers"), [Optional()])

    def __init__(self, *, organisations: list[Organisation], **settings: Any) -> None:
        super().__init__(**settings)
        self.owner_id.choices = [
            ("", _("Nobody in particular")),
            *((one.id, in_language(one.name_de, one.name_en)) for one in organisations),
        ]
        self.point.choices = [
            ("", _("None")),
            *((point.code, f"{point.code} {point.label}") for point in resolution.points()),
        ]


class CorrectionForm(MilestoneForm):
    """The same for a milestone that exists; another planned day needs a reason."""

    evidence = TextBlock(lazy_gettext("What shows that it is reached"))
    reason = TextBlock(
        lazy_gettext("Why the planned day is corrected"),
        description=lazy_gettext("Only if you change the planned day. If the date has moved, make a forecast instead."),
    )

    def __init__(self, *, milestone: Milestone, **settings: Any) -> None:
        super().__init__(**settings)
        self.milestone = milestone

    def validate_reason(self, field: Any) -> None:
        """Refuse what cannot be, with a sentence beside the field."""
        if self.baseline_on.data and self.baseline_on.data != self.milestone.baseline_on and not field.data:
            raise ValidationError(
                _("Say why the planned day is corrected. If the date has moved, make a forecast instead.")
            )


class ForecastForm(HouseForm):
    """When it is expected now, and why that has changed."""

    expected_on = DayField(
        lazy_gettext("When do you expect it now?"),
        [DataRequired(lazy_gettext("Enter the day on which you expect it now"))],
    )
    reason = TextBlock(
        lazy_gettext("Why has the date moved?"),
        description=lazy_gettext("One or two sentences. The ministry reads this and may quote it."),
    )

    def __init__(self, *, milestone: Milestone, **settings: Any) -> None:
        super().__init__(**settings)
        self.milestone = milestone

    def validate_expected_on(self, field: Any) -> None:
        """Refuse what cannot be, with a sentence beside the field."""
        _stop(rules.forecast_problem(field.data, today=clock.today()))

    def validate_reason(self, field: Any) -> None:
        """Refuse what cannot be, with a sentence beside the field."""
        if self.expected_on.data:
            _stop(
                rules.reason_problem(self.expected_on.data, so_far=self.milestone.expected_on, reason=field.data or "")
            )


class ReachForm(HouseForm):
    """The day it was reached and what shows it."""

    reached_on = DayField(
        lazy_gettext("When was it reached?"), [DataRequired(lazy_gettext("Enter the day on which it was reached"))]
    )
    evidence = TextBlock(
        lazy_gettext("What shows it?"),
        description=lazy_gettext(
            "For example minutes, a certificate, an address on the web. No names of participants."
        ),
    )

    def validate_reached_on(self, field: Any) -> None:
        """Refuse what cannot be, with a sentence beside the field."""
        _stop(rules.reached_problem(field.data, today=clock.today()))


class ReasonForm(HouseForm):
    """A reason that stays."""

    reason = TextBlock(
        lazy_gettext("Reason"), [DataRequired(lazy_gettext("Say why. Everybody who works on the project can read it."))]
    )


def _stop(problem: str | None) -> None:
    if problem:
        raise ValidationError(problem)
