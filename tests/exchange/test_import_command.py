"""`partnership import iati` as people type it: table, exit status, one sentence for each refusal, nothing written on a dry run."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask

from partnership.cli import cli
from partnership.core import commands
from partnership.exchange.models import ImportRun
from tests.support.iati_files import activity, contents, count, file_of, transaction

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(app: Flask, monkeypatch: pytest.MonkeyPatch) -> object:
    """The command line on the test's own application; the schema of tests has no migrations, so that question is not asked."""
    monkeypatch.setattr(commands, "require_current_database", lambda: None)

    def call(*arguments: str | Path) -> Result:
        return CliRunner().invoke(cli, ["import", "iati", *map(str, arguments)], obj=lambda: app)

    return call


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_files_become_projects_and_the_table_says_how_many(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    one = written(tmp_path, "one.xml", file_of(activity("XX-1"), activity("XX-2", body=transaction("1,234"))))
    two = written(tmp_path, "two.xml", file_of(activity("YY-1")))
    result = run(one, two)
    assert result.exit_code == 0, result.output
    table = [line.split() for line in result.stdout.splitlines()]
    assert table[1] == ["one.xml", "1", "0", "0", "1", "0"]
    assert table[2] == ["two.xml", "1", "0", "0", "0", "0"]
    assert "one.xml: line 3, activity XX-2 is refused: The amount “1,234” in “value”" in result.stderr.replace(
        "“transaction”", "“value”"
    )
    assert count("project") == 2
    assert [line.split()[1:] for line in run(one).stdout.splitlines()][1] == ["0", "0", "1", "1", "0"]


def test_refused_file_is_one_sentence_and_status_1_and_the_others_go_through(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    good = written(tmp_path, "good.xml", file_of(activity()))
    bad = written(tmp_path, "bad.xml", file_of(activity("ZZ-1"))[:-9])
    missing = tmp_path / "missing.xml"
    result = run(bad, missing, good)
    assert result.exit_code == 1
    assert "bad.xml: The file is damaged" in result.stderr
    assert "missing.xml: the file cannot be read (No such file or directory)." in result.stderr
    assert "2 of 3 files refused; nothing of them was taken over. The other files were taken over." in result.stderr
    assert "Traceback" not in result.output
    assert (count("project"), count("project", iati_identifier="ZZ-1"), count("import_run")) == (1, 0, 1)


def test_dry_run_says_the_same_and_writes_nothing(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = written(tmp_path, "one.xml", file_of(activity("XX-1"), activity("XX-1")))
    before = contents(leave_out=frozenset())
    result = run(path, "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].split() == ["one.xml", "1", "0", "0", "1", "0"]
    assert "This was a dry run: nothing was written." in result.stdout
    assert contents(leave_out=frozenset()) == before


@pytest.mark.parametrize("typed", ["GH", "gh", " Gh "])
def test_recipient_leaves_other_countries_out(typed: str, run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = written(
        tmp_path,
        "one.xml",
        file_of(
            activity("XX-1", body="<recipient-country code='GH'/>"),
            activity("XX-2", body="<recipient-country code='TG'/>"),
        ),
    )
    assert run(path, "--recipient", typed).stdout.splitlines()[1].split()[1:] == ["1", "0", "0", "0", "1"]
    assert count("project", iati_identifier="XX-1") == count("project") == 1


def test_country_that_does_not_exist_is_refused_before_anything_is_read(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = run(tmp_path / "none.xml", "--recipient", "Ghana")
    assert result.exit_code == 1
    assert "“Ghana” is not a country code" in result.stderr


def test_import_by_command_is_in_the_list_of_imports(run, tmp_path: Path, session) -> None:  # type: ignore[no-untyped-def]
    run(written(tmp_path, "one.xml", file_of(activity())))
    found = session.scalars(sa.select(ImportRun)).one()
    assert (found.file_name, found.started_by_name, found.state.value) == ("one.xml", "command line", "applied")


def test_help_needs_no_database() -> None:
    result = CliRunner().invoke(
        cli, ["import", "iati", "--help"], obj=lambda: (_ for _ in ()).throw(click.ClickException("started"))
    )
    assert result.exit_code == 0
    assert "--recipient" in result.output


@pytest.mark.standalone
def test_program_imports_into_a_fresh_register(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PARTNERSHIP_FOLDER": str(tmp_path),
        "PARTNERSHIP_DEMO": "1",
        "PARTNERSHIP_DATABASE_URL": f"sqlite:///{tmp_path / 'register.db'}",
    }
    good, bad = written(tmp_path, "good.xml", file_of(activity())), written(tmp_path, "bad.xml", b"%PDF-1.7")

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "partnership", *arguments],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    assert "not up to date" in call("import", "iati", str(good)).stderr
    assert call("db", "upgrade").returncode == 0
    first, second = call("import", "iati", str(good)), call("import", "iati", str(good), str(bad))
    assert first.returncode == 0, first.stderr
    assert second.returncode == 1
    assert "bad.xml: The file is not an XML file." in second.stderr
    assert (
        "partnership: 1 of 2 files refused; nothing of it was taken over. The other files were taken over."
        in second.stderr
    )
    assert second.stdout.splitlines()[1].split() == ["good.xml", "0", "0", "1", "0", "0"]
