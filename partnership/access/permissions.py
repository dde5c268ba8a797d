"""The one permission table. The data protection officer can read it aloud; docs/permissions.md is printed from it."""

from collections.abc import Mapping
from typing import Any

from partnership.access.actor import Actor, current_actor
from partnership.access.rules import (
    Rule,
    all_of,
    any_of,
    anyone_signed_in,
    belongs_to_actor,
    case_worker_in_project,
    case_worker_of_person,
    holds,
    lead_of_it,
    member_of_it,
    not_a_government_body,
    partner_in_project,
    started_it,
    works_with_person,
)  # fmt: skip
from partnership.access.vocabulary import Action, Role

ministry = holds(Role.OFFICER, Role.HEAD)
officer = holds(Role.OFFICER)
sees_all_projects = holds(Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.PRIVACY)
sees_all_people = holds(Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.PRIVACY)
privacy = holds(Role.PRIVACY)
administrator = holds(Role.ADMINISTRATOR)
partner = holds(Role.EDITOR, Role.LEAD, Role.CLERK)
case_worker = holds(Role.EDITOR, Role.CLERK)

PERMISSIONS: Mapping[Action, Rule] = {
    Action.VIEW_HOME: anyone_signed_in,
    Action.LIST_PROJECTS: any_of(sees_all_projects, partner),
    Action.VIEW_PROJECT: any_of(sees_all_projects, partner_in_project),
    Action.CREATE_PROJECT: officer,
    Action.EDIT_PROJECT: officer,
    Action.MOVE_PROJECT: officer,
    Action.IMPORT_PROJECTS: officer,
    Action.VIEW_MILESTONE: any_of(sees_all_projects, partner_in_project),
    Action.EDIT_MILESTONE: officer,
    Action.FORECAST_MILESTONE: any_of(officer, partner_in_project),
    Action.LIST_PARTICIPANTS: any_of(sees_all_people, partner),
    Action.VIEW_PARTICIPANT: any_of(sees_all_people, works_with_person),
    Action.VIEW_IDENTITY: any_of(privacy, works_with_person),
    Action.START_ENROLMENT: case_worker,
    Action.ENROL_PARTICIPANT: case_worker_in_project,
    Action.EDIT_PARTICIPANT: any_of(officer, case_worker_of_person),
    Action.RECORD_STEP: any_of(officer, case_worker_of_person),
    Action.VIEW_RESOLUTION: any_of(sees_all_projects, partner),
    Action.VIEW_REPORTS: sees_all_projects,
    Action.BUILD_REPORT: ministry,
    Action.LIST_ORGANISATIONS: any_of(ministry, administrator, privacy),
    Action.VIEW_ORGANISATION: any_of(ministry, administrator, privacy, member_of_it),
    Action.CREATE_ORGANISATION: any_of(officer, administrator),
    Action.EDIT_ORGANISATION: any_of(administrator, all_of(officer, not_a_government_body)),
    Action.VIEW_MEMBERS: any_of(ministry, administrator, lead_of_it),
    Action.MANAGE_MEMBERS: any_of(administrator, all_of(officer, not_a_government_body), lead_of_it),
    Action.USE_OWN_ACCOUNT: anyone_signed_in,
    Action.END_OWN_SESSION: belongs_to_actor,
    Action.MANAGE_ACCOUNTS: administrator,
    Action.VIEW_AUDIT: holds(Role.PRIVACY, Role.AUDITOR),
    Action.VIEW_CODELISTS: any_of(sees_all_projects, administrator),
    Action.VIEW_JOB: started_it,
}


def can(actor: Actor | None, action: Action, subject: Any = None) -> bool:
    """Whether `actor` may do `action` on `subject`; never when nobody is signed in or the action has no rule."""
    rule = PERMISSIONS.get(action)
    return actor is not None and rule is not None and rule(actor, subject)


def may(action: Action, subject: Any = None) -> bool:
    """`can` for the person of this request, as templates ask it."""
    return can(current_actor(), action, subject)
