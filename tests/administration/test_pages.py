"""Help, accessibility and privacy are open to everybody; a job is shown to whoever started it."""

import pytest
from flask import Flask

from partnership.core.jobs import Job, JobState
from tests.support.make import Make
from tests.support.page_client import client_for


@pytest.mark.parametrize("page", ["/help", "/accessibility", "/privacy"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_everybody_may_read_how_the_service_works(app: Flask, page: str, language: str) -> None:
    client_for(app, None, language=language).get(page)


def test_job_is_shown_to_whoever_started_it_and_to_nobody_else(app: Flask, make: Make) -> None:
    owner, other = make.officer(), make.officer()
    job = make._keep(
        Job(kind="x", title="Report on 2026", state=JobState.RUNNING, progress=1, total=3, started_by_id=owner.id)
    )
    page = client_for(app, owner).get("administration.show_job", job_id=job.id)
    assert page.heading == "Report on 2026"
    assert "1 of 3 done" in page.main
    assert page.find("//noscript/meta[@http-equiv='refresh']")
    assert client_for(app, owner).get("administration.job_progress", job_id=job.id).response.json == {
        "value": 1,
        "max": 3,
        "text": "1 of 3 done",
        "done_url": None,
    }
    client_for(app, other).get("administration.show_job", job_id=job.id, expect=404)


def test_failed_job_says_why_and_finished_one_leads_on(app: Flask, make: Make) -> None:
    owner = make.officer()
    failed = make._keep(
        Job(kind="x", title="Report", state=JobState.FAILED, error="The PDF could not be made.", started_by_id=owner.id)
    )
    broken = make._keep(Job(kind="x", title="Report", state=JobState.FAILED, error="7KQ2-M9XT", started_by_id=owner.id))
    said = client_for(app, owner).get("administration.show_job", job_id=broken.id).main
    assert "Quote this reference to support: 7KQ2-M9XT" in said
    done = make._keep(Job(kind="x", title="Report", state=JobState.DONE, result_url="/reports", started_by_id=owner.id))
    assert "The PDF could not be made." in client_for(app, owner).get("administration.show_job", job_id=failed.id).main
    assert client_for(app, owner).get("administration.show_job", job_id=done.id, expect=302).location == "/reports"
