"""Puts the demonstration into an empty register: projects one by one, people in bulk."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from random import Random

import sqlalchemy as sa
from flask_babel import gettext as _

from partnership.accounts.models import User
from partnership.audit.recording import Author, record_event, set_author
from partnership.core import clock
from partnership.core.database import db
from partnership.core.errors import Refused
from partnership.core.record import id_of
from partnership.demo.history import Act, Stage, history_of, invented_project, moment
from partnership.demo.organisations import load_accounts, load_organisations
from partnership.demo.people import load_people
from partnership.demo.projects import PLANS, Plan
from partnership.participants.rules.clocks import add_months

RECORDERS = {
    "kumasi-tvet": "editor@kumasi-tvet.example",
    "accra-return": "editor@accra-return.example",
    "zfe-nrw": "clerk@zfe.example",
}
"""Who records the steps of an organisation's people; those of the others came before the register."""
LIFELIKE_UP_TO = 50
"""Up to so many projects each act is stored at its own time, so that the log reads like two years of work."""


def is_empty() -> bool:
    """Whether nobody has an account yet."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(User)) == 0


def load(
    *,
    as_of: date,
    projects: int | None = None,
    participants: int | None = None,
    seed: int = 2026,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, int]:
    """Fill the register; the same arguments give the same register. Returns how many records of each kind were made.

    Raises Refused when the register is not empty.
    """
    if not is_empty():
        raise Refused(_("The register is not empty. Demonstration data is only loaded into an empty one."))
    random = Random(seed)  # noqa: S311  invented data must be repeatable
    set_author(Author(None, "demonstration"))
    with clock.fixed_at(moment(add_months(as_of, -30))):
        organisations = load_organisations()
        stage = Stage(as_of, organisations, load_accounts(organisations))
        db.session.commit()
    made, acts = [], list[Act]()
    for number, plan in enumerate(plans(projects), start=1):
        project = invented_project(plan, number, stage)
        made.append((plan, project))
        acts += history_of(plan, project, number, stage)
    _perform(acts, one_by_one=len(made) <= LIFELIKE_UP_TO)
    people = load_people(
        made,
        organisations,
        as_of=as_of,
        wanted=participants,
        random=random,
        recorders={id_of(organisations[code]): id_of(stage.users[email]) for code, email in RECORDERS.items()},
        progress=progress,
    )
    record_event(
        db.session,
        action="demonstration",
        subject_table="participant",
        subject_id=None,
        changes={"people": [None, people]},
    )
    db.session.commit()
    return {"projects": len(made), "people": people, "accounts": len(stage.users)}


def _perform(acts: list[Act], *, one_by_one: bool) -> None:
    """Do everything in the order of the days, each in its author's name."""
    for act in sorted(acts, key=lambda act: act.on):
        with clock.fixed_at(moment(act.on)):
            set_author(Author(act.by.id, act.by.name))
            act.do()
            if one_by_one:
                db.session.commit()
    db.session.commit()


def plans(number: int | None) -> Iterator[Plan]:
    """The invented projects; beyond the dozen they repeat with a running number."""
    for position in range(len(PLANS) if number is None else number):
        plan, round_ = PLANS[position % len(PLANS)], position // len(PLANS) + 1
        yield (
            plan
            if round_ == 1
            else replace(
                plan,
                title_de=f"{plan.title_de} {round_}",
                title_en=f"{plan.title_en} {round_}",
                slug=f"{plan.slug}-{round_}",
            )
        )
