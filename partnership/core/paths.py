"""Where templates and static files lie: beside the package in a checkout, inside it in an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def resource_folder(name: str) -> Path:
    """The folder `templates` or `static`, whichever way the application was installed."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
