"""Mails of accounts, each in its reader's language: what happened, what to do, at most one button."""

from collections.abc import Sequence
from typing import Any

from flask import current_app, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_security import MailUtil

from partnership.accounts.models import Invitation, User
from partnership.accounts.rules import masked
from partnership.core.formatting import format_long_day, in_language
from partnership.core.languages import current_language
from partnership.core.outbox import post
from partnership.organisations.models import Organisation

Button = tuple[str, str]


def invite(invitation: Invitation, *, organisation: Organisation, token: str, inviter: str) -> None:
    """The invitation, with the link that can be used once."""
    with force_locale(invitation.language):
        name = in_language(organisation.name_de, organisation.name_en)
        _send(
            to=invitation.email, name=invitation.name, subject=_("Your invitation to the Ghana–NRW partnership register"),
            paragraphs=[
                _("%(inviter)s invites you to work in the register of the migration partnership between Ghana and North Rhine-Westphalia.", inviter=inviter),
                _("You would join %(organisation)s as %(role)s.", organisation=name, role=invitation.role.label),
                _("Open the link, choose a password, and you can begin. The link works once, until %(day)s.", day=format_long_day(invitation.expires_at)),
            ],
            button=(_("Accept the invitation"), _address("accounts.invitation", token=token)),
            note=_("If you did not expect this, do nothing: without you no account comes into being."),
        )  # fmt: skip


def reset_password(user: User, *, token: str) -> None:
    """The link to choose a new password."""
    with force_locale(user.language):
        _send(
            to=user.email, name=user.name, subject=_("Choose a new password"),
            paragraphs=[
                _("Somebody, probably you, asked for a new password for your account in the Ghana–NRW partnership register."),
                _("The link works once, within the next two hours."),
            ],
            button=(_("Choose a new password"), _address("security.reset_password", token=token)),
            note=_("If it was not you, do nothing: your password stays as it is."),
        )  # fmt: skip


def password_changed(user: User) -> None:
    """Tell the holder that the password is a new one."""
    with force_locale(user.language):
        _send(
            to=user.email, name=user.name, subject=_("Your password was changed"),
            paragraphs=[_("The password of your account in the Ghana–NRW partnership register was changed. All other browsers were signed out.")],
            note=_("If it was not you, ask for a new password at once and tell your organisation's lead or the ministry."),
        )  # fmt: skip


def confirm_email(user: User, *, email: str, token: str) -> None:
    """The link that proves that the new address can be read."""
    with force_locale(user.language):
        _send(
            to=email, name=user.name, subject=_("Confirm your new e-mail address"),
            paragraphs=[_("You want to sign in to the Ghana–NRW partnership register with this address from now on."), _("The link works within the next two hours, in the browser where you are signed in.")],
            button=(_("Confirm the address"), _address("accounts.confirm_email", token=token)),
            note=_("If it was not you, do nothing: nothing changes."),
        )  # fmt: skip


def email_change_asked(user: User, *, email: str) -> None:
    """Tell the old address."""
    with force_locale(user.language):
        _send(
            to=user.email, name=user.name, subject=_("A new e-mail address for your account"),
            paragraphs=[_("Somebody, probably you, wants to change the address of your account to %(address)s. Until the new address is confirmed, nothing changes.", address=masked(email))],
            note=_("If it was not you, change your password at once and tell your organisation's lead or the ministry."),
        )  # fmt: skip


def second_factor_removed(user: User) -> None:
    """Tell the holder that an administrator removed the second factor."""
    with force_locale(user.language):
        _send(
            to=user.email, name=user.name, subject=_("Your second factor was removed"),
            paragraphs=[_("An administrator removed the authenticator app, the passkeys and the recovery codes of your account. You were signed out everywhere."), _("When you sign in, set up a new second factor.")],
            note=_("If you did not ask for this, tell the ministry at once."),
        )  # fmt: skip


class HouseMail(MailUtil):
    """The sign-in library's mails as ours: our words, the reader's language, links with our own address, sent after the commit."""

    def send_mail(self, template: str, *_rendered: Any, **context: Any) -> None:
        """Post our mail for the occasion that the library's template stands for.

        Raises LookupError for an occasion that has none.
        """
        user: User = context["user"]
        if template.endswith("reset_instructions"):
            reset_password(user, token=context["reset_token"])
        elif template.endswith(("change_notice", "reset_notice")):
            password_changed(user)
        else:
            raise LookupError(f"no mail for {template}")


def _address(endpoint: str, **parts: Any) -> str:
    """An absolute address made of the configured base, never of what the request calls us: that could be forged."""
    return f"{current_app.config['SETTINGS'].base_url.rstrip('/')}{url_for(endpoint, **parts)}"


def _send(
    *, to: str, name: str, subject: str, paragraphs: Sequence[str], button: Button | None = None, note: str = ""
) -> None:
    values = {
        "subject": subject,
        "name": name,
        "paragraphs": paragraphs,
        "button": button,
        "note": note,
        "language": current_language(),
    }
    text, html = (
        current_app.jinja_env.get_template(f"emails/message.{kind}").render(**values) for kind in ("txt", "html")
    )
    post(recipient=to, subject=subject, text=text, html=html)
