"""Pictures of a run: drawn for any names, quietly."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

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


def test_every_target_has_its_panel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model with two targets is drawn with both, not with the first alone."""
    pytest.importorskip("keras")
    from types import SimpleNamespace as Made

    from rnndsl.runtime import pictures
    from rnndsl.runtime.folder import RunFolder

    seen: list[int] = []
    monkeypatch.setattr(pictures, "_panel", lambda contest, *_: (lambda axis: axis.set_title(contest.target), 4.4))
    monkeypatch.setattr(
        curves, "picture", lambda path, title, panels, height: (path.write_text(title), seen.append(len(panels)))
    )
    judged: Any = Made(contests=[Made(target="a"), Made(target="b")])
    pictures.write(RunFolder(tmp_path), "two", Made(history={}, best_epoch=1), judged, Made())  # type: ignore[arg-type]
    assert seen == [3]
