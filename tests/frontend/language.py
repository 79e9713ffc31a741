"""Short ways to say a file in a test, and what the linter makes of it."""

from __future__ import annotations

from rnndsl.analysis.fixes import apply, choose
from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.report import Report
from rnndsl.diagnostics.span import Source
from rnndsl.frontend.parse import parse
from rnndsl.frontend.resolve import resolve
from rnndsl.frontend.validate import validate
from rnndsl.ir.facts import Facts
from rnndsl.ir.graph import Graph
from rnndsl.ir.spec import Value

INPUTS = "{x: [24, 8]}"


def model(*lines: str, inputs: str = INPUTS, head: str = "", tail: str = "") -> str:
    """A file with these lines under `layers:`; `head` stands under `model:`, `tail` at the end."""
    listed = "".join(f"    - {line}\n" for line in lines)
    return f"rnndsl: 1\nmodel:\n  inputs: {inputs}\n{head}  layers:\n{listed}{tail}"


def checked(text: str, *settings: str, folder: str = ".") -> tuple[Value | None, Report]:
    """What reading and checking a text gives."""
    report = Report()
    document = parse(Source("model.yaml", text, folder), report)
    return (None if document is None else validate(document, report, settings)), report


def graph(text: str, *settings: str, facts: Facts | None = None) -> tuple[Graph, list[Diagnostic]]:
    """The graph of a text, and the findings on the way."""
    spec, report = checked(text, *settings)
    assert spec is not None, report.sorted()
    found = resolve(spec, facts or Facts(), report)
    assert found is not None, report.sorted()
    return found, report.sorted()


def findings(text: str, *settings: str) -> list[tuple[str, str]]:
    """Code and marked text of everything found."""
    spec, report = checked(text, *settings)
    if spec is not None:
        resolve(spec, Facts(), report)
    return [(d.code, d.span.text) for d in report.sorted()]


def only(text: str, *settings: str) -> Diagnostic:
    """The only finding."""
    spec, report = checked(text, *settings)
    if spec is not None:
        resolve(spec, Facts(), report)
    found = report.sorted()
    assert len(found) == 1, [(d.code, d.message) for d in found]
    return found[0]


def fixed(text: str, unsafe: bool = False) -> str:
    """The text after its fixes."""
    spec, report = checked(text)
    if spec is not None:
        resolve(spec, Facts(), report)
    found = report.sorted()
    return apply(text, choose(found, found[0].span.source, unsafe)) if found else text


def wiring(found: Graph) -> dict[str, list[tuple[str, int | None]]]:
    """What each node reads: name and port."""
    return {node.name: [(ref.node, ref.port) for ref in node.inputs] for node in found.nodes}
