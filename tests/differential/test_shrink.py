"""Shrinking keeps what matters and drops the rest; documents depend on their seed alone."""

from __future__ import annotations

import pytest


def document(lines, **more):
    """A document with two inputs."""
    return {"model": {"inputs": {"x": [3], "y": [4]}, "layers": lines, "outputs": ["n5"], **more}}


def test_only_the_lines_that_matter_stay():
    """A document that fails because of one layer is cut down to that layer, with nothing else in it."""
    from tests.differential.shrink import shrink
    from tests.differential.wiring import lines_of

    lines = [{"Dense": {"units": k + 1, "name": f"n{k}", "activation": "relu"}} for k in range(6)]
    whole = document(lines, batch_size=2, targets={"n5": [6]}) | {"train": {"loss": {"n5": "mse"}}}

    def fails(candidate):
        return any(line["Dense"].get("units") == 4 for line in lines_of(candidate))

    smallest = shrink(whole, fails)
    assert smallest == {"model": {"inputs": {"y": [4]}, "layers": [{"Dense": {"units": 4, "name": "n3"}}], "outputs": ["n3"]}}


def test_readers_of_a_line_that_goes_read_what_it_read():
    """Without the line in the middle, the branch and its state are read from the line above."""
    from tests.differential.wiring import without_line

    lines = [
        {"LSTM": {"units": 2, "return_state": True, "name": "a", "inputs": "x"}},
        {"Activation": {"activation": "relu", "name": "b"}},
        {"Add": {"name": "n5", "inputs": ["b", "b"]}},
    ]
    found = without_line(document(lines), 1)["model"]
    assert found["layers"][1] == {"Add": {"name": "n5", "inputs": ["a", "a"]}}
    assert found["outputs"] == ["n5"]


@pytest.mark.slow
def test_documents_depend_on_the_seed_alone():
    """The same seed grows the same document, of three lines or more where no mistake ends it."""
    from tests.differential.grow import grow
    from tests.differential.trial import look

    assert [grow(seed, look) for seed in range(5)] == [grow(seed, look) for seed in range(5)]
