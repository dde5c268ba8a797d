"""Confirming the strands that the import only suggests."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _

from partnership.core.database import db
from partnership.core.errors import ChangedMeanwhile
from partnership.projects.models import Project, ProjectStrand
from partnership.projects.operations.changing import replace_links
from partnership.projects.rules import in_order
from partnership.projects.vocabulary import Strand


def confirm_strands(project: Project, *, strands: Iterable[Strand], at: datetime) -> None:
    """Say in which strands an imported project works; from then on no import changes them.

    Possible in a closed project too: the publisher closed it before anybody here had looked at it. None at all is an answer as well:
    the project then counts for no strand. Raises ChangedMeanwhile when somebody else has confirmed them already.
    """
    if project.strands_confirmed:
        raise ChangedMeanwhile(_("Somebody else has confirmed the strands of %(code)s already.", code=project.code))
    replace_links(
        project.strands,
        in_order(list(strands)),
        key=lambda link: link.strand,
        make=lambda strand: ProjectStrand(project_id=project.id or 0, strand=strand),
    )
    project.strands_confirmed = True
    project.updated_at = at
    db.session.flush()
