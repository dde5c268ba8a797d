"""The shape of input: a file to import, and the strands an officer confirms."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import ValidationError

from partnership.core.forms import HouseForm
from partnership.exchange.iati.problems import UnreadableFile
from partnership.exchange.iati.reading import read_activities
from partnership.exchange.iati.sentences import refusal_sentence
from partnership.exchange.rules.mapping import HOME
from partnership.projects.models import Project
from partnership.projects.vocabulary import Strand


class UploadForm(HouseForm):
    """An IATI file, and whether only what concerns Ghana is wanted."""

    file = FileField(lazy_gettext("IATI activity file"))
    recipient = RadioField(
        lazy_gettext("Which activities"),
        choices=[SelectChoice(HOME, lazy_gettext("Only those for Ghana")), SelectChoice("", lazy_gettext("All activities in the file"))], default=HOME,
    )  # fmt: skip

    def validate_file(self, field: FileField) -> None:
        """What the content is, not what its name says: the first activity must be readable."""
        if not field.data or not field.data.filename:
            raise ValidationError(_("Choose a file. An IATI activity file is an XML file that a funder publishes."))
        try:
            next(read_activities(field.data.stream), None)
        except UnreadableFile as unreadable:
            raise ValidationError(refusal_sentence(unreadable)) from unreadable
        finally:
            field.data.stream.seek(0)


def strands_field(project_id: int) -> str:
    """The name of the field with the strands of this project."""
    return f"strands-{project_id}"


def strands_form(
    projects: Sequence[Project], *, title: Callable[[Project], str], reasons: Callable[[Project], str]
) -> Any:
    """A form with the four strands for each project, those suggested ticked."""
    choices = [SelectChoice(strand.value, strand.label) for strand in Strand]
    fields = {
        strands_field(project.id or 0): SelectMultipleField(
            f"{project.code} {title(project)}",
            choices=choices,
            default=[strand.value for strand in project.strand_codes],
            description=reasons(project),
        )
        for project in projects
    }
    return type("StrandsForm", (HouseForm,), fields)()
