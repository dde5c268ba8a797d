"""The command line: one sentence and status 1 for everything that goes wrong, never a traceback."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from partnership.cli import main

pytestmark = pytest.mark.standalone


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


@dataclass
class Shell:
    """Runs commands in this process, as the console script would, in a folder and environment of its own."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    folder: Path

    def __call__(self, *arguments: str, **environment: str) -> Done:
        for name in list(os.environ):
            if name.startswith("PARTNERSHIP_"):
                self.monkeypatch.delenv(name)
        for name, value in {"PARTNERSHIP_DEMO": "1", "PARTNERSHIP_FOLDER": str(self.folder), **environment}.items():
            self.monkeypatch.setenv(name, value)
        self.monkeypatch.setattr(sys, "argv", ["partnership", *arguments])
        self.capsys.readouterr()
        status = 0
        try:
            main()
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        said = self.capsys.readouterr()
        return Done(status, said.out, said.err)


@pytest.fixture
def partnership(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    monkeypatch.chdir(tmp_path)
    return Shell(monkeypatch, capsys, tmp_path)


def test_command_really_is_one_of_the_machine(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "partnership", "nonsense"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


def test_help_needs_no_settings_and_no_database(partnership: Shell) -> None:
    for arguments in (["--help"], ["report", "build", "--help"], ["demo", "load", "--help"]):
        done = partnership(*arguments, PARTNERSHIP_DEMO="0", PARTNERSHIP_DATABASE_URL="nonsense://")
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (["nonsense"], {}, "No such command"),
        (["audit", "verify"], {"PARTNERSHIP_DATABASE_URL": "sqlite:////nowhere/x.db"}, "cannot be reached"),
        (["serve"], {"PARTNERSHIP_DEMO": "0"}, "PARTNERSHIP_SECRET_KEY is not set"),
        (["serve"], {"PARTNERSHIP_DEMO": "0", "PARTNERSHIP_SECRET_KEY": "only-for-demonstration-and-tests-never-in-production"}, "is the one of the demonstration"),
        (["serve"], {"PARTNERSHIP_DEMO": "0", "PARTNERSHIP_SECRET_KEY": "s" * 40}, "must begin with https://"),
        (["report", "build", "--period", "2026-H7", "--as-of", "2026-06-30", "-o", "x.pdf"], {}, "is not a reporting period"),
        (["report", "build", "--period", "2026-H1", "--as-of", "30 Juno", "-o", "x.pdf"], {}, "is not a date"),
        (["report", "build", "--period", "2026-H1", "--as-of", "2026-06-30", "-o", "/nowhere/x.pdf"], {}, "does not exist"),
        (["report", "build", "--period", "2026-H1", "--as-of", "2026-06-30", "--lang", "fr", "-o", "x.pdf"], {}, "'fr' is not one of"),
        (["demo", "load", "--as-of", "yesterday"], {}, "is not a date"),
    ],
)  # fmt: skip
def test_bad_input_is_answered_in_one_sentence(
    partnership: Shell, arguments: list[str], environment: dict[str, str], sentence: str
) -> None:
    if "PARTNERSHIP_DATABASE_URL" not in environment and environment.get("PARTNERSHIP_DEMO") != "0":
        assert partnership("db", "upgrade").returncode == 0
    done = partnership(*arguments, **environment)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr


def test_other_commands_say_when_the_database_is_old(partnership: Shell) -> None:
    done = partnership("audit", "verify")
    assert done.returncode == 1
    assert "is not up to date" in done.stderr


def test_demonstration_loads_once_and_the_log_holds(partnership: Shell) -> None:
    partnership("db", "upgrade")
    first = partnership("demo", "load", "--as-of", "2026-07-06")
    assert first.returncode == 0, first.stderr
    assert "12 projects" in first.stdout
    again = partnership("demo", "load")
    assert again.returncode == 1
    assert "not empty" in again.stderr
    assert partnership("demo", "load", "--if-empty").returncode == 0
    verified = partnership("audit", "verify")
    assert verified.returncode == 0, verified.stderr
    assert "holds" in verified.stdout
