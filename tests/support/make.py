"""Makes records for tests: sensible values, only what the test is about has to be said."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from partnership.access.vocabulary import OrganisationKind, Role
from partnership.accounts.models import Membership, User
from partnership.core import clock
from partnership.core.database import db
from partnership.core.public_id import new_public_id
from partnership.core.search_text import words
from partnership.milestones.models import Forecast, Milestone
from partnership.organisations.models import Organisation
from partnership.participants.models import Identity, NameWord, Participant, Participation, PathwayEvent
from partnership.participants.operations.limits import rebuild_limits
from partnership.participants.vocabulary import EventStatus, Sex
from partnership.projects.models import Project, ProjectOrganisation, ProjectPoint, ProjectStrand
from partnership.projects.vocabulary import OrganisationRole, ProjectStatus, Strand

KIND_OF_ROLE = {
    Role.EDITOR: OrganisationKind.PARTNER, Role.LEAD: OrganisationKind.PARTNER, Role.CLERK: OrganisationKind.AUTHORITY,
    Role.AUDITOR: OrganisationKind.AUDIT_OFFICE,
}  # fmt: skip


@dataclass
class Make:
    """Every record is committed at once, as another request would find it."""

    numbers: Any = field(default_factory=lambda: count(1))

    def _keep(self, record: Any) -> Any:
        db.session.add(record)
        db.session.commit()
        return record

    def organisation(self, *, kind: OrganisationKind = OrganisationKind.PARTNER, **values: Any) -> Organisation:
        number = next(self.numbers)
        values.setdefault("code", f"org-{number}")
        values.setdefault("name_en", f"Organisation {number}")
        if kind in (OrganisationKind.PARTNER, OrganisationKind.AUTHORITY):
            values.setdefault("agreement_from", date(2020, 1, 1))
        return self._keep(Organisation(kind=kind, search_text=" ".join(words(values["name_en"])), **values))

    def the(self, kind: OrganisationKind) -> Organisation:
        """The first organisation of this kind; made when there is none."""
        found = db.session.scalars(
            select(Organisation).where(Organisation.kind == kind).order_by(Organisation.id)
        ).first()
        return found or self.organisation(kind=kind)

    def partner_organisation(self) -> Organisation:
        return self.the(OrganisationKind.PARTNER)

    def user(self, role: Role, *, organisation: Organisation | None = None, **values: Any) -> User:
        number = next(self.numbers)
        organisation = organisation or self.the(KIND_OF_ROLE.get(role, OrganisationKind.MINISTRY))
        values = {
            "email": f"person{number}@example.org",
            "name": f"Person {number}",
            "language": "en",
            "password": "x",
            **values,
        }
        user = self._keep(User(fs_uniquifier=uuid4().hex, confirmed_at=clock.now(), **values))
        self._keep(Membership(user_id=user.id, organisation_id=organisation.id, role=role, valid_from=date(2020, 1, 1)))
        return user

    def officer(self) -> User:
        return self.user(Role.OFFICER)

    def editor(self, organisation: Organisation | None = None) -> User:
        return self.user(Role.EDITOR, organisation=organisation)

    def lead(self, organisation: Organisation | None = None) -> User:
        return self.user(Role.LEAD, organisation=organisation)

    def project(
        self,
        *,
        partners: list[Organisation] | None = None,
        strands: tuple[Strand, ...] = (Strand.QUAL,),
        points: tuple[str, ...] = ("B5",),
        **values: Any,
    ) -> Project:
        number = next(self.numbers)
        values = {
            "code": f"GH-2026-{number:02}", "title_de": f"Projekt {number}", "title_en": f"Project {number}", "status": ProjectStatus.ACTIVE,
            "planned_start": date(2025, 1, 1), "planned_end": date(2027, 12, 31), **values,
        }  # fmt: skip
        values.setdefault("search_text", " ".join(words(f"{values['code']} {values['title_de']} {values['title_en']}")))
        project = self._keep(Project(**values))
        for strand in strands:
            db.session.add(ProjectStrand(project_id=project.id, strand=strand))
        for point in points:
            db.session.add(ProjectPoint(project_id=project.id, point=point))
        for organisation in partners if partners is not None else [self.partner_organisation()]:
            db.session.add(
                ProjectOrganisation(
                    project_id=project.id, organisation_id=organisation.id, role=OrganisationRole.IMPLEMENTING
                )
            )
        db.session.commit()
        return project

    def milestone(self, project: Project, *, forecasts: dict[date, date] | None = None, **values: Any) -> Milestone:
        number = next(self.numbers)
        values = {
            "title_de": f"Meilenstein {number}",
            "title_en": f"Milestone {number}",
            "baseline_on": date(2026, 9, 1),
            **values,
        }
        milestone = self._keep(Milestone(project_id=project.id, **values))
        for made_on, expected_on in sorted((forecasts or {}).items()):
            self._keep(Forecast(milestone_id=milestone.id, made_on=made_on, expected_on=expected_on))
            milestone.latest_forecast_on = expected_on
        db.session.commit()
        return milestone

    def participant(
        self,
        *,
        given_name: str = "Adjoa",
        family_name: str = "Ɔsɛi-Bonsu",
        birth_date: date | None = date(1996, 3, 4),
        **values: Any,
    ) -> Participant:
        values = {
            "public_id": new_public_id(),
            "sex": Sex.FEMALE,
            "birth_year": birth_date.year if birth_date else None,
            "home_region": "GH-AH",
            **values,
        }
        participant = self._keep(Participant(**values))
        db.session.add(
            Identity(
                participant_id=participant.id, given_name=given_name, family_name=family_name, birth_date=birth_date
            )
        )
        for word in words(f"{given_name} {family_name}"):
            db.session.add(NameWord(participant_id=participant.id, word=word))
        db.session.commit()
        return participant

    def participation(
        self, participant: Participant | None = None, *, project: Project | None = None, strand: Strand = Strand.QUAL, organisation: Organisation | None = None,
        steps: dict[str, date] | None = None, **values: Any,
    ) -> Participation:  # fmt: skip
        participant = participant or self.participant()
        organisation = organisation or self.partner_organisation()
        project = project or self.project(partners=[organisation], strands=(strand,))
        participation = self._keep(
            Participation(
                participant_id=participant.id,
                project_id=project.id,
                strand=strand,
                organisation_id=organisation.id,
                started_on=date(2026, 1, 15),
                **values,
            )
        )
        for step, day in (steps or {}).items():
            self._keep(
                PathwayEvent(participation_id=participation.id, step=step, status=EventStatus.REACHED, happened_on=day)
            )
            participation.latest_step, participation.latest_step_on = step, day
        db.session.flush()
        rebuild_limits()
        db.session.refresh(participation, ["first_due_on"])
        db.session.commit()
        return participation


def days(number: int) -> timedelta:
    """So many days."""
    return timedelta(days=number)
