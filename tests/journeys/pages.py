"""Every kind of page with the address of a real record in it, by the person who opens it."""

from collections.abc import Callable

Ask = Callable[..., list[tuple[str, ...]]]

PAGES = {
    "officer@ministry.example": ["/", "/projects", "/projects/{project}", "/projects/{project}/edit", "/projects/new", "/participants", "/participants/{person}", "/resolution", "/reports", "/reports/new", "/imports", "/imports/new", "/organisations", "/account"],
    "editor@kumasi-tvet.example": ["/", "/projects", "/projects/{project}", "/participants", "/participants/{person}", "/participants/new", "/resolution", "/account", "/help"],
    "admin@ministry.example": ["/", "/organisations", "/account"],
    "auditor@audit.example": ["/", "/projects", "/participants"],
}  # fmt: skip
"""The pages of every day."""

SIGNED_OUT = ["/sign-in", "/help", "/accessibility", "/privacy", "/forgotten-password"]

FURTHER = {
    "officer@ministry.example": [
        *(f"/projects/{{project}}/edit/{section}" for section in ("names", "strands", "places", "organisations", "period", "goals", "sectors")),
        "/projects/{project}/steps/suspend", "/projects/{project}/milestones/new", "/milestones/{milestone}",
        *(f"/milestones/{{milestone}}/{act}" for act in ("edit", "forecast", "reach", "cancel")), "/milestones/{ended}", "/milestones/{ended}/reopen",
        "/organisations/new", "/organisations/kumasi-tvet", "/organisations/kumasi-tvet/edit", "/organisations/kumasi-tvet/rename",
        "/organisations/kumasi-tvet/people", "/organisations/kumasi-tvet/people/invite", "/account/name", "/account/email",
    ],
    "editor@kumasi-tvet.example": [
        "/participants/{person}/edit", "/participants/new/{project}/QUAL", "/participants/new/{project}/QUAL?known=1", "/participants/{person}/participations/{way}/steps",
        "/participants/{person}/participations/{way}/steps?ending=1", "/participants/{person}/participations/{way}/steps?step=Q130",
        "/participants/{person}/participations/{way}/steps/{event}/correct", "/participants?named=1&status=open&strand=QUAL", "/projects?q=nothing+of+this+name",
    ],
    "lead@kumasi-tvet.example": ["/", "/organisations/kumasi-tvet/people", "/organisations/kumasi-tvet/people/{membership}/remove"],
    "admin@ministry.example": ["/accounts", "/accounts/{account}"],
}  # fmt: skip
"""Pages one comes to while working: forms, parts, confirmations."""

OPEN_MILESTONE = "SELECT code || '/milestones/' || milestone.id FROM milestone JOIN project ON project.id = project_id WHERE reached_on IS NULL AND cancelled_on IS NULL AND status = 'active' AND latest_forecast_on IS NOT NULL ORDER BY milestone.id LIMIT 1"
ENDED_MILESTONE = OPEN_MILESTONE.replace("reached_on IS NULL", "reached_on IS NOT NULL")
A_WAY = """SELECT public_id, participation.id, max(pathway_event.id), project.code FROM participation
    JOIN participant ON participant.id = participant_id JOIN project ON project.id = project_id
    JOIN organisation ON organisation.id = organisation_id JOIN pathway_event ON participation_id = participation.id
    WHERE organisation.code = 'kumasi-tvet' AND strand = 'QUAL' AND project.status = 'active' AND ended_on IS NULL AND latest_step = 'Q120' AND voided_at IS NULL
    GROUP BY participation.id ORDER BY participation.id LIMIT 1"""
A_MEMBERSHIP = "SELECT membership.id FROM membership JOIN organisation ON organisation.id = organisation_id WHERE code = 'kumasi-tvet' AND role = 'editor' ORDER BY membership.id LIMIT 1"
AN_ACCOUNT = "SELECT id FROM user WHERE email = 'editor@kumasi-tvet.example'"


def fill_in(pages: list[str], ask: Ask) -> list[str]:
    """The addresses with real records in them."""
    person, way, event, project = ask(A_WAY)[0]
    ((milestone,),), ((ended,),), ((membership,),), ((account,),) = (
        ask(query) for query in (OPEN_MILESTONE, ENDED_MILESTONE, A_MEMBERSHIP, AN_ACCOUNT)
    )
    found = {
        "project": project, "person": person, "way": way, "event": event, "membership": membership, "account": account,
        "milestone": milestone, "ended": ended,
    }  # fmt: skip
    return [page.replace("/milestones/{", "/projects/{", 1).format(**found) for page in pages]
