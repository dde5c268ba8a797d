"""One rhythm for editing a record that several people may have open: nothing typed is lost, nothing is overwritten (promise 6)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partnership.core.forms import RecordForm


@dataclass(frozen=True, kw_only=True)
class LastSave:
    """Who saved the record last, and when."""

    by: str
    at: datetime


def edit_record(
    form: RecordForm, record: Any, *, theirs: Mapping[str, Any], save: Callable[[], None], show: Callable[[], str], done_url: str,
    heading: str, last_save: Callable[[], LastSave | None],
) -> ResponseReturnValue:  # fmt: skip
    """Answer a request of an edit page.

    `theirs` are the saved values by field name. A form that cannot be read comes back with 422 and everything typed; one that
    was opened before somebody else saved comes back with 409 and both texts wherever both people changed a field; else `save` runs.
    """
    if request.method != "POST":
        form.open_on(record, theirs)
        return show()
    form.take_theirs(theirs)
    if not form.validate():
        return show(), 422
    differences = form.differences(theirs) if form.is_stale(record) else []
    if differences:
        return _both_versions(
            form, record, differences=differences, heading=heading, cancel_url=done_url, last_save=last_save()
        ), 409
    save()
    return redirect(done_url)


def _both_versions(
    form: RecordForm, record: Any, *, differences: list[Any], heading: str, cancel_url: str, last_save: LastSave | None
) -> str:
    hidden = [("version", form.version_again(record)), *form.typed_pairs()]
    who = last_save or LastSave(by=_("Somebody else"), at=record.updated_at)
    return render_template(
        "layouts/two_versions_page.html",
        differences=differences,
        hidden=hidden,
        saved=who,
        cancel_url=cancel_url,
        page_heading=heading,
    )
