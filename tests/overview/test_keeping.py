"""What home shows to those who keep accounts and agreements, and to those who only read."""

from datetime import timedelta

import pytest
from flask import Flask

from partnership.access.vocabulary import OrganisationKind, Role
from partnership.core import clock
from tests.conftest import client_for
from tests.support.make import Make
from tests.support.page_client import PageClient


@pytest.fixture
def administrator(app: Flask, make: Make) -> PageClient:
    return client_for(app, make.user(Role.ADMINISTRATOR))


def test_administrator_is_told_of_accounts_that_only_a_password_protects(administrator: PageClient) -> None:
    page = administrator.get("overview.home")
    assert "Ask for a second factor: one account that sees the whole portfolio has none" in page.main
    assert page.find("//main//section[h2='What you manage']//a[@href='/accounts'][.='One account']")


def test_an_agreement_that_has_ended_is_late_and_one_that_ends_soon_waits_today(
    administrator: PageClient, make: Make
) -> None:
    today = clock.today()
    for name, days in (("Kumasi Ended", -1), ("Accra Ending", 30), ("Tamale Standing", 300)):
        make.organisation(
            name_en=name, agreement_from=today - timedelta(days=400), agreement_to=today + timedelta(days=days)
        )
    main = administrator.get("overview.home").main
    assert "One thing is late. 2 things wait for you today." in main
    assert main.index("Kumasi Ended") < main.index("Accra Ending")
    assert "Tamale Standing" not in main


def test_who_only_reads_is_not_told_to_record_and_sees_late_dates_of_all_projects(app: Flask, make: Make) -> None:
    project = make.project(title_en="Solar trades")
    make.milestone(project=project, baseline_on=clock.today() - timedelta(days=40))
    make.organisation(kind=OrganisationKind.AUDIT_OFFICE)
    main = client_for(app, make.user(Role.AUDITOR)).get("overview.home").main
    assert "Nothing waits for you today." in main
    assert "One milestone is late." in main
    assert "Record what happened" not in main
