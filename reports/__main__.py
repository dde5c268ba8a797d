"""Renders a document from its data: `python -m reports landtag_report [--data FILE] [--lang de|en] -o FILE.pdf`."""

import argparse
import os
import sys
from pathlib import Path

from reports.kinds import KINDS
from reports.language import LOCALES, ReportLanguage
from reports.plain_data import DocumentInvalid
from reports.rendering import PACKAGE, RenderingFailed, render_pdf, without_garbage_collector, write_safely
from reports.tag_plan import TaggingFailed


def main(arguments: list[str] | None = None) -> int:
    """Read, render, write; return 0, or 1 after one sentence on the error channel."""
    options = _parser().parse_args(arguments)
    if not options.output.parent.is_dir():
        print(f"There is no folder {options.output.parent} to write to.", file=sys.stderr)
        return 1
    try:
        document = KINDS[options.kind].document.from_json(_data(options.kind, source=options.data))
        with without_garbage_collector():
            content = render_pdf(document, language=ReportLanguage(options.lang))
        write_safely(content, path=options.output)
    except (DocumentInvalid, RenderingFailed, TaggingFailed) as problem:
        print(problem, file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError) as problem:
        print(f"The file could not be read or written: {problem}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reports", description=__doc__)
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("--data", help="JSON file of the document, - for standard input; default: the sample")
    parser.add_argument("--lang", choices=sorted(LOCALES), default="de")
    parser.add_argument("-o", "--output", type=Path, required=True)
    return parser


def _data(kind: str, *, source: str | None) -> str:
    if source == "-":
        return sys.stdin.buffer.read().decode("utf-8")
    path = Path(source) if source else PACKAGE / kind / "sample.json"
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Tearing down the interpreter takes 15 s after 579 pages; the file is safely on the disk by now.
    os._exit(status)
