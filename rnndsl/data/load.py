"""From a checked data section to a Dataset: read, split, fit on the training part, and say where each tensor comes from."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from rnndsl.diagnostics.record import Record
from rnndsl.ir.graph import Graph
from rnndsl.ir.spec import Value
from rnndsl.probe.parts import PARTS, part_sizes, windows
from rnndsl.probe.plan import FieldPlan, Plan, plan

from .clock import Clock, recognise
from .codec import Codec, Field, Form
from .dataset import Dataset, Part
from .failure import DataError
from .feeds import Feed, RowFeed, WindowFeed
from .series import Series, fit
from .split import split
from .table import Table, read
from .text import Texts, framed, joint

Rows = npt.NDArray[np.intp]


def load(data: Value, graph: Graph) -> Dataset:
    """Read the files of a data section and fit its transforms on the training part; raises DataError.

    The split depends on `data.split` alone, never on the seed of training, so that every run is measured on the same part.
    """
    section = plan(data)
    source = section.source
    if source is None:
        raise DataError("`data.source` names no file and no folder")
    table, clock = _ordered(_complete(read(source), section), section)
    classes, codes = _categories(table, section)
    rows, series = _split(table, section, codes)
    texts = {c: table.texts(c) for f in (*section.inputs, *section.targets) if f.kind == "text" for c in f.names}
    form = Form(source.kind, source.separator, source.names, source.quoted)
    codec = _codec(section, form, series, classes, clock, graph)
    tensors = _Tensors(section, series, texts, codes, graph)
    length = section.window.numbers()[0] if section.window else 0
    parts = {p: _part(p, rows[p], tensors, length, codec) for p in PARTS if len(rows[p])}
    if "training" not in parts:
        raise DataError(_nothing_to_train(section, table))
    season, moments = _season(section, clock), _moments(table, section, clock)
    return Dataset(parts, codec, graph, (section.inputs, section.targets), texts, table.files, season, moments)


def _moments(table: Table, section: Plan, clock: Clock | None) -> tuple[Any, ...]:
    if clock is None or section.time is None:
        return ()
    return tuple(clock.read(stamp) for stamp in table.texts(str(section.time.data)))


def _complete(table: Table, section: Plan) -> Table:
    used = {use.column for use in section.uses() if use.role != "setting"}
    return table.without_missing(
        [c for c in section.columns if c in used and section.columns[c].missing == "drop"], section.numbers
    )


def _ordered(table: Table, section: Plan) -> tuple[Table, Clock | None]:
    """The table in order of time, and its clock; a time column in no known form leaves the order of the file."""
    if section.time is None:
        return table, None
    stamps = table.texts(str(section.time.data))
    clock = recognise(list(stamps))
    if clock is None or _in_order(clock, stamps):
        return table, clock
    try:
        moments = np.array([clock.read(stamp) for stamp in stamps])
    except ValueError as error:
        raise DataError(f"`{section.time.data}` of `{table.written}` changes its form: {error}") from None
    order = np.argsort(moments, kind="stable")
    return table.take(order), recognise(list(stamps[order]))


def _in_order(clock: Clock, stamps: Texts) -> bool:
    """True if the stamps ascend as texts and their form makes that the order of time (year first, padded digits)."""
    padded = clock.format.startswith("%Y") and "%b" not in clock.format and len({len(stamp) for stamp in stamps}) == 1
    return padded and bool((stamps[1:] >= stamps[:-1]).all())


def _categories(table: Table, section: Plan) -> tuple[dict[str, tuple[str, ...]], dict[str, npt.NDArray[np.int32]]]:
    """By target: the names of the classes in sorted order, and the class number of every row."""
    classes, codes = {}, {}
    for field in section.targets:
        if field.kind == "category":
            names, numbers = np.unique(table.texts(field.names[0]).astype(str), return_inverse=True)
            classes[field.name] = tuple(str(name) for name in names)
            codes[field.name] = numbers.astype(np.int32)
    return classes, codes


def _split(table: Table, section: Plan, codes: dict[str, npt.NDArray[np.int32]]) -> tuple[dict[str, Rows], Series]:
    """Row numbers of the samples of each part, and the columns fitted on the training rows."""
    settings = section.split
    if not section.chronological:
        stratify = codes.get(settings.stratify) if settings.stratify else None
        rows = split(table.rows, settings, stratify)
        return rows, fit(table, section, rows["training"], ())
    sizes = part_sizes(table.rows, settings)
    borders = [sizes["training"], sizes["training"] + sizes["validation"]]
    series = fit(table, section, slice(0, borders[0]), borders)
    if section.window is not None:
        starts = windows(sizes, section.window, series.lead)
        return {part: np.arange(s.start, s.stop, s.step, dtype=np.intp) for part, s in starts.items()}, series
    kept = np.arange(table.rows, dtype=np.intp)
    pieces = dict(zip(PARTS, np.split(kept, borders), strict=True))
    return {part: piece[piece >= series.lead] for part, piece in pieces.items()}, series


class _Tensors(Record):
    """What feeds are made of."""

    section: Plan
    series: Series
    texts: dict[str, Texts]
    codes: dict[str, npt.NDArray[np.int32]]
    graph: Graph

    def input(self, field: FieldPlan) -> Feed:
        """The feed of an input."""
        if field.kind == "text":
            return RowFeed(framed(self.texts[field.names[0]], field.start, field.end, joint(self.graph, field.name)))
        values = self.series.model(field.names)
        window = self.section.window
        return RowFeed(values) if window is None else WindowFeed(values, 0, window.numbers()[0])

    def target(self, field: FieldPlan, values: npt.NDArray[Any]) -> Feed:
        """The feed of a numeric target or a category from its values (T, columns)."""
        window = self.section.window
        if window is None:
            return RowFeed(values[:, 0] if field.kind == "category" else values)
        length, horizon, _ = window.numbers()
        single = field.kind == "category" and horizon == 1
        return WindowFeed(values, length, horizon, flat=len(field.columns) == 1, single=single)

    def encoded(self) -> dict[str, Feed]:
        """The feeds of the targets that need no vocabulary."""
        found: dict[str, Feed] = {}
        for field in self.section.targets:
            if field.kind == "category":
                found[field.name] = self.target(field, self.codes[field.name][:, None])
            elif field.kind == "columns":
                found[field.name] = self.target(field, self.series.model(field.names))
        return found

    def truth(self) -> dict[str, Feed]:
        """The feeds of what the user measures."""
        found: dict[str, Feed] = {}
        for field in self.section.targets:
            if field.kind == "columns":
                found[field.name] = self.target(field, self.series.raw(field.names))
            elif field.kind == "category":
                found[field.name] = self.target(field, self.codes[field.name][:, None])
            else:
                found[field.name] = RowFeed(self.texts[field.names[0]])
        return found


def _part(name: str, rows: Rows, tensors: _Tensors, length: int, codec: Codec) -> Part:
    inputs = {field.name: tensors.input(field) for field in tensors.section.inputs}
    return Part(name, rows, inputs, tensors.encoded(), tensors.truth(), tensors.series, length, codec)


def _nothing_to_train(section: Plan, table: Table) -> str:
    if section.window is None:
        return f"`{table.written}` has {table.rows} rows, of which the split leaves none to train on"
    length, horizon, _ = section.window.numbers()
    return (
        f"no training window fits: it takes {length} + {horizon} time steps"
        f"{f' after the {section.lead} that differences use up' if section.lead else ''}, and the training part of "
        f"`{table.written}` has {part_sizes(table.rows, section.split)['training']}"
    )


def _season(section: Plan, clock: Clock | None) -> int | None:
    lags = [step[1] for c in section.columns.values() for step in c.transforms if step[0] == "difference" and step[1] > 1]
    return int(lags[0]) if lags else clock.season if clock is not None else None


def _codec(
    section: Plan, form: Form, series: Series, classes: dict[str, tuple[str, ...]], clock: Clock | None, graph: Graph
) -> Codec:
    return Codec(
        form=form,
        time=str(section.time.data) if section.time is not None else None,
        clock=clock,
        window=section.window.numbers() if section.window is not None else None,
        steps=series.steps,
        policies={column: settings.missing for column, settings in section.columns.items()},
        inputs=tuple(
            Field(f.name, f.kind, f.names, f.start, f.end, f.shift, f.encode, joint(graph, f.name)) for f in section.inputs
        ),
        targets=tuple(Field(f.name, f.kind, f.names, f.start, f.end, f.shift, f.encode) for f in section.targets),
        classes=classes,
        logits=tuple(name for name, loss in graph.losses.items() if loss.args.get("from_logits") is True),
    )


def _field(field: FieldPlan) -> Field:
    return Field(field.name, field.kind, field.names, field.start, field.end, field.shift, field.encode)
