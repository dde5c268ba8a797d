"""`make bench` still runs: a small round of it, with every column filled and promises on statements and weight kept."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_STATEMENTS = 12
LATER_PAGE = 15_000


@pytest.mark.standalone
def test_a_small_round_of_the_measurements() -> None:
    command = [sys.executable, "-m", "scripts.bench", "--quick", "--only", "people", "--only", "weights"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert finished.returncode == 0, finished.stderr
    rows = re.findall(r"^people, (\w+): .+?\s([\d.]+) +[\d.]+ +[\d.]+ +[\d.]+ +([\d.]+) +(\d+)$", finished.stdout, re.M)
    assert {reader for reader, *_numbers in rows} == {"officer", "editor"}
    assert len(rows) == 40, finished.stdout
    assert {int(sent) for *_more, sent in rows if int(sent) > MOST_STATEMENTS} == set(), "statements do not grow"
    weights = re.findall(r"^(?:people|projects|today) +(\d+) +(\d+)$", finished.stdout, re.M)
    assert weights
    assert all(int(alone) < LATER_PAGE for alone, _first in weights)
