"""RNN809: settings of the data section that contradict each other, or that nothing would obey."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.fix import Edit
from rnndsl.ir.spec import Value

from ._sales import SALES, forecast
from .edits import fix
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN809"
KINDS = ("text", "category", "columns")
DOMAINS = {"log": ("positive values", 0.0), "log1p": ("values above -1", -1.0), "sqrt": ("values of at least 0", -1e-300)}


def check(view: View) -> Iterator[Diagnostic]:
    """Every contradiction, each at the setting that would not be obeyed."""
    data = view.spec.get("data")
    if data is None or not isinstance(data.data, dict):
        return
    yield from _source(data)
    yield from _fields(view, data)
    yield from _split(data)
    yield from _nothing_left(view, data)
    for name, settings in _mapping(data, "columns"):
        yield from _column(view, data, name, settings)


def _source(data: Value) -> Iterator[Diagnostic]:
    source = _given(data.get("source"))
    if source is None or not isinstance(source.data, dict):
        return
    named = [key for key in ("csv", "tsv", "folder") if _given(source.get(key)) is not None]
    if len(named) != 1:
        message = "the source names no csv, no tsv and no folder" if not named else f"the source names {' and '.join(named)}"
        yield _finding(source, message, "one of them is read", "name exactly one of csv, tsv and folder")
    elif named == ["folder"]:
        yield from _idle(source, ("columns", "separator"), "has no meaning for a folder, where every line is a sample")
    else:
        yield from _idle(source, ("label",), "has no meaning for a table: name the column with `category:`")


def _idle(value: Value, keys: tuple[str, ...], why: str) -> Iterator[Diagnostic]:
    for key in keys:
        found = _given(value.get(key))
        if found is not None:
            yield _finding(found, f"`{key}` {why}", "not obeyed", f"leave `{key}` out")


def _fields(view: View, data: Value) -> Iterator[Diagnostic]:
    folder = _given(data.get("source", "folder")) is not None
    for section in ("inputs", "targets"):
        for name, field in _mapping(data, section):
            if folder:
                yield from _of_folder(data, name, field)
            if not isinstance(field.data, dict):
                continue
            kinds = [kind for kind in KINDS if _given(field.get(kind)) is not None]
            if len(kinds) != 1:
                allowed = "text, category or columns" if section == "targets" else "text or columns"
                found = " and ".join(kinds) or "none of them"
                yield _finding(field, f"`{name}` needs exactly one of {allowed}; it has {found}", "what is it?")
            elif kinds == ["text"]:
                yield from _text(view, data, section, name, field)
            else:
                yield from _idle(field, ("start", "end", "shift", "encode"), f"belongs to a text, but `{name}` is none")


def _of_folder(data: Value, name: str, field: Value) -> Iterator[Diagnostic]:
    """A folder of text has lines and, with `label: filename`, labels; it has no other columns."""
    known = {"line": "text", **({"label": "category"} if _given(data.get("source", "label")) is not None else {})}
    mentions = [(kind, v) for kind in KINDS if (v := _given(field.get(kind))) is not None]
    for kind, value in mentions or [("columns", field)]:
        for column in value.list:
            if known.get(str(column.data)) == kind:
                continue
            help = "write `text: line`, or `category: label` with `label: filename` under `source`"
            yield _finding(column, f"`{name}`: a folder of text has no {kind} `{column.data}`", "not in a folder", help)


def _text(view: View, data: Value, section: str, name: str, field: Value) -> Iterator[Diagnostic]:
    if _given(data.get("window")) is not None:
        yield _finding(
            field, f"`{name}` is text, but windows run over columns of numbers", "no time axis", "leave `window` out"
        )
    shift, encode = _given(field.get("shift")), _given(field.get("encode"))
    if shift is not None and _given(field.get("start")) is None:
        help = 'give the token that stands before the first word: `start: "[start]"`'
        yield _finding(shift, f"`{name}` is shifted, but nothing stands in the place that becomes free", "needs `start`", help)
    if section == "inputs":
        return
    layers = [n.layer.name for n in view.typed.graph.nodes if n.kind == "TextVectorization"]
    known = f"the TextVectorization layers are {', '.join(layers)}" if layers else "the model has no TextVectorization layer"
    if encode is None:
        help = f"add `encode: {layers[-1] if layers else 'LAYER'}`: the layer whose vocabulary numbers the words; {known}"
        yield _finding(field, f"the target `{name}` is text, but the loss needs ids", "needs `encode`", help)
    elif isinstance(encode.data, str) and encode.data not in layers:
        from .rnn007_undefined import near

        meant = near(encode.data, layers)
        repair = fix(f"write `{meant}`", (Edit(encode.span, meant),)) if meant else None
        message = f"`{name}` is encoded by `{encode.data}`, which is no TextVectorization layer"
        yield Diagnostic(CODE, "error", message, encode.span, "no text layer", help="" if repair else known, fix=repair)


def _split(data: Value) -> Iterator[Diagnostic]:
    if _given(data.get("time")) is not None or _given(data.get("window")) is not None:  # RNN805 speaks about an order
        return
    stratify = _given(data.get("split", "stratify"))
    if stratify is not None:
        categories = [name for name, field in _mapping(data, "targets") if _given(field.get("category")) is not None]
        if stratify.data not in categories:
            known = f"the categories are {', '.join(categories)}" if categories else "there is no target with `category:`"
            yield _finding(stratify, f"`stratify: {stratify.data}` names no category among the targets", "", known)


def _nothing_left(view: View, data: Value) -> Iterator[Diagnostic]:
    """A split that leaves no row to train on; where there are windows, RNN609 says so."""
    parts = view.facts.details.get("parts") or {}
    if parts.get("training") != 0 or not view.facts.rows or _given(data.get("window")) is not None:
        return
    shares = [v for part in ("validation", "test") if (v := _given(data.get("split", part))) is not None and not v.default]
    place = shares[0] if shares else data.get("source") or data
    message = f"validation and test take all {view.facts.rows:,} samples: none is left to train on"
    related = tuple(Label(share.span, "and this") for share in shares[1:])
    yield Diagnostic(CODE, "error", message, place.span, "", related, help="take smaller shares, or more data")


def _column(view: View, data: Value, name: str, settings: Value) -> Iterator[Diagnostic]:
    header, place = view.facts.details.get("header"), settings.key or settings.span
    uses = view.facts.details.get("uses", ())
    roles = {use.role for use in uses if use.column == name}
    misspelt = header is not None and any(use.column not in header for use in uses)
    if header is not None and name not in header:
        return
    if roles <= {"setting"}:
        if misspelt:  # RNN808 has found a name that probably means this one
            return
        message = f"`{name}` has settings, but no input and no target reads it"
        yield Diagnostic(CODE, "warning", message, place, "not read", help="leave it out, or name it under `inputs`")
        return
    transforms = _given(settings.get("transform"))
    if "number" not in roles and transforms is not None and transforms.list:
        yield _finding(transforms, f"`{name}` is not read as numbers: its transforms are not obeyed", "", "leave them out")
        return
    steps = [(_name(step), step) for step in (transforms.list if transforms is not None else ())]
    if _given(data.get("time")) is None and _given(data.get("window")) is None:
        yield from _neighbours(settings, steps)
    for word, step in steps:
        if word == "clip" and _empty_range(step):
            yield _finding(step, "the lower bound of `clip` is not below the upper one", "", "write [low, high]")
    yield from _domain(view, name, steps)


def _neighbours(settings: Value, steps: list[tuple[str, Value]]) -> Iterator[Diagnostic]:
    """What asks for the rows before or after, where rows have no order."""
    missing = _given(settings.get("missing"))
    if missing is not None and missing.data in ("forward", "interpolate"):
        yield _finding(missing, f"`{missing.data}` needs rows in order of time", "which rows are neighbours?", _NEEDS_TIME)
    for word, step in steps:
        if word == "difference":
            yield _finding(step, "`difference` needs rows in order of time", "which row comes before?", _NEEDS_TIME)


def _domain(view: View, name: str, steps: list[tuple[str, Value]]) -> Iterator[Diagnostic]:
    """A first transform that is not defined on values of the file."""
    column = view.facts.details.get("columns", {}).get(name)
    if steps and steps[0][0] in DOMAINS and column is not None and column.low is not None:
        needs, low = DOMAINS[steps[0][0]]
        if column.low <= low:
            help = "use `log1p`, or leave it out" if steps[0][0] == "log" and column.low == 0 else "leave it out"
            message = f"`{steps[0][0]}` needs {needs}, but `{name}` goes down to {column.low:g}"
            yield _finding(steps[0][1], message, "not defined there", help)


_NEEDS_TIME = "name the column that orders the rows with `time:`"


def _name(step: Value) -> str:
    return str(next(iter(step.data), "")) if isinstance(step.data, dict) else str(step.data)


def _empty_range(step: Value) -> bool:
    bounds = [value.data for value in step.data["clip"].list]
    return len(bounds) == 2 and all(isinstance(b, (int, float)) for b in bounds) and bounds[0] >= bounds[1]


def _given(value: Value | None) -> Value | None:
    """The value, unless it is absent, null, or not what its key needs (which has been reported)."""
    return None if value is None or value.data is None or type(value.data).__name__ == "Unknown" else value


def _mapping(data: Value, key: str) -> list[tuple[str, Value]]:
    found = _given(data.get(key))
    return [(name, value) for name, value in found.items() if _given(value) is not None] if found is not None else []


def _finding(place: Value, message: str, label: str = "", help: str = "say which") -> Diagnostic:
    return Diagnostic(CODE, "error", message, place.span, label, help=help)


RULE = Rule(
    code=CODE,
    name="data-settings",
    severity="error",
    summary="settings of the data section that contradict each other, or that nothing would obey",
    why="A setting that is silently ignored is a promise that is not kept: a split that is not shuffled, a text that is not "
    "shifted (the model would copy its input), a difference between rows that are no neighbours.",
    bad=forecast(data="columns: {Sales: {transform: [«{clip: [9, 1]}»]}}"),
    good=forecast(data="columns: {Sales: {transform: [{clip: [1, 9]}]}}"),
    keras="",
    triggers=("data",),
    check=check,
    data=SALES,
)
