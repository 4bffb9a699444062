"""`make audit` never calls a lock file clean that nobody was asked about."""

from __future__ import annotations

import json

import pytest

from tests.audit import NOT_RUN, judged

CLEAN = {"name": "flask", "version": "3.1.0", "vulns": []}
KNOWN = {"name": "flask", "version": "0.1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.0"]}]}
SKIPPED = {"name": "flask", "skip_reason": "could not be asked"}


@pytest.mark.parametrize(
    ("packages", "code", "said"),
    [
        ([CLEAN], 0, "nothing known about 1 packages"),
        ([CLEAN, KNOWN], 1, "flask 0.1: PYSEC-1, mended in 1.0"),
        ([CLEAN, SKIPPED], NOT_RUN, "INCOMPLETE, 1 packages"),
        ([KNOWN, SKIPPED], NOT_RUN, "PYSEC-1"),
        ([], NOT_RUN, "INCOMPLETE"),
    ],
)
def test_a_report_is_judged(packages: list[object], code: int, said: str) -> None:
    judged_code, lines = judged(json.dumps({"dependencies": packages}))
    assert judged_code == code and said in "\n".join(lines)


@pytest.mark.parametrize("said", ["", "ERROR: no way there", "[]", "{}"])
def test_what_is_no_report_is_not_run(said: str) -> None:
    code, (line,) = judged(said)
    assert code == NOT_RUN and "NOT RUN" in line
