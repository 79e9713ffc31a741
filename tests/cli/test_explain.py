"""`rnndsl explain`: one rule, all rules, and what is near a rule that does not exist."""

from __future__ import annotations

import pytest

from rnndsl.cli.main import run
from rnndsl.rules import modules


@pytest.mark.parametrize("word", ["RNN201", "rnn201", "201", "missing-return-sequences"])
def test_a_rule_is_found_by_code_or_name(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Code in any case, number alone, or name."""
    assert run(["explain", word]) == 0
    assert capsys.readouterr().out.startswith("error[RNN201]: missing-return-sequences\n")


def test_unknown_rules_have_a_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong code exits 2 and names the nearest."""
    assert run(["explain", "RNN2011"]) == 2
    assert "did you mean `RNN201`?" in capsys.readouterr().err


def test_without_a_code_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """One entry per rule."""
    assert run(["explain"]) == 0
    assert sum(line.startswith("RNN") for line in capsys.readouterr().out.splitlines()) == len(modules())


def test_a_layer_is_no_rule(capsys):
    """Who asks for a layer is told how a layer of a model is explained."""
    assert run(["explain", "LSTM"]) == 2
    assert capsys.readouterr().err == "rnndsl: LSTM is a layer: `rnndsl explain FILE --layer NAME` explains one of a model\n"
