"""The outline: on right files it says what YAML says; on any other text it says something, quickly, and never fails."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rnndsl.lsp.outline import KEY, outline
from tests.contracts import right

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").rglob("*.yaml"))
PIECES = [
    "- ",
    "  ",
    "\n",
    ": ",
    "{",
    "}",
    "[",
    "]",
    ",",
    '"',
    "'",
    "${",
    "}",
    "#",
    "|",
    "LSTM",
    "units",
    "é😀",
    "&a ",
    "*a",
    "\t",
    "\r\n",
]


def scalars(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[int, tuple[str | int, ...]]]:
    """Where every scalar of a tree stands, and its path; empty ones and texts of several lines are none."""
    if isinstance(node, yaml.ScalarNode):
        if node.start_mark.line == node.end_mark.line and node.value and node.style not in ("|", ">"):
            yield node.start_mark.index + (node.style is not None), path
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from scalars(item, (*path, index))
    else:
        for key, value in node.value:
            yield from scalars(key, (*path, key.value))
            yield from scalars(value, (*path, key.value))


def agrees(text: str) -> None:
    tree = yaml.compose(text, Loader=yaml.SafeLoader)
    assert sorted((word.start, word.path) for word in outline(text)) == sorted(scalars(tree, ()))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples(path: Path) -> None:
    """Every scalar of the examples has its place and its path."""
    agrees(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("seed", range(30))
def test_right_models(seed: int) -> None:
    """Every scalar of the right models has its place and its path."""
    agrees(right.text(right.draw(seed)[1]))


def test_styles_of_yaml() -> None:
    """Lists at their key's column, brackets over lines, quotes, anchors, texts of several lines, CR LF."""
    agrees("a:\n- b: {c: 1,\n     d: [2, {e: 'it''s'}]}\n  f: |\n    no: word\n  g: \"x: \\\" {\"\n- &n {h: 1}\n")
    agrees("- [i: {j: k}, l]\n# c: d\n-   # n\n  - - o: p\r\n      q: &r\r\n        s: t\r\n")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("model:\n  layers:\n    - LSTM: {units: 4, ‸\n    - Dense: {units: 1}\n", ("model", "layers", 0, "LSTM", "‸")),
        ("model:\n  layers:\n    - LSTM:\n        ‸\n    - Dense\n", ("model", "layers", 0, "LSTM")),
        ("model:\n  layers:\n    - LSTM:\n        units: 3\n        ‸", ("model", "layers", 0, "LSTM", "‸")),
        ("model:\n  layers: [LSTM: {units: ‸", ("model", "layers", 0, "LSTM", "units")),
        ('train:\n  loss: "ms‸\n  epochs: 3\n', ("train", "loss")),
        ("train:\n  callbacks:\n    - ‸", ("train", "callbacks", 0)),
        ("vars: {a: 1\nmodel:\n  ‸", ("model",)),
        ("a: ]}‸\nb: 1", ("a",)),
    ],
)
def test_half_written(text: str, path: tuple[str | int, ...]) -> None:
    """The place of what is being typed is found, whatever is open around it."""
    assert [word.path for word in outline(text) if "‸" in word.text] == [path]


def test_what_follows_an_open_bracket_is_found() -> None:
    """A line that somebody is typing hides none below."""
    words = outline("model:\n  layers:\n    - LSTM: {units: [4\n    - Dense: {units: 1}\ntrain: {loss: mse}\n")
    assert {("model", "layers", 1, "Dense", "units"), ("train", "loss")} <= {word.path for word in words}


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=60).map("".join))
@settings(deadline=None, max_examples=300)
def test_any_text(text: str) -> None:
    """Words lie inside the text, in order, and say what stands there."""
    words = outline(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)
    assert all(word.path[-1:] == (word.text,) for word in words if word.role == KEY)


@pytest.mark.parametrize("piece", ["{", "[", "- ", "a: {", '"', "a: [", "${", "  " * 50 + "a:\n", "&a ", "{a: b,"])
def test_hostile_texts(piece: str) -> None:
    """Time grows with the text, not with its square: 100,000 characters of anything take seconds at most."""
    text = piece * (100_000 // len(piece))
    began = time.perf_counter()
    outline(text)
    assert time.perf_counter() - began < 5
