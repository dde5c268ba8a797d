"""Search folds what keyboards cannot type; public ids notice slips; cursors cannot be bent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.core.pagination import decode, encode
from partnership.core.public_id import ALPHABET, new_public_id, parse_public_id
from partnership.core.search_text import fold, words

pytestmark = pytest.mark.standalone


@pytest.mark.parametrize(
    ("written", "typed"),
    [("Ɔsɛi-Bonsu", "osei bonsu"), ("Naa Ɖela", "naa dela"), ("Ŋutifafa", "nutifafa"), ("Ƒiaƒi", "fiafi"), ("Ɣeyi", "geyi"), ("Ʋɔsa", "vosa"), ("Müller-Weiß", "muller weiss"), ("ÉSSÎÉN", "essien"), ("ɔ̀kɔ́", "oko")],
)  # fmt: skip
def test_letters_of_ghana_are_found_with_plain_ones(written: str, typed: str) -> None:
    assert words(written) == typed.split()


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_public_id_is_read_however_it_is_typed() -> None:
    public_id = new_public_id()
    plain = public_id.removeprefix("GH-").replace("-", "")
    for typed in (public_id, public_id.lower(), plain, f" gh {plain[:4]} {plain[4:]} ", f"GH–{plain}"):
        assert parse_public_id(typed) == public_id


@given(st.integers(0, 7), st.sampled_from(ALPHABET), st.randoms(use_true_random=False))
def test_every_single_wrong_character_is_noticed(position: int, wrong: str, random: object) -> None:
    public_id = new_public_id(choose=random.choice)  # type: ignore[attr-defined]
    plain = list(public_id.removeprefix("GH-").replace("-", ""))
    if plain[position] != wrong:
        plain[position] = wrong
        assert parse_public_id("".join(plain)) is None


STORABLE = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
"""What PostgreSQL stores as text: neither NUL nor half a character."""


@given(st.lists(STORABLE | st.integers(-(2**53), 2**53), min_size=2, max_size=2))
def test_cursor_survives_the_address(values: list[str | int]) -> None:
    assert decode(encode(values), length=2) == values


@pytest.mark.parametrize("cursor", ["", None, "!!!", "WzFd", "bnVsbA", "W1tdLFtdXQ", "x" * 4000, "é"])
def test_bent_cursor_is_no_cursor(cursor: str | None) -> None:
    assert decode(cursor, length=2) is None
