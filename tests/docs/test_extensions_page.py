"""docs/extensions.md tells the truth: its examples lint clean, build with the page's own classes, and its message is ours."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import Checked, check
from rnndsl.runtime import extensions
from rnndsl.runtime.failure import RunError

from .test_pages import ROOT, examples

PAGE = "docs/extensions.md"
LAYER, CELL = examples(PAGE)


def lint(text: str, folder: Path) -> Checked:
    return check(Source("model.yaml", text, str(folder)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the modules that the page shows and names."""
    found = tmp_path_factory.mktemp("page")
    for text in re.findall(r"```python\n(.*?)```", (ROOT / PAGE).read_text(encoding="utf-8"), re.DOTALL):
        (found / text.split()[1]).write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "examples" / "peephole" / "peephole.py", found)
    return found


@pytest.mark.parametrize("text", [LAYER, CELL])
def test_the_examples_lint_clean(text: str, folder: Path) -> None:
    """Every example is a whole file without a finding."""
    assert [finding.message for finding in lint(text, folder).report.sorted()] == []


@pytest.mark.slow
@pytest.mark.parametrize("text", [LAYER, CELL])
def test_the_examples_build(text: str, folder: Path) -> None:
    """Every class on the page is what the page declares of it."""
    from rnndsl.backend.emit import emit
    from rnndsl.runtime.conformity import build_own

    typed = lint(text, folder).typed
    assert typed is not None
    model = build_own(emit(typed.graph), extensions.load(typed.graph, True), typed)
    assert model.count_params() == typed.parameters()


@pytest.mark.slow
def test_the_message_is_the_one_shown(folder: Path) -> None:
    """The page's message is what a wrong declaration of the page's layer gets."""
    from rnndsl.backend.emit import emit
    from rnndsl.runtime.conformity import build_own

    typed = lint(LAYER.replace("kernel: [F, heads]", "kernel: [F, heads - 1]"), folder).typed
    assert typed is not None
    with pytest.raises(RunError) as caught:
        build_own(emit(typed.graph), extensions.load(typed.graph, True), typed)
    assert f"rnndsl: {caught.value}" in (ROOT / PAGE).read_text(encoding="utf-8")


def test_every_key_of_a_declaration_is_in_the_table() -> None:
    """The table has a row for every key, and names every type of parameter."""
    from rnndsl.schema.extensions import EXTENSION, TYPES

    text = (ROOT / PAGE).read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `(\w+)`", text, re.MULTILINE))
    assert rows == {entry.name for entry in EXTENSION.entries} - {"doc"}
    assert all(f"`{word}`" in text for word in TYPES)
