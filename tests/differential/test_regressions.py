"""Graphs on which lint and Keras once disagreed, as small as they could be made: they agree now."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

FILES = sorted((Path(__file__).parent / "regressions").glob("*.yaml"))


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_they_agree(file):
    """Both sides accept the document with equal shapes, or both refuse the same call."""
    from tests.differential.trial import trial

    verdict = trial(yaml.safe_load(file.read_text()))
    assert verdict.outcome in ("clean", "refused"), verdict.detail
