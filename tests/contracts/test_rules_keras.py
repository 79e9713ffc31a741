"""What each rule claims of Keras is executed: the bad example goes to the real Keras and must raise, warn, or train in silence.

Rules that never reach Keras (mistakes of files and of the language alone) say so in their field `keras`; they stay out.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import Checked, check
from rnndsl.rules import load, modules
from rnndsl.rules.rule import Rule

pytestmark = pytest.mark.slow

RULES = [rule for rule in map(load, modules()) if rule.keras]
each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])


def unmarked(rule: Rule) -> str:
    return rule.bad.replace("«", "").replace("»", "")


def checked(text: str, folder: Path) -> Checked:
    return check(Source("model.yaml", text, str(folder)))


@each_rule
def test_claim_is_what_keras_does(rule: Rule, folder: Path) -> None:
    """The bad example raises with the claimed words, warns with them, or trains without a word and computes something else."""
    from .all_proofs import PROOFS
    from .trial import as_graph, as_written

    text = unmarked(rule)
    trial = as_written(text) if "stage" in rule.triggers else as_graph(checked(text, folder))
    if rule.keras == "raises":
        assert trial.error is not None, f"Keras trains on: loss {trial.loss}"
        assert rule.says in str(trial.error)
        return
    assert trial.error is None, trial.error
    assert trial.loss is not None
    if rule.keras == "warns":
        assert rule.says, "a claim that Keras warns says what"
        assert rule.says in trial.said
        return
    good = as_graph(checked(rule.good, folder))
    assert good.error is None, good.error
    assert trial.said.strip() == "", "Keras says something, so the claim is not silence"
    PROOFS[rule.code](trial, good.model)


@each_rule
def test_quoted_words_are_those_of_keras(rule: Rule, folder: Path) -> None:
    """What a finding puts into Keras' mouth («Keras would say: …») stands in the exception or the warning, up to each «…»."""
    from .trial import as_graph

    result = checked(unmarked(rule), folder)
    quoted = [note.partition(": ")[2] for d in result.report.sorted() for note in d.notes if note.startswith("Keras would")]
    if not quoted:
        return
    trial = as_graph(result)
    heard = " ".join(f"{trial.error} {trial.said}".split())
    pieces = [piece.strip() for quote in quoted for piece in quote.split("…")]
    assert [piece for piece in pieces if piece not in heard] == [], heard


@each_rule
def test_good_example_trains(rule: Rule, folder: Path) -> None:
    """The good example builds and trains for one step, without a warning that the bad one is blamed for."""
    from .trial import as_graph

    trial = as_graph(checked(rule.good, folder))
    assert trial.error is None, trial.error
    assert rule.keras != "warns" or rule.says not in trial.said


def test_every_silence_is_proven() -> None:
    """Each rule that claims silence has a proof that something else is computed, and no proof is left over."""
    from .all_proofs import PROOFS

    assert sorted(PROOFS) == sorted(rule.code for rule in RULES if rule.keras == "silent")


def test_only_rules_without_keras_are_left_out() -> None:
    """A rule about a graph (with triggers of inference) always claims something."""
    silent = [
        rule.code for rule in map(load, modules()) if not rule.keras and any(t.startswith("fault:") for t in rule.triggers)
    ]
    assert silent == []
