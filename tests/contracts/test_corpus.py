"""What forums ask: every mistake is told once, where it lies, and repaired; what only looks wrong is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnndsl.analysis.fixes import apply, choose
from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.draw import draw
from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import Checked, check

from . import corpus_shapes, corpus_words  # noqa: F401  (they fill the table)
from .corpus import MISTAKES
from .corpus_right import RIGHT
from .heads import DATA

each_mistake = pytest.mark.parametrize("name", MISTAKES)
SHAPES = [name for name, (_, code, _, _) in MISTAKES.items() if (100 <= code < 400 and code != 202) or code == 601]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in DATA.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def lint(text: str, folder: Path) -> Checked:
    return check(Source("model.yaml", text, str(folder)))


def serious(checked: Checked) -> list[Diagnostic]:
    """Errors and warnings: infos tell of speed and style."""
    return [d for d in checked.report.sorted() if d.severity != "info"]


def bad(name: str) -> tuple[str, str, int, int]:
    """The mistake without its marks, its code, and the marked place."""
    text, code, *_ = MISTAKES[name]
    before, _, rest = text.partition("«")
    marked, _, after = rest.partition("»")
    return before + marked + after, f"RNN{code:03}", len(before), len(before) + len(marked)


def repaired(name: str) -> str:
    """The same document as it should be."""
    *_, old, new = MISTAKES[name]
    return bad(name)[0].replace(old, new)


@each_mistake
def test_mistake_is_told_once_where_it_lies(name: str, folder: Path) -> None:
    """One finding, with the right code, at the marked place."""
    text, code, start, end = bad(name)
    found = [d for d in lint(text, folder).report.sorted() if d.severity != "info" or d.code == code]
    assert [(d.code, d.span.start, d.span.end) for d in found] == [(code, start, end)], "\n".join(map(draw, found))


@each_mistake
def test_repair_is_clean(name: str, folder: Path) -> None:
    """The repair has neither errors nor warnings left."""
    found = serious(lint(repaired(name), folder))
    assert found == [], "\n".join(map(draw, found))


@each_mistake
def test_offered_fix_is_clean(name: str, folder: Path) -> None:
    """Where a fix is offered, neither errors nor warnings are left after it."""
    source = Source("model.yaml", bad(name)[0], str(folder))
    fixes = choose(check(source).report.sorted(), source, unsafe=True)
    text = apply(source.text, fixes)
    found = serious(lint(text, folder))
    assert not fixes or found == [], text + "\n".join(map(draw, found))


@pytest.mark.parametrize("name", RIGHT)
def test_right_model_is_left_alone(name: str, folder: Path) -> None:
    """Neither errors nor warnings for what only looks wrong."""
    found = serious(lint(RIGHT[name], folder))
    assert found == [], "\n".join(map(draw, found))


@pytest.mark.slow
@pytest.mark.parametrize("name", SHAPES)
def test_keras_refuses_mistakes_of_shape(name: str, folder: Path) -> None:
    """Keras raises while it builds the model, or with the first batch."""
    from .trial import as_graph

    assert as_graph(lint(bad(name)[0], folder)).error is not None


@pytest.mark.slow
def test_keras_builds_what_is_right(folder: Path) -> None:
    """Keras builds all that is right, and every repair."""
    from rnndsl.backend.build import build
    from rnndsl.backend.emit import emit

    for text in (*RIGHT.values(), *(repaired(name) for name in MISTAKES)):
        typed = lint(text, folder).typed
        assert typed is not None
        assert build(emit(typed.graph)).count_params() == typed.parameters(), text
