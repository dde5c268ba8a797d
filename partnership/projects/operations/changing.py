"""What every change of a project has in common: it is refused when the project is locked, and it moves the version on."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm.attributes import flag_modified

from partnership.access.actor import Actor
from partnership.access.permissions import can
from partnership.access.vocabulary import Action
from partnership.core.errors import Refused
from partnership.projects.models import Project
from partnership.projects.workflow import is_locked


def require_right(by: Actor, action: Action, subject: Any = None) -> None:
    """The second lock behind the page's own: commands and imports call verbs too. Raises Refused."""
    if not can(by, action, subject):
        raise Refused(_("Your role does not include this."))


def require_unlocked(project: Project) -> None:
    """Raises Refused when the project is closed or cancelled."""
    if is_locked(project.status):
        raise Refused(_("The project is “%(status)s” and can no longer be changed.", status=project.status.label))


def touch(project: Project, *, at: datetime) -> None:
    """Move the version on although only a list of the project changed, so that a second editor is told."""
    project.updated_at = at
    flag_modified(project, "updated_at")  # also where the clock has not moved since the last change


def replace_links(
    links: list[Any], wanted: Iterable[Any], *, key: Callable[[Any], Any], make: Callable[[Any], Any]
) -> bool:
    """Bring a list of links to the wanted keys; those that stay keep their rows. Says whether anything changed."""
    wanted = list(dict.fromkeys(wanted))
    gone = [link for link in links if key(link) not in wanted]
    present = {key(link) for link in links}
    new = [make(one) for one in wanted if one not in present]
    for link in gone:
        links.remove(link)
    links.extend(new)
    return bool(gone or new)
