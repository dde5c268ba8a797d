"""Writes the pages of docs/ that are printed from the code: permissions, states, routes. `--check` only says whether they are fresh."""

import sys
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from partnership.access.permissions import PERMISSIONS
from partnership.access.vocabulary import SEEN_BY, Action, Role
from partnership.app import create_app
from partnership.config import Settings
from partnership.projects import workflow

DOCS = Path(__file__).resolve().parent.parent / "docs"
GENERATED = "<!-- Written by scripts/generate_docs.py; change the code, not this page. -->"


def permissions(_app: Flask) -> str:
    """Every action with the rule that allows it."""
    lines = [
        "# Who may do what",
        "",
        GENERATED,
        "",
        "Closed by default: an action without a rule is allowed to nobody; a page without an action answers 403.",
        "",
    ]
    lines += ["| action | allowed to | a refusal is answered |", "| --- | --- | --- |"]
    for action in Action:
        answer = f"404 unless `{SEEN_BY[action]}`, then 403" if action in SEEN_BY else "404 on a record, else 403"
        lines.append(f"| `{action.value}` | {PERMISSIONS[action].__name__} | {answer} |")
    lines += ["", "## Roles", "", "| role | English |", "| --- | --- |"]
    lines += [f"| `{role.value}` | {role.source_label} |" for role in Role]
    return "\n".join(lines) + "\n"


def states(_app: Flask) -> str:
    """The state diagram of projects."""
    return f"# States\n\n{GENERATED}\n\n## Project\n\n```mermaid\n{workflow.as_mermaid().strip()}\n```\n"


def routes(app: Flask) -> str:
    """Every address with its policy."""
    lines = ["# Addresses", "", GENERATED, "", "| address | methods | policy |", "| --- | --- | --- |"]
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        policy = getattr(app.view_functions[rule.endpoint], "policy", "sign-in library")
        methods = ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        lines.append(f"| `{rule.rule}` | {methods} | {policy} |")
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[Flask], str]] = {"permissions.md": permissions, "states.md": states, "addresses.md": routes}


def application() -> Flask:
    """The application on an empty database in memory: the pages are printed from its structure."""
    folder = DOCS.parent / "var" / "docs"
    folder.mkdir(parents=True, exist_ok=True)
    return create_app(
        Settings(database_url="sqlite://", secret_key="d" * 40, mail_url=None, redis_url=None, files_url=folder.as_uri(), demo=True, base_url="http://localhost", folder=folder, testing=True)
    )  # fmt: skip


def stale(app: Flask) -> list[str]:
    """Names of the pages that differ from what the code says."""
    return [
        name
        for name, page in PAGES.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != page(app)
    ]


def main() -> int:
    """Write the pages, or with `--check` only compare."""
    app = application()
    if "--check" in sys.argv:
        old = stale(app)
        for name in old:
            print(f"docs/{name} is not fresh: run make docs", file=sys.stderr)
        return 1 if old else 0
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(app), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
