"""The story of a file, from its text to a typed graph: every command starts here.

Nothing in this module, and nothing it imports, may import TensorFlow, Keras, NumPy, jsonschema or rich.
"""

from __future__ import annotations

from rnndsl.analysis.infer import infer
from rnndsl.analysis.lint import lint
from rnndsl.analysis.suppress import suppress
from rnndsl.diagnostics.record import Record, replace
from rnndsl.diagnostics.report import Report
from rnndsl.diagnostics.span import Source
from rnndsl.frontend.parse import parse
from rnndsl.frontend.resolve import resolve
from rnndsl.frontend.validate import NOTHING, validate
from rnndsl.ir.facts import Facts
from rnndsl.ir.spec import Value
from rnndsl.ir.typed import Typed
from rnndsl.probe import probe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Checked(Record):
    """What is known of a file after linting; parts are None where mistakes hide them. `report` holds the findings."""

    source: Source
    report: Report
    spec: Value | None = None
    facts: Facts = Facts()
    typed: Typed | None = None
    target: str = ""


def check(source: Source, settings: tuple[str, ...] = (), target: str = "", opened: Mapping[str, Source] = NOTHING) -> Checked:
    """Lint a document: `settings` are the texts of `--set` options (`train.epochs=3`), applied before anything else.

    `target` is where the model shall run (`rules.rule.TARGETS`), "" for anywhere. `opened` are texts that stand for files
    which this one extends, by real path.
    """
    report = Report()
    document = parse(source, report)
    spec = validate(document, report, settings, opened) if document is not None else None
    if spec is None:
        suppress(source, report, complete=False)
        return Checked(source, report)
    facts = probe(spec.get("data"), report)
    checked = type_check(Checked(source, report, spec, facts, target=target))
    suppress(source, report, complete=checked.typed is not None and not report.has_errors)
    return checked


def type_check(checked: Checked) -> Checked:
    """Resolve, infer and lint from the spec and the facts; run again with facts that only fitting can tell."""
    spec, facts, report = checked.spec, checked.facts, checked.report
    graph = resolve(spec, facts, report) if spec is not None else None
    if spec is None or graph is None:
        return checked
    typed = infer(graph)
    lint(typed, facts, spec, report, checked.target)
    return replace(checked, typed=typed)


def with_vocabularies(checked: Checked, sizes: dict[str, int]) -> Checked:
    """The same file once vocabularies are fitted: symbolic dimensions become numbers. Findings go to a new report."""
    facts = replace(checked.facts, vocabularies=sizes)
    return type_check(replace(checked, facts=facts, report=Report()))
