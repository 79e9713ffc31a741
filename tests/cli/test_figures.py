"""The tables of a run's figures."""

from __future__ import annotations

import pytest

from rnndsl.cli.figures import print_figures


def test_no_test_part_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a test part there is no table, but a sentence: silence would look like success."""
    print_figures(())
    assert "there is no test part" in capsys.readouterr().out
