"""The build makes small files with lasting names, does nothing when nothing changed, and says in a sentence what is missing."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import brotli
import pytest
from flask import Flask
from fontTools.ttLib import TTFont

from scripts.build_assets import FONTS, LETTERS, BuildError, build
from tests.components.conftest import ROOT

STYLES_LIMIT = 12_000  # bytes, brotli; what is left for CSS when fonts, script and page share 80 kB
FIRST_VISIT_LIMIT = 80_000
LATER_PAGE_LIMIT = 15_000
FONT_LIMIT = 30_000


def dist_file(manifest: dict[str, str], name: str) -> Path:
    return ROOT / "static/dist" / manifest[name]


def packed(content: bytes) -> int:
    return len(brotli.compress(content))


@pytest.fixture
def project(manifest: dict[str, str], tmp_path: Path) -> Path:
    """A copy of everything the build reads, with the packages beside it."""
    for folder in ("static/css", "static/js", "static/images", "templates", "scripts/assets"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "scripts/build_assets.py", tmp_path / "scripts")
    shutil.copy(ROOT / "package-lock.json", tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


def names(project: Path) -> dict[str, str]:
    return dict(json.loads((project / "static/dist/manifest.json").read_text(encoding="utf-8")))


def test_same_sources_give_the_same_names_and_a_second_build_writes_nothing(
    project: Path, manifest: dict[str, str]
) -> None:
    build(project)
    assert names(project) == manifest
    before = {path: path.stat().st_mtime_ns for path in (project / "static/dist").iterdir()}
    build(project)
    assert {path: path.stat().st_mtime_ns for path in (project / "static/dist").iterdir()} == before


def test_a_changed_source_gives_a_new_name_and_takes_the_old_file_away(project: Path) -> None:
    build(project)
    old = names(project)
    (project / "static/css/components/note.css").write_text(".note { border-left: 9px solid }", encoding="utf-8")
    build(project)
    new = names(project)
    assert {name for name in new if new[name] != old[name]} == {"app.css"}
    assert {path.name for path in (project / "static/dist").iterdir()} == {*new.values(), "manifest.json", ".stamp"}


def test_a_lost_file_is_made_again(project: Path) -> None:
    build(project)
    lost = project / "static/dist" / names(project)["app.css"]
    lost.unlink()
    build(project)
    assert lost.is_file()


def test_missing_packages_and_wrong_styles_are_told_in_a_sentence(project: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="npm ci"):
        build(tmp_path / "nowhere")
    (project / "static/css/components/note.css").write_text(".note { background: url(lost.png) }", encoding="utf-8")
    with pytest.raises(BuildError, match=r"names lost\.png"):
        build(project)
    (project / "static/css/components/note.css").write_text(".note { ", encoding="utf-8")
    build(project)
    (project / "static/css/components/note.css").write_text("} .note ) {", encoding="utf-8")
    with pytest.raises(BuildError, match="does not compile"):
        build(project)


def test_kern_is_reduced_to_what_templates_use(manifest: dict[str, str]) -> None:
    styles = dist_file(manifest, "app.css").read_text(encoding="utf-8")
    assert all(kept in styles for kept in (".kern-btn--primary", ".kern-form-input__select", ".kern-icon--danger"))
    assert not any(unused in styles for unused in (".kern-kopfzeile", ".kern-accordion", ".kern-icon--home"))
    assert packed(styles.encode()) <= STYLES_LIMIT


def test_every_property_used_is_defined(manifest: dict[str, str]) -> None:
    styles = dist_file(manifest, "app.css").read_text(encoding="utf-8")
    # --c, --p and --w come from the strand an element stands in.
    assert set(re.findall(r"var\((--[\w-]+)\)", styles)) <= set(re.findall(r"(--[\w-]+):", styles))


def test_styles_and_scripts_fetch_nothing_from_elsewhere(manifest: dict[str, str]) -> None:
    for name in manifest:
        if name.endswith((".css", ".js")):
            text = dist_file(manifest, name).read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
            assert not any(way in text for way in ("http:", "https:", "@import")), name


def test_each_style_belongs_to_a_component_or_to_the_pages_of_a_feature() -> None:
    components = {path.stem for path in (ROOT / "templates/components").glob("*.html")}
    features = {path.name.removesuffix("s") for path in (ROOT / "templates").iterdir() if path.is_dir()}
    assert {path.stem for path in (ROOT / "static/css/components").glob("*.css")} <= components | features


@pytest.mark.parametrize("name", [name for name in FONTS if name.startswith("Fira")])
def test_fonts_have_the_letters_of_ghana_and_are_small(manifest: dict[str, str], name: str) -> None:
    path = dist_file(manifest, name)
    assert path.stat().st_size <= FONT_LIMIT
    assert set(LETTERS) - set(TTFont(path).getBestCmap()) == set()


def test_the_cedi_sign_comes_from_a_font_of_its_own(manifest: dict[str, str]) -> None:
    assert set(TTFont(dist_file(manifest, "Cedi.woff2")).getBestCmap()) == {0x20B5}


def test_a_first_visit_and_a_later_page_keep_their_weight(component_app: Flask, manifest: dict[str, str]) -> None:
    page = packed(component_app.test_client().get("/form?wrong=1").data)
    scripts = sum(packed(dist_file(manifest, name).read_bytes()) for name in manifest if name.endswith(".js"))
    fonts = sum(dist_file(manifest, name).stat().st_size for name in manifest if name.endswith(".woff2"))
    first = (
        page
        + scripts
        + fonts
        + packed(dist_file(manifest, "app.css").read_bytes())
        + packed(dist_file(manifest, "icon.svg").read_bytes())
    )
    assert first < FIRST_VISIT_LIMIT
    assert packed(component_app.test_client().get("/components").data) < LATER_PAGE_LIMIT
