"""A small application that has nothing but our templates, the built assets and the context every page gets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from types import SimpleNamespace as Sample
from typing import Any

import pytest
from flask import Flask, flash, jsonify, render_template, request
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.serving import make_server

from scripts.build_assets import build
from tests.components.specimen import specimen

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def manifest() -> dict[str, str]:
    """Logical to hashed names of the assets, built when they are not."""
    if not (ROOT / "node_modules/@kern-ux/native").is_dir():
        pytest.skip("The npm packages are not installed.")
    build(ROOT)
    return dict(json.loads((ROOT / "static/dist/manifest.json").read_text(encoding="utf-8")))


def context(*, manifest: dict[str, str]) -> dict[str, Any]:
    """What the real application gives to every template."""
    labels = ("Today", "Projects", "People", "Updates", "Dialogue", "Funding", "Resolution", "Reports")
    language = request.args.get("lang", "en")
    return {
        "locale": language,
        "asset": lambda name: f"/static/dist/{manifest[name]}",
        "navigation": [Sample(label=label, url=f"#{label}", current=label == "Projects") for label in labels],
        "actor": Sample(name="Dr. Lena Brandt", organisation_name="Referat 524"),
        "sign_out_url": "/sign-out",
        "demo": True,
        "language_links": [
            Sample(code=c, name=n, url=f"?lang={c}", current=c == language)
            for c, n in (("de", "Deutsch"), ("en", "English"))
        ],
        "footer_links": [Sample(label="Help", url="#"), Sample(label="Accessibility", url="#")],
    }


@pytest.fixture(scope="session")
def component_app(manifest: dict[str, str]) -> Flask:
    """The application; one instance serves all tests, since nothing in it changes."""
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(SECRET_KEY="components", TESTING=True)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(str(ROOT / "templates")), FileSystemLoader(str(Path(__file__).parent / "templates"))]
    )
    CSRFProtect(app)
    Babel(app, locale_selector=lambda: request.args.get("lang", "en"))
    app.context_processor(lambda: context(manifest=manifest))

    @app.after_request
    def protect(response: Any) -> Any:
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'"
        )
        return response

    @app.get("/components")
    def components() -> str:
        return render_template("components/specimen.html", **specimen())

    @app.get("/form")
    def form() -> str:
        flash("Saved <b>", "success")
        flash("Refused", "error")
        return render_template("form_sample.html", form=specimen()["form" if "wrong" in request.args else "filled"])

    @app.get("/job-page")
    def job_page() -> str:
        return render_template("job_sample.html")

    @app.get("/signed-out")
    def signed_out() -> str:
        return render_template("signed_out_sample.html", form=specimen()["sign_in"], actor=None, navigation=None)

    @app.get("/error/<name>")
    def error(name: str) -> str:
        return render_template(
            f"errors/{name}.html",
            heading="There is no such page",
            text="The address may be mistyped.",
            reference="7KQ2-M9XT",
            fields=[("title", "Ɛsi")],
            action="/projects",
            sign_in_url="/sign-in",
        )

    @app.get("/codes")
    def codes() -> Any:
        return jsonify([{"value": "GH-AH", "label": f"Ashanti ({request.args['q']})"}])

    @app.get("/job")
    def job() -> Any:
        return jsonify({"value": 80, "text": "page 24 of 30", "done_url": None})

    return app


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The application on a free port, for the browser."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def address(component_app: Flask) -> Iterator[str]:
    """Where the browser finds the application."""
    with served(component_app) as url:
        yield url
