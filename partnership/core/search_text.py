"""Folding of names and titles for search: accents away, Ɛ like e, ɔ like o, ŋ like n, words in any order."""

import re
import unicodedata

# Letters that Unicode does not decompose. Akan, Ewe, Ga, Dagbani and Hausa write them; people type the plain ones.
PLAIN = str.maketrans({
    "ɛ": "e", "ɔ": "o", "ŋ": "n", "ɖ": "d", "ƒ": "f", "ɣ": "g", "ʋ": "v", "ɩ": "i", "ʊ": "u", "ɓ": "b", "ɗ": "d",
    "ƙ": "k", "ƴ": "y", "ʼ": "", "’": "", "'": "", "ʒ": "z", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i",
})  # fmt: skip
WORDS = re.compile(r"[^\W_]+")
LONGEST_WORD = 40


def fold(text: str) -> str:
    """Lower case without marks: `Ɔsɛi-Bonsu` and `osei bonsu` become the same."""
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(PLAIN)
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(character for character in decomposed if not unicodedata.combining(character)).translate(PLAIN)


def words(text: str) -> list[str]:
    """The folded words of a text, in order, each once."""
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in WORDS.findall(fold(text))))
