"""The roles people hold in an organisation and the actions the service knows."""

from enum import StrEnum

from partnership.core.vocabulary import N_, Word


class Role(Word):
    """What a person does in an organisation (product.md section 2)."""

    OFFICER = "officer", N_("Programme officer")
    HEAD = "head", N_("Head of unit")
    PRIVACY = "privacy", N_("Data protection officer")
    ADMINISTRATOR = "administrator", N_("Administrator")
    AUDITOR = "auditor", N_("Auditor")
    CLERK = "clerk", N_("ZFE clerk")
    EDITOR = "editor", N_("Partner editor")
    LEAD = "lead", N_("Partner lead")


class OrganisationKind(Word):
    """What part an organisation plays in the service; decides which roles its people can hold."""

    MINISTRY = "ministry", N_("Ministry")
    AUDIT_OFFICE = "audit_office", N_("Court of audit")
    AUTHORITY = "authority", N_("German authority taking part")
    PARTNER = "partner", N_("Partner organisation")
    OTHER = "other", N_("Named in projects only")


ROLES_BY_KIND: dict[OrganisationKind, frozenset[Role]] = {
    OrganisationKind.MINISTRY: frozenset({Role.OFFICER, Role.HEAD, Role.PRIVACY, Role.ADMINISTRATOR}),
    OrganisationKind.AUDIT_OFFICE: frozenset({Role.AUDITOR}),
    OrganisationKind.AUTHORITY: frozenset({Role.CLERK, Role.EDITOR, Role.LEAD}),
    OrganisationKind.PARTNER: frozenset({Role.EDITOR, Role.LEAD}),
    OrganisationKind.OTHER: frozenset(),
}


class Action(StrEnum):
    """Everything a person can want to do. The value is stable: it stands in documents and tests."""

    VIEW_HOME = "view_home"
    LIST_PROJECTS = "list_projects"
    VIEW_PROJECT = "view_project"
    CREATE_PROJECT = "create_project"
    EDIT_PROJECT = "edit_project"
    MOVE_PROJECT = "move_project"
    IMPORT_PROJECTS = "import_projects"
    VIEW_MILESTONE = "view_milestone"
    EDIT_MILESTONE = "edit_milestone"
    FORECAST_MILESTONE = "forecast_milestone"
    LIST_PARTICIPANTS = "list_participants"
    VIEW_PARTICIPANT = "view_participant"
    VIEW_IDENTITY = "view_identity"
    START_ENROLMENT = "start_enrolment"
    ENROL_PARTICIPANT = "enrol_participant"
    EDIT_PARTICIPANT = "edit_participant"
    RECORD_STEP = "record_step"
    VIEW_RESOLUTION = "view_resolution"
    VIEW_REPORTS = "view_reports"
    BUILD_REPORT = "build_report"
    LIST_ORGANISATIONS = "list_organisations"
    VIEW_ORGANISATION = "view_organisation"
    CREATE_ORGANISATION = "create_organisation"
    EDIT_ORGANISATION = "edit_organisation"
    VIEW_MEMBERS = "view_members"
    MANAGE_MEMBERS = "manage_members"
    USE_OWN_ACCOUNT = "use_own_account"
    END_OWN_SESSION = "end_own_session"
    MANAGE_ACCOUNTS = "manage_accounts"
    VIEW_AUDIT = "view_audit"
    VIEW_CODELISTS = "view_codelists"
    VIEW_JOB = "view_job"


SEEN_BY: dict[Action, Action] = {
    Action.EDIT_PROJECT: Action.VIEW_PROJECT,
    Action.MOVE_PROJECT: Action.VIEW_PROJECT,
    Action.EDIT_MILESTONE: Action.VIEW_MILESTONE,
    Action.FORECAST_MILESTONE: Action.VIEW_MILESTONE,
    Action.ENROL_PARTICIPANT: Action.VIEW_PROJECT,
    Action.VIEW_IDENTITY: Action.VIEW_PARTICIPANT,
    Action.EDIT_PARTICIPANT: Action.VIEW_PARTICIPANT,
    Action.RECORD_STEP: Action.VIEW_PARTICIPANT,
    Action.EDIT_ORGANISATION: Action.VIEW_ORGANISATION,
    Action.VIEW_MEMBERS: Action.VIEW_ORGANISATION,
    Action.MANAGE_MEMBERS: Action.VIEW_ORGANISATION,
}
"""Which right shows that a record exists: without it a refusal is answered 404, with it 403."""
