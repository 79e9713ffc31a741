"""RNN804: rows that are sorted by class are cut without mixing, so that the parts hold different classes."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.span import Span
from rnndsl.ir.spec import Value

from .edits import fix, replace_value
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN804"


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per target of classes by which the rows are sorted, where nothing mixes them before the split."""
    split, parts = view.facts.details.get("split"), view.facts.details.get("parts")
    if split is None or not parts or split.shuffle or split.stratify is not None:
        return
    held = [part for part in ("validation", "test") if parts.get(part)]
    columns = view.facts.details.get("columns", {})
    counts = {target.name: target.classes for target in view.facts.targets}
    targets = view.spec.get("data", "targets")
    for name, field in targets.items() if targets is not None and held else ():
        column, classes = field.get("category"), counts.get(name)
        if column is None or not isinstance(classes, int) or classes < 2:
            continue
        fact = columns.get(column.data)
        folder = view.spec.get("data", "source", "folder")
        by_file = folder is not None and folder.data is not None
        if by_file or (fact is not None and fact.complete and not fact.missing and fact.runs == classes):
            yield _finding(view, column, held, by_file)


def _finding(view: View, column: Value, held: list[str], by_file: bool) -> Diagnostic:
    what = "each file is a class" if by_file else f"the rows are sorted by `{column.data}`"
    parts = " and ".join(held)
    message = (
        f"{what}, and nothing mixes them before the split: the {parts} part{'s' * (len(held) > 1)} hold the last classes only"
    )
    written = view.spec.get("data", "split", "shuffle")
    own = written is not None and not written.default and written.data is False
    place = _pair(written) if own and written is not None else column.span
    related = (Label(column.span, "sorted by it"),) if own else ()
    repair = None
    if own and written is not None and not written.via:
        repair = fix("mix the samples before the split", replace_value(written, "true"))
    help = "" if repair else "mix the rows of the file: with an order in time, a split can't"
    note = "the figures say nothing about the other classes, and training never sees the last ones in full"
    return Diagnostic(CODE, "warning", message, place, "never mixed" if own else "sorted by it", related, (note,), help, repair)


def _pair(value: Value) -> Span:
    key = value.key
    return Span(key.source, key.start, value.span.end) if key is not None and key.source is value.span.source else value.span


def _document(split: str) -> str:
    return f"""\
rnndsl: 1
data:
  source: flowers.csv
  split: {{validation: 20%, test: 20%, {split}}}
  inputs: {{flower: [Petal, Sepal]}}
  targets: {{kind: {{category: Kind}}}}
model:
  layers:
    - Dense: {{units: 3, activation: softmax}}
train:
  loss: sparse_categorical_crossentropy
"""


RULE = Rule(
    code=CODE,
    name="tail-of-sorted-classes",
    severity="warning",
    summary="rows that are sorted by class are split without mixing them",
    why="Tables often come sorted: first all of one class, then all of the next. Cut at the end, the validation part holds "
    "one class that training has hardly seen, and its figures are near zero, or perfect, for no reason in the model.",
    bad=_document("«shuffle: false»"),
    good=_document("shuffle: true"),
    keras="",
    fix="unsafe",
    triggers=("data",),
    check=check,
    data={
        "flowers.csv": "Petal,Sepal,Kind\n"
        + "".join(f"{i % 7},{i % 5},{('iris', 'rose', 'tulip')[i // 20]}\n" for i in range(60))
    },
)
