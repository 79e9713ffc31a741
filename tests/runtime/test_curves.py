"""Pictures of a run: drawn for any names, quietly."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")
from rnndsl.runtime import curves

pytestmark = pytest.mark.slow


def test_names_that_no_font_has_cost_no_warning(tmp_path: Path) -> None:
    """A title in characters that the fonts of this machine lack is drawn as well as it can be, without a word."""
    history = {"loss": [2.0, 1.0], "val_loss": [2.0, 1.5]}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        curves.picture(tmp_path / "a.png", "双向 größe \U0001f600", [curves.losses(history, 2)])
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
