"""Random public ids such as `GH-7K3F-92QD`: say nothing about the person, and a slip of the pen is noticed.

Alphabet: Crockford's base 32 (no I, L, O, U). Check character: Luhn mod 32,
which finds every single wrong character and nearly all swapped neighbours.
"""

import re
import secrets
from collections.abc import Callable

from stdnum import luhn

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "GH"
RANDOM_CHARACTERS = 7
"""32 to the power of 7 is 34 thousand million: with 100,000 people a new id meets an old one once in 340,000 draws."""
LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_public_id(*, choose: Callable[[str], str] = secrets.choice) -> str:
    """Draw a fresh id. It may exist already: the table's unique constraint decides. Only invented people get another `choose`."""
    body = "".join(choose(ALPHABET) for _position in range(RANDOM_CHARACTERS))
    return _written(body + luhn.calc_check_digit(body, ALPHABET))


def parse_public_id(text: str) -> str | None:
    """The id in its standard form, however it was typed (`gh7k3f92qd`, `7k3f-92qd`), or None when it cannot be one."""
    plain = re.sub(r"[\s\-–]", "", text).upper().removeprefix(PREFIX).translate(LOOKALIKES)
    if len(plain) != RANDOM_CHARACTERS + 1 or any(character not in ALPHABET for character in plain):
        return None
    return _written(plain) if luhn.is_valid(plain, ALPHABET) else None


def _written(plain: str) -> str:
    return f"{PREFIX}-{plain[:4]}-{plain[4:]}"
