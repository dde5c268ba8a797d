"""The officer's main job, from a published file to the report: import, confirm, edit, plan, typeset, with scripts and with scripts switched off."""

import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.conftest import ROOT, Visit
from tests.support.iati_files import activity, file_of, transaction

OFFICER = "officer@ministry.example"
REAL_FILE = (ROOT / "../shared/data/real/iati/beis-activity.xml").resolve()
REPORT_SECONDS = 180
BODY = (
    "<activity-date type='1' iso-date='2026-01-15'/><activity-date type='2' iso-date='2026-02-01'/><activity-date type='3' iso-date='2028-12-31'/>"
    "<recipient-country code='GH' percentage='100'/><sector vocabulary='1' code='11330' percentage='100'/>"
)
WAYS = [("de", 1280, "on"), ("en", 360, "off")]


def today() -> date:
    """The day in the register's time zone."""
    return datetime.now(ZoneInfo("Europe/Berlin")).date()


def typed(day: date) -> str:
    """A day as one types it."""
    return f"{day.day}.{day.month}.{day.year}"


def upload(window: Visit, name: str, content: bytes) -> None:
    """Send a file and wait until it has been checked."""
    window.go("/imports/new")
    window.page.set_input_files("main input[type=file]", {"name": name, "mimeType": "text/xml", "buffer": content})
    window.send()
    window.page.wait_for_selector("main form[action$='/take-over']", timeout=REPORT_SECONDS * 1000)
    assert window.heading == name


def take_over(window: Visit) -> None:
    """Decide for the file and wait until it is written."""
    window.send("button.kern-btn--primary")
    window.page.wait_for_selector("main a[href$='/strands']", timeout=REPORT_SECONDS * 1000)


def text_of_pdf(path: Path) -> str:
    """The words of a PDF, spaces folded."""
    found = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(found.split())


def find_project(window: Visit, words: str) -> None:
    """Search for a project and open its page."""
    window.go("/projects")
    window.fill(q=words)
    window.send(".search-row button")
    assert window.page.locator("main tbody tr").count() == 1
    window.page.locator("main tbody a").first.click()
    window.page.wait_for_selector("main a[href$='/edit']")


def import_file(window: Visit, *, name: str, title: str) -> None:
    money = transaction("25000", day="2026-03-01")
    content = file_of(activity(f"XX-{name}", title=title, body=BODY + money))
    upload(window, f"{name}.xml", content)
    assert title in window.main
    take_over(window)
    window.follow("/strands")
    assert window.page.is_checked("main input[value=QUAL]"), "vocational training speaks for qualification"
    window.page.check("main input[value=MIGR]")
    window.send()
    assert "/strands" not in window.here


def edit_project(window: Visit, *, title: str) -> None:
    """Both languages, a point of the resolution, a goal found by a word, a place."""
    code = window.here.rsplit("/", 1)[1]
    window.follow("/edit")
    window.follow("/edit/names")
    window.fill(title_de=f"{title} auf Deutsch", summary_de="Ɛkua lernt Löten.", summary_en="Ɛkua learns to solder.")
    window.send()
    window.go(f"/projects/{code}/edit/strands")
    assert window.page.is_checked("main input[value=MIGR]")
    window.choose("points", "B5")
    window.send()
    window.go(f"/projects/{code}/edit/goals")
    window.page.locator("main [name=sdg]").last.press_sequentially("4.4")
    if window.scripts:
        window.page.wait_for_selector("main datalist option[value='4.4']", state="attached")
    window.send()
    window.go(f"/projects/{code}/edit/places")
    window.choose("place", "GH-AH")
    window.fill(town="Obuasi")
    window.send()
    assert "Obuasi, Ashanti" in window.main
    window.go(f"/projects/{code}")
    assert {"B5", "Obuasi"} <= set(window.main.replace(",", " ").replace(";", " ").split())


def plan_milestone(window: Visit, *, name: str) -> None:
    window.follow("/milestones/new")
    window.fill(title_de=f"Prüfung {name}", title_en=f"Examination {name}", baseline_on=typed(today()))
    window.send()
    assert name in window.heading
    window.follow("/forecast")
    window.fill(expected_on="31.2.2027")
    window.send()
    assert window.page.locator(".error-summary").is_visible()
    later = today() + timedelta(days=200)
    window.fill(expected_on=typed(later), reason="The workshop opens later.")
    window.send()
    assert "The workshop opens later." in window.main


def make_report(window: Visit, *, language: str) -> Path:
    """Ask for the report, wait on the page that shows how far it is, take the file."""
    window.go("/reports/new")
    window.fill(period=str(today().year), as_of=typed(today()))
    window.choose("language", language)
    window.send()
    assert window.page.locator("progress").count() == 1 or window.page.locator("a[download]").count() == 1
    window.page.wait_for_selector("main a[download], main [role=alert]", timeout=REPORT_SECONDS * 1000)
    assert window.page.locator("main a[download]").count() == 1, window.main
    with window.page.expect_download() as download:
        window.page.click("main a[download]")
    return Path(download.value.path())


@pytest.mark.parametrize(("language", "width", "scripts"), WAYS)
def test_from_a_published_file_to_the_report(
    visit: Callable[..., Visit], language: str, width: int, scripts: str
) -> None:
    window = visit(OFFICER, language=language, width=width, scripts=scripts)
    name = f"solder-{scripts}"
    title = f"Soldering in Obuasi with scripts {scripts}"
    import_file(window, name=name, title=title)
    find_project(window, f"obuasi {scripts} soldering")
    edit_project(window, title=title)
    plan_milestone(window, name=name)
    path = make_report(window, language=language)
    assert path.read_bytes().startswith(b"%PDF")
    text = text_of_pdf(path)
    assert (f"{title} auf Deutsch" if language == "de" else title) in text
    assert (f"Prüfung {name}" if language == "de" else f"Examination {name}") in text
    assert not window.complaints


def test_a_real_file_of_a_funder(visit: Callable[..., Visit]) -> None:
    if not REAL_FILE.is_file():
        pytest.skip("The published files are not here.")
    window = visit(OFFICER, language="de", width=360)
    upload(window, REAL_FILE.name, REAL_FILE.read_bytes())
    assert window.page.locator("main tbody tr").count() == 9
    window.must_be_accessible()
    take_over(window)
    window.must_be_accessible()
    window.follow("/strands")
    window.must_be_accessible()
