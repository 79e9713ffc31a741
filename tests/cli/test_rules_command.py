"""`rnndsl rules`: all rules for people and machines, and what explain prints in the same fields."""

from __future__ import annotations

import json

import pytest

from rnndsl.cli.main import run
from rnndsl.cli.rule_page import page
from rnndsl.rules.told import GROUPS, every


def test_text_lists_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """As `rnndsl explain` without a word does; codes choose."""
    assert run(["rules"]) == 0
    listed = capsys.readouterr().out
    assert all(rule.code in listed for rule in every())
    run(["explain"])
    assert capsys.readouterr().out == listed
    assert run(["rules", "rnn401", "RNN2"]) == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("RNN")]
    assert {row[:4] for row in rows} == {"RNN2", "RNN4"}


def test_json_has_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    """Version 1: these keys, in this order, for every rule."""
    assert run(["rules", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    keys = ["code", "name", "group", "severity", "summary", "why", "keras", "says", "fix", "bad", "good", "data"]
    assert document["version"] == 1
    assert [rule["code"] for rule in document["rules"]] == [rule.code for rule in every()]
    assert all(list(rule) == keys and rule["group"] in GROUPS.values() for rule in document["rules"])


def test_markdown_is_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    """What docs/rules/ holds."""
    assert run(["rules", "RNN201", "--format", "markdown"]) == 0
    (rule,) = (rule for rule in every() if rule.code == "RNN201")
    assert capsys.readouterr().out == page(rule)


def test_a_code_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2."""
    assert run(["rules", "RNN998"]) == 2
    assert capsys.readouterr().err == "rnndsl: no rule has the code RNN998; `rnndsl rules` lists them all\n"
