"""Runs the rules that a model can break, and no other: the generated table of triggers says which.

Every fault of inference is explained by exactly one finding. Rules run from high codes to low ones, the narrow before the
wide, and the first that speaks about a call is heard; `RNN100` comes last and explains what nobody else did.
"""

from __future__ import annotations

from rnndsl.ir.graph import Layer
from rnndsl.rules.triggers import TRIGGERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnndsl.diagnostics.report import Report
    from rnndsl.ir.facts import Facts
    from rnndsl.ir.spec import Value
    from rnndsl.ir.typed import Typed


def lint(typed: Typed, facts: Facts, spec: Value, report: Report) -> None:
    """Report what the rules find in a typed graph; `facts` are the data's, `spec` the checked document."""
    modules = {module for word in words(typed, spec) for module in TRIGGERS.get(word, ())}
    if not modules:
        return
    from rnndsl.rules import load
    from rnndsl.rules.rule import View

    view = View(typed, facts, spec)
    explained: set[str] = set()
    for module in sorted(modules, reverse=True):
        for diagnostic in load(module).check(view):
            if diagnostic.about and diagnostic.about in explained:
                continue
            explained.add(diagnostic.about)
            report.add(diagnostic)


def words(typed: Typed, spec: Value) -> set[str]:
    """What a model has, in the words of `Rule.triggers`: kinds, `fault:…`, `loss:…`, sections of the document, `model`."""
    found = {"model"}
    found.update(key for key, _ in spec.items())
    for node in typed.nodes.values():
        found.update(_kinds(node.node.layer))
        if node.fault is not None:
            found.add("fault:" + node.fault.what)
    for loss in typed.graph.losses.values():
        found.add("loss:" + loss.name)
    return found


def _kinds(layer: Layer) -> Iterator[str]:
    yield layer.kind
    for value in layer.args.values():
        if isinstance(value, Layer):
            yield from _kinds(value)
