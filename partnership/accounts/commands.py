"""`partnership user create`: the first account of an installation, made where nobody can sign in yet."""

import click

from partnership.access.vocabulary import ROLES_BY_KIND, Role
from partnership.accounts import queries
from partnership.accounts.operations.command_line import create_account
from partnership.accounts.rules import password_problems
from partnership.core import clock
from partnership.core.commands import AppCommand, Sentence
from partnership.core.database import db
from partnership.core.languages import LANGUAGES
from partnership.organisations.queries import organisation_by_code


@click.group()
def user() -> None:
    """Accounts of people who sign in."""


@user.command("create", cls=AppCommand)
@click.argument("email")
@click.option("--name", prompt="Name", help="First name and family name.")
@click.option("--organisation", "code", prompt="Code of the organisation", help="The code that stands in its address.")
@click.option("--role", type=click.Choice([role.value for role in Role]), prompt="Role")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="de", show_default=True)
@click.password_option(help="Asked for when it is not given; it does not show while you type.")
def create(email: str, name: str, code: str, role: str, language: str, password: str) -> None:
    """Create an account with one role, or give one more role to the account with this EMAIL."""
    organisation = organisation_by_code(code)
    if organisation is None:
        raise Sentence(f"There is no organisation with the code {code}.")
    if Role(role) not in ROLES_BY_KIND[organisation.kind]:
        raise Sentence(f"Nobody can be {role} in an organisation of the kind {organisation.kind.source_label}.")
    if queries.user_by_email(email) is None and (problems := password_problems(password, personal=[name, email])):
        raise Sentence(problems[0].source_label)
    account = create_account(
        email=email,
        name=name,
        language=language,
        password=password,
        organisation=organisation,
        role=Role(role),
        at=clock.now(),
    )
    db.session.commit()
    click.echo(f"{account.email} can sign in as {role} of {organisation.name_en}.")
