"""Addresses of built style sheets, scripts and fonts: the name carries the content's hash, so browsers keep them for a year."""

import json
from functools import lru_cache

from flask import Flask, url_for

from partnership.core.paths import resource_folder


class AssetsMissing(RuntimeError):
    """The front-end assets have not been built; `make run` and `pip install .` build them."""


@lru_cache(maxsize=1)
def manifest() -> dict[str, str]:
    """Logical name to file name under `static/dist`.

    Raises AssetsMissing when nothing was built.
    """
    path = resource_folder("static") / "dist" / "manifest.json"
    if not path.exists():
        raise AssetsMissing("The style sheets are not built. Run `make assets`.")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def asset(name: str) -> str:
    """The address of the built file with this logical name."""
    return url_for("static", filename=f"dist/{manifest()[name]}")


def init_assets(app: Flask) -> None:
    """Give templates the function `asset`."""
    app.jinja_env.globals["asset"] = asset
