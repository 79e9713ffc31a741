"""Heads, losses, states, masks and columns: one finding for each mistake, none for what is right, all true of Keras."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnndsl.analysis.fixes import apply, choose
from rnndsl.diagnostics.draw import draw
from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import Checked, check

from . import heads_judged  # noqa: F401  (it adds to the cases)
from .heads import CASES, DATA

each_case = pytest.mark.parametrize("name", CASES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in DATA.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def lint(text: str, folder: Path) -> Checked:
    return check(Source("model.yaml", text, str(folder)))


@each_case
def test_one_mistake_gives_one_finding(name: str, folder: Path) -> None:
    """A wrong document gives its code and nothing else, a right one nothing at all (but for matters of style)."""
    text, code = CASES[name]
    found = [d for d in lint(text, folder).report.sorted() if d.severity != "info"]
    assert [d.code for d in found] == ([code] if code else []), "\n".join(map(draw, found))


@each_case
def test_fix_leaves_a_clean_document(name: str, folder: Path) -> None:
    """Where a fix is offered, it settles the finding for good: no error of the same code is left, and no shape breaks."""
    text, code = CASES[name]
    source = Source("model.yaml", text, str(folder))
    fixes = choose([d for d in check(source).report.sorted() if d.code == code], source, unsafe=True)
    if not fixes:
        return
    left = lint(apply(text, fixes), folder).report.sorted()
    assert [d.code for d in left if d.code == code or d.code[3] in "0123"] == [], "\n".join(map(draw, left))


REACHING = [name for name, (_, code) in CASES.items() if code not in ("RNN609", "RNN801", "RNN808")]


@pytest.mark.slow
@pytest.mark.parametrize("name", REACHING)
def test_notes_are_true_of_keras(name: str, folder: Path) -> None:
    """«Keras would say» raises or warns with these words, «Keras says nothing» trains on, and so does what is right."""
    from .trial import as_graph

    checked = lint(CASES[name][0], folder)
    notes = [note for d in checked.report.sorted() for note in d.notes]
    trial = as_graph(checked)
    heard = " ".join(f"{trial.error} {trial.said}".split())
    said = [note.partition(": ")[2] for note in notes if note.startswith(("Keras would say", "Keras would warn"))]
    for piece in (piece.strip() for quote in said for piece in quote.replace("the batch size", "…").split("…")):
        assert piece in heard
    if not any(note.startswith("Keras would warn") for note in notes):
        assert (trial.error is not None) == any(note.startswith("Keras would say") for note in notes), trial.error
