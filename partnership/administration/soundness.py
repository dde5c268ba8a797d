"""Is this installation sound? Settings, assets, database, log, folders, mail: each finding one sentence."""

import os

from flask import Flask

from partnership.accounts.queries import open_demonstration_accounts
from partnership.audit.queries import verify
from partnership.core.assets import manifest
from partnership.core.paths import resource_folder

OTHERS_MAY = 0o077
"""Rights of anybody but the service's own user on its folder."""


def demonstration_accounts(app: Flask) -> str | None:
    """The sentence that accounts with a published password are in a register that is no demonstration; None where none are."""
    number = 0 if app.config["SETTINGS"].demo else open_demonstration_accounts()
    if not number:
        return None
    return f"This register holds {number} demonstration accounts, whose password everybody knows. Use a new database; demonstration data is never production data."


def findings(app: Flask) -> list[str]:
    """What is wrong; empty when nothing is."""
    settings = app.config["SETTINGS"]
    problems = []
    missing = [name for name in manifest().values() if not (resource_folder("static") / "dist" / name).exists()]
    if missing:
        problems.append(f"Built files are missing: {', '.join(sorted(missing))}. Run `make assets`.")
    if not os.access(settings.folder, os.W_OK):
        problems.append(f"The folder {settings.folder} cannot be written.")
    if not settings.mail_url and not settings.demo:
        problems.append("PARTNERSHIP_MAIL_URL is not set: invitations and reminders stay in the outbox.")
    if reason := demonstration_accounts(app):
        problems.append(reason)
    if not settings.demo and settings.folder.exists() and settings.folder.stat().st_mode & OTHERS_MAY:
        problems.append(
            f"Other users of this machine can look into {settings.folder}. Run `chmod -R go= {settings.folder}`."
        )
    _lines, breaks = verify()
    problems.extend(f"Audit log, position {one.position}: {one.finding}." for one in breaks)
    return problems
