"""`${…}`: what it stands for, where, and what is said where it means nothing."""

from __future__ import annotations

import pytest

from .language import checked, findings, model, only


def test_variables_stand_for_values_of_any_form() -> None:
    """A number, a part of a text, a list, a mapping, and variables of variables."""
    variables = (
        "vars: {u: 8, name: enc, full: 'my_${vars.name}', l2: {L2: {l2: 1e-3}}, shape: [24, 8],\n"
        "       deep: {a: {b: 3}}, v: '${vars.u}'}\n"
    )
    lines = (
        "LSTM: {units: '${vars.v}', name: '${vars.full}', kernel_regularizer: '${vars.l2}'}",
        "Dense: {units: '${vars.deep.a.b}'}",
    )
    spec, report = checked(model(*lines, inputs="{x: '${vars.shape}'}", tail=variables))
    assert [d.message for d in report.sorted()] == []
    assert spec is not None
    plain = spec.plain()["model"]
    assert plain["inputs"] == {"x": [24, 8]}
    assert plain["layers"][0] == {"LSTM": {"units": 8, "kernel_regularizer": {"L2": {"l2": 1e-3}}, "name": "my_enc"}}
    assert plain["layers"][1] == {"Dense": {"units": 3}}
    units = spec.get("model", "layers").list[0].data.args["units"]
    assert units.span.text == "'${vars.v}'"
    assert [span.text for span in units.via] == ["'${vars.u}'", "8"]


def test_a_mistake_in_a_variable_is_one_finding_at_the_variable() -> None:
    """However often it is used; the finding shows where."""
    text = model("LSTM: {units: '${vars.u}'}", "Dense: {units: '${vars.u}'}", tail="vars: {u: many}\n")
    found = only(text)
    assert (found.code, found.span.text) == ("RNN008", "many")
    assert [label.text for label in found.related] == ["used here"]


UNDEFINED = {
    "Dense: {units: '${vars.unist}'}": "did you mean `units`?",
    "Dense: {units: '${vars.x.y}'}": "x.y",
    "Dense: {units: '${units}'}": "refers to nothing",
    "Dense: {units: '${env.HOME}'}": "only in a path",
    "Dense: {units: '${data.y.classes}'}": "data.y.classes",
    "Dense: {units: '${letters.vocabulary_size}'}": "letters.vocabulary_size",
    "Dense: {units: 8, activation: '${data.y.classes}'}": "is a number",
    "Dense: {units: 8, name: 'a${'}": "not closed",
}


@pytest.mark.parametrize("line", UNDEFINED)
def test_undefined_variables(line: str) -> None:
    """A variable that means nothing where it stands is reported there."""
    found = only(model(line, tail="vars: {units: 8}\n"))
    assert found.code == "RNN007"
    assert UNDEFINED[line] in found.message


@pytest.mark.parametrize("used", ["a", "b"])
def test_cyclic_variables(used: str) -> None:
    """A circle is reported as one, with its way, wherever it is entered."""
    text = model(f"LSTM: {{units: '${{vars.{used}}}'}}", tail="vars: {a: '${vars.b}', b: '${vars.a}'}\n")
    found = only(text)
    assert (found.code, found.span.text) == ("RNN007", "'${vars.a}'")
    assert "vars.a > vars.b > vars.a" in found.message


def test_two_circles_are_two_findings() -> None:
    """A variable of itself is a circle of its own."""
    text = model("LSTM: {units: 8}", tail="vars: {a: '${vars.b}', b: '${vars.a}', c: '${vars.c}'}\n")
    assert findings(text) == [("RNN007", "'${vars.a}'"), ("RNN007", "'${vars.c}'")]


def test_environment_in_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    """`${env.NAME}` is filled in where a path is expected."""
    monkeypatch.setenv("RNNDSL_TEST", "/some/where")
    data = "data:\n  source: '${env.RNNDSL_TEST}/a.csv'\n  inputs: {x: [a]}\n  targets: {y: [b]}\n"
    spec, report = checked(model("LSTM: {units: 8}", tail=data))
    assert len(report) == 0
    assert spec is not None
    assert spec.get("data", "source").data == "/some/where/a.csv"
