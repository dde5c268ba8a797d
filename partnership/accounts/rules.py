"""Pure decisions about accounts: good passwords, who needs a second factor, who may give which role, when a session is over."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from partnership.access.actor import Actor
from partnership.access.vocabulary import ROLES_BY_KIND, OrganisationKind, Role
from partnership.accounts.vocabulary import PasswordProblem

SHORTEST_PASSWORD = 12
"""Characters. BSI IT-Grundschutz ORP.4.A22 leaves the number to the operator; with a second factor 8 would do, partners may have none."""
LONGEST_PASSWORD = 128
"""Characters; bounds the work of the hash."""
HARD_PARTS = 8
"""So many characters must be left when every common word, year, repetition and row of keys counts as one."""
INVITATION_LASTS = timedelta(days=14)
CHANGE_OF_EMAIL_LASTS = timedelta(hours=2)
SESSION_IDLE = timedelta(hours=12)
"""A browser unused for longer is asked to sign in again."""
SESSION_LONGEST = timedelta(days=14)
SEEN_EVERY = timedelta(minutes=5)
"""How exactly "last seen" is kept; a write with every page would cost more than it tells."""

KEY_ROWS = (
    "qwertzuiopü", "qwertyuiop", "asdfghjklöä", "yxcvbnm", "zxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv", "qayxswedcvfr",
)  # fmt: skip
COMMON_TEXT = """
password passwort passwd kennwort geheim secret login signin signup welcome willkommen hallo hello letmein changeme
admin administrator root user guest gast test testing demo master default system server computer internet windows
linux apple google amazon facebook office iloveyou ichliebedich love liebe schatz baby angel engel princess
prinzessin prinz sunshine sonnenschein summer sommer winter spring frühling herbst autumn monday montag january
januar february februar march märz april june juni july juli august september october oktober november december
dezember football fussball soccer baseball basketball hockey batman superman spiderman pokemon dragon drache monkey
affe tiger lion löwe hund katze flower blume chocolate schokolade coffee kaffee pizza cheese banana orange purple
yellow silver golden diamond ghana accra kumasi tamale ashanti takoradi tema volta blackstars akwaaba obruni cedi
africa afrika germany deutschland alemannia nrw nordrhein westfalen düsseldorf duesseldorf dusseldorf köln koeln
cologne bonn dortmund essen ministerium ministry landtag partnership partnerschaft register migration project
projekt jesus christ god gott bless amen allah heaven freedom freiheit money geld family familie mother father
mutter vater friend freund michael daniel thomas jessica kwame kofi ama akosua new neu old alt one two three eins
zwei drei the und and for you mein my our unser
"""
COMMON_WORDS = tuple(sorted(COMMON_TEXT.split(), key=len, reverse=True))
"""What attackers try first, in the languages of our users; the longest first, so that a part never hides the whole."""
LOOKALIKES = str.maketrans("0134578@$!€", "oieastbasie")
YEAR = re.compile(r"(?:19|20)\d\d")


def password_problems(password: str, *, personal: Iterable[str] = ()) -> list[PasswordProblem]:
    """What stands against this password; an empty list means that it is accepted.

    `personal` are the person's name and address. Instead of a list of leaked passwords, common parts are found and counted as
    one character each, as attackers try them first; what is left decides.
    """
    if len(password) < SHORTEST_PASSWORD:
        return [PasswordProblem.SHORT]
    if len(password) > LONGEST_PASSWORD:
        return [PasswordProblem.LONG]
    own = {part for text in personal for part in re.split(r"[^\w]+", text.casefold()) if len(part) >= 4}
    if hard_parts(password) >= HARD_PARTS > hard_parts(password, also=own):
        return [PasswordProblem.PERSONAL]
    return [] if hard_parts(password, also=own) >= HARD_PARTS else [PasswordProblem.GUESSABLE]


def hard_parts(password: str, *, also: Collection[str] = ()) -> int:
    """How many characters are left when each guessable part counts as one."""
    text = password.casefold()
    read = text.translate(LOOKALIKES)
    for word in (*sorted(also, key=len, reverse=True), *COMMON_WORDS):
        text, read = _as_one(text, read, word=word)
    text = YEAR.sub("\0", text)
    return len(re.sub(r"(.+?)\1+", r"\1", _without_rows(text)))


def _as_one(text: str, read: str, *, word: str) -> tuple[str, str]:
    """Replace `word`, as typed or with digits read as the letters they resemble, by one character."""
    while (place := max(text.find(word), read.find(word))) >= 0:
        text, read = (f"{plain[:place]}\0{plain[place + len(word) :]}" for plain in (text, read))
    return text, read


def _without_rows(text: str) -> str:
    """Rows of neighbouring keys or letters, forwards or backwards, from three on count as one."""
    kept, place = "", 0
    while place < len(text):
        length = 1
        while place + length < len(text) and any(
            text[place : place + length + 1] in row or text[place : place + length + 1] in row[::-1] for row in KEY_ROWS
        ):
            length += 1
        kept += "\0" if length >= 3 else text[place : place + length]
        place += length
    return kept


DEMONSTRATION_ENDING = ".example"


def second_factor_required(kinds: Iterable[OrganisationKind], *, demo: bool) -> bool:
    """Whether somebody with roles in bodies of these kinds must have a second factor: the ministry's people and the court of audit.

    Not in a demonstration, whose accounts are shared (product.md section 6).
    """
    return not demo and any(kind in (OrganisationKind.MINISTRY, OrganisationKind.AUDIT_OFFICE) for kind in kinds)


def grantable_roles(actor: Actor, *, organisation_id: int | None, kind: OrganisationKind) -> frozenset[Role]:
    """The roles this person may give and take in that organisation.

    Administrators in every organisation, officers in partner organisations and authorities, leads in their own; each only roles
    that fit the kind of organisation. Officers give no ministry roles: the head's approval of a report is worth nothing if an
    officer could make heads.
    """
    government = kind in (OrganisationKind.MINISTRY, OrganisationKind.AUDIT_OFFICE)
    allowed = (
        actor.has(Role.ADMINISTRATOR)
        or (actor.has(Role.OFFICER) and not government)
        or organisation_id in actor.organisations(Role.LEAD)
    )
    return ROLES_BY_KIND[kind] if allowed else frozenset()


def session_is_over(*, began_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a browser must sign in again."""
    return now - seen_at > SESSION_IDLE or now - began_at > SESSION_LONGEST


def is_demonstration_address(email: str) -> bool:
    """Whether this is an address of a demonstration account, whose password stands in the handbook.

    They all end in `.example`, which nobody can own (RFC 2606 section 2), so no real account has such an address.
    """
    return email.strip().casefold().endswith(DEMONSTRATION_ENDING)


def token_hash(token: str) -> str:
    """What is stored of a secret link or session: who reads the database cannot use it."""
    return sha256(token.encode()).hexdigest()


def masked(email: str) -> str:
    """`k…@example.org`: enough for an auditor to see a pattern of failed sign-ins, too little to be an address book."""
    name, _at, domain = email.strip().casefold().rpartition("@")
    return f"{name[:1]}…@{domain}"[:120] if name else "…"


BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """`Firefox, Windows`: what its owner recognises; nothing that tells one browser from another of its kind."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return ", ".join(filter(None, (browser, system)))
