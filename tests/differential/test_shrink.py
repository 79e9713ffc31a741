"""Shrinking keeps what matters and drops the rest."""

from __future__ import annotations


def test_only_the_lines_that_matter_stay():
    """A document that fails because of one layer is cut down to that layer."""
    from tests.differential.shrink import shrink

    lines = [{"Dense": {"units": k + 1, "name": f"n{k}", "activation": "relu"}} for k in range(6)]
    document = {"model": {"inputs": {"x": [3], "y": [4]}, "batch_size": 2, "layers": lines, "outputs": ["n5"]}}

    def fails(candidate):
        return any(line["Dense"].get("units") == 4 for line in candidate["model"]["layers"])

    smallest = shrink(document, fails)
    assert smallest["model"]["layers"] == [{"Dense": {"units": 4, "name": "n3"}}]
    assert smallest["model"]["outputs"] == ["n3"]
    assert len(smallest["model"]["inputs"]) == 1
    assert "batch_size" not in smallest["model"]


def test_documents_depend_on_the_seed_alone():
    """The same seed grows the same document."""
    from tests.differential.grow import grow
    from tests.differential.trial import look

    assert [grow(seed, look) for seed in range(5)] == [grow(seed, look) for seed in range(5)]
