"""The house keeps its shape: import directions, file names, templates, generated pages, nothing that gives away this workplace."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from scripts import generate_docs

ROOT = Path(__file__).resolve().parents[2]
FEATURES = (
    "accounts",
    "audit",
    "exchange",
    "indicators",
    "landtag_reports",
    "milestones",
    "organisations",
    "overview",
    "participants",
    "privacy",
    "projects",
)
FILES = {
    "__init__", "vocabulary", "rules", "workflow", "models", "queries", "notifications", "operations", "forms", "views", "commands",
    # what a single feature needs beyond the usual rooms, each with its reason in the feature's __init__ or module docstring
    "chain", "recording", "triggers", "setup", "disclosure", "figures", "texts", "gathering", "iati", "sentences", "presentation",
}  # fmt: skip
LONGEST_FILE = 300
pytestmark = pytest.mark.standalone


def python_files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "versions" not in path.parts]


def test_imports_point_down_only() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "importlinter.cli", "lint"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if "No module named" in done.stderr:
        done = subprocess.run(
            [str(Path(sys.executable).with_name("lint-imports"))], cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-500:]


@pytest.mark.parametrize("feature", FEATURES)
def test_feature_has_only_the_usual_rooms(feature: str) -> None:
    folder = ROOT / "partnership" / feature
    found = {
        path.stem for path in folder.iterdir() if path.suffix == ".py" or (path.is_dir() and path.name != "__pycache__")
    }
    assert found <= FILES, f"{feature} has {sorted(found - FILES)}"


def test_no_file_grows_beyond_reading() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files("partnership", "reports")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long, f"split by noun or verb: {long}"


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "partnership").rglob("rules*")) + sorted((ROOT / "partnership").rglob("workflow.py")),
    ids=str,
)
def test_rules_know_neither_web_nor_database(path: Path) -> None:
    files = [path] if path.is_file() else list(path.rglob("*.py"))
    for file in files:
        if file.suffix != ".py":
            continue
        found = re.findall(
            r"^(?:from|import) (flask|sqlmodel|sqlalchemy|wtforms)\b", file.read_text(encoding="utf-8"), re.MULTILINE
        )
        assert not found, f"{file.relative_to(ROOT)} imports {found}"


def test_templates_compile_and_hold_no_query_and_no_inline_code(session_app: Flask) -> None:
    environment = session_app.jinja_env
    for name in environment.list_templates(
        filter_func=lambda name: name.endswith((".html", ".txt")) and not name.startswith("security/_")
    ):
        environment.get_template(name)
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if "emails" in path.parts:
            continue
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*src=)", text), (
            f"{path.relative_to(ROOT)} holds inline code or style"
        )
        assert not re.search(r"db\.session|\.query\b", text), f"{path.relative_to(ROOT)} asks the database"


def test_generated_pages_are_fresh(session_app: Flask) -> None:
    assert generate_docs.stale(session_app) == []


def test_nothing_gives_away_where_this_was_made() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    for name in filter(None, listed):
        path = ROOT / name
        if not path.is_file() or path.suffix in (".png", ".svg", ".lock"):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not re.search(
            r"/work/(main|shared)\b|registry\.npmjs|pypi\.org|\"resolved\": \"http",
            text.replace(r"/work/(main|shared)", ""),
        ), name
