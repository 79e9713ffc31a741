"""The diagram: everything that people look for is in it, and the same model gives the same bytes."""

from __future__ import annotations

import pytest

from rnndsl.analysis.infer import infer
from rnndsl.backend.picture import picture
from rnndsl.layers import kind, kind_names
from rnndsl.layers.kind import OTHER

from .handmade import every, seq2seq, siamese


def test_every_tensor_stands_on_its_line():
    """Shapes, dtypes, masks and the names of states are written on the lines."""
    labels = {arrow.label for arrow in picture(infer(seq2seq()[0])).arrows}
    assert {"(N,)  string", "(N, 6)  int64", "(N, 6, 4)  masked", "h, c  (N, 5)"} <= labels


def test_states_share_one_dashed_line():
    """h and c of one layer are one line, marked as states."""
    states = [arrow for arrow in picture(infer(seq2seq()[0])).arrows if arrow.state]
    assert [arrow.label for arrow in states] == ["h, c  (N, 5)"]


def test_a_shared_layer_says_whose_weights_it_uses():
    """The second call names the layer instead of counting its weights again."""
    boxes = {box.name: box for box in picture(infer(siamese())).boxes}
    assert boxes["tower"].weights == "126 parameters"
    assert boxes["tower@2"].weights == "weights shared with tower"


def test_only_arguments_that_differ_from_the_defaults_are_shown():
    """`units 8 · return_sequences`, with true left out."""
    graph, _ = every()["seq2seq"]
    boxes = {box.name: box for box in picture(infer(graph)).boxes}
    assert boxes["decoder"].details == "units 5 · return_sequences"


def test_every_kind_has_a_family():
    """No kind falls among «others» unless it only changes shapes or comes in; every family has its colour."""
    from rnndsl.backend.diagram import COLOURS, END

    others = {name for name in kind_names() if kind(name).family == OTHER}
    assert others == {"Flatten", "Identity", "Input", "Permute", "RepeatVector", "Reshape"}
    assert {kind(name).family for name in kind_names()} == set(COLOURS) - {END}


@pytest.mark.parametrize("name", every())
def test_drawing_is_reproducible(name, tmp_path):
    """Two drawings of one model are the same bytes; the picture is a PNG, the drawing an SVG that needs no font."""
    from rnndsl.backend.diagram import draw

    typed = infer(every()[name][0])
    for number in (1, 2):
        draw(typed, tmp_path / f"{number}.svg", tmp_path / f"{number}.png")
    assert (tmp_path / "1.svg").read_bytes() == (tmp_path / "2.svg").read_bytes()
    assert (tmp_path / "1.png").read_bytes() == (tmp_path / "2.png").read_bytes()
    assert (tmp_path / "1.png").read_bytes().startswith(b"\x89PNG")
    assert "<text" not in (tmp_path / "1.svg").read_text()
