"""Is this installation sound? Settings, assets, database, log, folders, mail: each finding one sentence."""

import os

from flask import Flask

from partnership.audit.queries import verify
from partnership.core.assets import manifest
from partnership.core.paths import resource_folder


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
    _lines, breaks = verify()
    problems.extend(f"Audit log, position {one.position}: {one.finding}." for one in breaks)
    return problems
