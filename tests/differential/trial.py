"""One document through both sides: linted as users' files are, built by Keras, compared."""

from __future__ import annotations

import yaml

from rnndsl.diagnostics.span import Source
from rnndsl.ir.typed import Typed
from rnndsl.pipeline import Checked, check
from tests.differential.outcome import Verdict
from tests.differential.verdict import judge

LANGUAGE = "RNN0"
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # the fast one, where libyaml is there


def text(document: dict) -> str:
    """The document as a user would have it in a file."""
    return yaml.dump(document, Dumper=DUMPER, sort_keys=False, width=120, default_flow_style=None)


def lint(document: dict) -> Checked:
    """What the linter knows of a document."""
    return check(Source("graph.yaml", text(document)))


def look(document: dict) -> Typed | None:
    """The typed graph, or None where the language itself refuses the document."""
    return lint(document).typed


def trial(document: dict) -> Verdict:
    """Whether lint and Keras agree on a document; `unspoken` where the language refuses it before any shape counts."""
    checked = lint(document)
    errors = [d for d in checked.report.sorted() if d.severity == "error"]
    language = [d for d in errors if d.code.startswith(LANGUAGE)]
    if checked.typed is None or language:
        return Verdict("unspoken", "; ".join(f"{d.code} {d.message}" for d in language))
    faulty = [node for node in checked.typed.nodes.values() if node.fault is not None]
    if faulty and not errors:
        return Verdict("disagreed", f"`{faulty[0].node.name}` has a fault that no rule reports: {faulty[0].fault}")
    return judge(checked, {d.code for d in errors})
