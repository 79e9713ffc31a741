"""Whatever a file says: nothing escapes, every refused call is explained, every finding draws, no safe fix breaks the YAML.

The texts are the rules' own examples with random cuts, insertions and exchanged lines, from fixed seeds.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from rnndsl.analysis.fixes import apply, choose, difference
from rnndsl.diagnostics.as_json import as_json
from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.draw import concise, draw
from rnndsl.diagnostics.linted import Linted
from rnndsl.diagnostics.span import Source, Span
from rnndsl.ir.typed import TypedNode
from rnndsl.pipeline import check
from rnndsl.rules import load, modules

TEXTS = [text for rule in map(load, modules()) for text in (rule.bad.replace("«", "").replace("»", ""), rule.good)]
# fmt: off
WORDS = [
    "LSTM", "GRU", "Dense", "Bidirectional", "TimeDistributed", "Conv1D", "Attention", "Concatenate",
    "RepeatVector", "Reshape", "Flatten", "use", "block", "repeat", "true", "false", "null", "0", "-1", "64",
    "{", "}", "[", "]", ":", ",", "-", "#", "&a", "*a", "<<", "\"", "${vars.x}", "é", "名", "units", "name",
    "inputs", "return_sequences", "return_state", "\n", "    ", "\t", "return_sequences: true, ",
]
# fmt: on
TEXTS_PER_SEED = 250


def mutated(text: str, rng: random.Random) -> str:
    """A text with one to five accidents."""
    for _ in range(rng.choice([1, 1, 2, 3, 5])):
        accident, start = rng.randrange(4), rng.randrange(len(text) + 1)
        if accident < 3:
            end = start if accident == 0 else min(len(text), start + rng.randrange(1, 12))
            text = text[:start] + (rng.choice(WORDS) if accident < 2 else "") + text[end:]
        else:
            lines = text.split("\n")
            lines.insert(rng.randrange(len(lines) + 1), lines.pop(rng.randrange(len(lines))))
            text = "\n".join(lines)
    return text


def place(node: TypedNode) -> Span | None:
    return node.node.span or (node.node.layer.spec.span if node.node.layer.spec is not None else None)


def unexplained(found: list[Diagnostic], nodes: dict[str, TypedNode]) -> list[str]:
    """Refused calls about which nobody speaks; calls that `repeat` makes of one line share its finding."""
    told = {place(nodes[d.about]) for d in found if d.about in nodes}
    return [name for name, node in nodes.items() if node.fault is not None and place(node) not in told]


@pytest.mark.parametrize("seed", range(4))
def test_nothing_escapes(seed: int, tmp_path: Path) -> None:
    """Hundreds of damaged files per seed."""
    rng = random.Random(seed)
    for _ in range(TEXTS_PER_SEED):
        source = Source("m.yaml", mutated(rng.choice(TEXTS), rng), str(tmp_path))
        checked = check(source)
        found = checked.report.sorted()
        for finding in found:
            assert draw(finding)
            assert concise(finding).startswith(f"{finding.span.source.name}:")
        assert as_json([Linted(source, tuple(found))], [])
        assert difference("m.yaml", source.text, apply(source.text, choose(found, source, unsafe=True))) is not None
        if checked.typed is not None and "ignore[" not in source.text:
            assert unexplained(found, checked.typed.nodes) == [], source.text
        if "RNN000" not in [finding.code for finding in found]:
            after = check(Source("m.yaml", apply(source.text, choose(found, source)), str(tmp_path)))
            assert "RNN000" not in [finding.code for finding in after.report.sorted()], source.text
