"""A reader that goes away in mid-output (`rnndsl lint … | head`) is no error of the linter's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_nothing_is_said_when_nobody_reads(form: str) -> None:
    """The command ends without a word on standard error."""
    command = [sys.executable, "-m", "rnndsl", "lint", "--format", form, str(EXAMPLES)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
