"""What a rule is: what people read about it, its two examples, what Keras does, and its check."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rnndsl.diagnostics.diagnostic import Diagnostic
    from rnndsl.ir.facts import Facts
    from rnndsl.ir.spec import Value
    from rnndsl.ir.typed import Typed, TypedNode


TARGETS = ("gpu", "cpu", "litert", "onnx")


class View(Record):
    """What a check looks at: the typed graph, the facts of the data, the checked document.

    `target` is where the model shall run, one of `TARGETS`, or "" where neither settings nor `--target` say.
    """

    typed: Typed
    facts: Facts
    spec: Value
    target: str = ""


class Rule(Record):
    """A rule of the linter.

    `code`, `name` (kebab-case), `severity`, `summary` (one line), `why` (what it costs the user). `bad` and `good` are whole
    small documents; in `bad`, the place that must be marked is between `«` and `»` (removed before use). `keras` is what
    Keras does with the bad one: "raises", "warns", "silent", or "" for mistakes that never reach Keras; `says` a fragment
    of its message. `fix` is "safe", "unsafe" or "". `triggers` are the words that make lint load the rule (`analysis.lint`
    says which there are): a layer kind, `fault:rank`, `activations:softmax`, `data`, `train`, `model` (always), or `stage`
    for what the parser, the validator or the resolver reports through this file's own functions. `data` are files that the
    examples need: name to text. `target` is the one under which the examples are linted.
    `check` yields findings.
    """

    code: str
    name: str
    severity: str
    summary: str
    why: str
    bad: str
    good: str
    keras: str
    triggers: tuple[str, ...]
    check: Callable[[View], Iterable[Diagnostic]]
    says: str = ""
    fix: str = ""
    data: dict[str, str] = {}
    target: str = ""


def reported_elsewhere(view: View) -> Iterable[Diagnostic]:
    """The check of rules with the trigger `stage`: the stage that finds the mistake has reported it already."""
    return ()


def faults(view: View, *whats: str) -> Iterable[TypedNode]:
    """The calls that inference refused for one of these reasons (`ir.typed.FAULTS`)."""
    return [t for t in view.typed.nodes.values() if t.fault is not None and t.fault.what in whats]


def validated(view: View) -> bool:
    """False where the file leaves no sample to validate on."""
    share = view.spec.get("data", "split", "validation")
    return share is None or share.data not in (0, "0", "0%")
