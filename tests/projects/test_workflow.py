"""The life of a project: every state with every step and every role."""

from types import SimpleNamespace

import pytest

from partnership.access.permissions import can
from partnership.access.vocabulary import Action, Role
from partnership.projects.vocabulary import ProjectStatus as S
from partnership.projects.workflow import STEPS, as_mermaid, is_locked, steps_from
from tests.support.actors import actor

ALLOWED = {
    (S.DRAFT, "start"): S.ACTIVE, (S.DRAFT, "cancel"): S.CANCELLED,
    (S.ACTIVE, "begin-closing"): S.CLOSING, (S.ACTIVE, "suspend"): S.SUSPENDED, (S.ACTIVE, "cancel"): S.CANCELLED,
    (S.SUSPENDED, "resume"): S.ACTIVE, (S.SUSPENDED, "cancel"): S.CANCELLED,
    (S.CLOSING, "close"): S.CLOSED, (S.CLOSING, "continue"): S.ACTIVE,
}  # fmt: skip
"""Written down a second time on purpose: the table in the code is held against this one."""


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("name", STEPS)
def test_each_step_leads_only_where_it_may(status: S, name: str) -> None:
    step = STEPS[name]
    if (status, name) in ALLOWED:
        assert status in step.sources
        assert step.target is ALLOWED[status, name]
        assert step in steps_from(status)
    else:
        assert status not in step.sources
        assert step not in steps_from(status)


def test_nothing_leads_out_of_an_end() -> None:
    ends = [status for status in S if not steps_from(status)]
    assert ends == [S.CLOSED, S.CANCELLED]
    assert [status for status in S if is_locked(status)] == ends


def test_every_state_can_be_reached_from_a_draft() -> None:
    reached, before = {S.DRAFT}, set()
    while reached != before:
        before = set(reached)
        reached |= {step.target for status in before for step in steps_from(status)}
    assert reached == set(S)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", STEPS)
def test_only_officers_move_projects(role: Role, name: str) -> None:
    project = SimpleNamespace(project_organisation_ids=frozenset({1}))
    assert can(actor(role), STEPS[name].needs, project) is (role is Role.OFFICER)


def test_stopping_and_going_back_need_a_reason() -> None:
    assert {name for name, step in STEPS.items() if step.reason_required} == {"suspend", "cancel", "continue"}


def test_the_diagram_has_every_step() -> None:
    diagram = as_mermaid()
    assert diagram.startswith("stateDiagram-v2\n    [*] --> draft\n")
    for (source, name), target in ALLOWED.items():
        assert f"    {source.value} --> {target.value}: {STEPS[name].source_label}" in diagram
    assert diagram.count("-->") == len(ALLOWED) + 3


def test_each_step_names_a_right_that_exists() -> None:
    assert {step.needs for step in STEPS.values()} == {Action.MOVE_PROJECT}
