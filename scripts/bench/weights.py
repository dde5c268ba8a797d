"""Weighs pages as a browser gets them: the first visit with style, scripts, fonts and icon, a later page alone."""

import re
from collections.abc import Iterator

from flask.testing import FlaskClient

FIRST_VISIT, LATER_PAGE = 80_000, 15_000
"""Bytes, compressed: what the project promises."""
PAGES = {
    "today": "/",
    "projects": "/projects",
    "people": "/participants",
    "one project": "/projects/GH-0040",
    "resolution": "/resolution",
}
PARTS = re.compile(r"(?:href|src)=\"(/static/[^\"?]+)")
FONTS = re.compile(r"url\([\"']?([^)\"']+\.woff2)")


def lines(client: FlaskClient) -> Iterator[str]:
    """A row for each page: bytes alone, and with everything a first visit loads (every font the style names, used or not)."""
    yield f"{'page':<46}{'alone':>8}{'first':>8}   goals {LATER_PAGE} and {FIRST_VISIT} bytes, compressed"
    for label, path in PAGES.items():
        size, content = fetched(client, path)
        parts = set(PARTS.findall(content))
        for style in [part for part in parts if part.endswith(".css")]:
            parts |= {f"/static/dist/{name.rsplit('/', 1)[-1]}" for name in FONTS.findall(fetched(client, style)[1])}
        yield f"{label:<46}{size:>8}{size + sum(fetched(client, part)[0] for part in parts):>8}"


def fetched(client: FlaskClient, path: str) -> tuple[int, str]:
    """Bytes on the wire as a browser that takes Brotli gets them, and the text. Raises RuntimeError when it is missing."""
    wire = client.get(path, headers={"Accept-Encoding": "br"})
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    if wire.status_code != 200:
        raise RuntimeError(f"{path} answered {wire.status_code}")
    return len(wire.get_data()), plain.get_data().decode("utf-8", errors="replace")
