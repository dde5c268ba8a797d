"""Compiles the message catalogues that are newer than their compiled form; `python scripts/build_catalogues.py`."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent


def build(root: Path) -> None:
    """Compile every `.po` under `partnership/` and `reports/` beside itself."""
    for source in [
        *root.glob("partnership/translations/*/LC_MESSAGES/*.po"),
        *root.glob("reports/translations/*/LC_MESSAGES/*.po"),
    ]:
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file)
        with target.open("wb") as file:
            write_mo(file, catalogue)


if __name__ == "__main__":
    build(ROOT)
