"""`rnndsl render`: the file as it is understood, everything in place, and beside each value where it came from.

The output is a model file itself: variables, extended files and settings are in it, defaults are written out, and it lints
like the original.
"""

from __future__ import annotations

import argparse
import re

from rnndsl.diagnostics.record import replace
from rnndsl.frontend.resolve import batch_size
from rnndsl.frontend.scalars import scalar
from rnndsl.ir.dims import Unknown
from rnndsl.ir.spec import LayerSpec, Value, Variable
from rnndsl.schema.sections import FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    Line = tuple[str, str]

WIDEST = 60
FAILED = 1
_PLAIN = re.compile(r"[\w/.][\w /.%+-]*", re.ASCII)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `rnndsl render`."""
    parser.add_argument("file", metavar="FILE", help="a model file, or - for standard input")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change a value, e.g. train.epochs=3")


def run(args: argparse.Namespace) -> int:
    """Print the resolved file; exit code 1 with its findings where it has errors, 2 where it cannot be read."""
    from .check_first import check_first

    checked = check_first(args.file, list(args.set))
    if isinstance(checked, int):
        return checked
    if checked.spec is None:
        return FAILED
    print(rendered(checked.spec))
    return 0


def rendered(spec: Value) -> str:
    """A checked file as YAML, with origins as aligned comments at the ends of the lines."""
    ordered = {entry.name: spec.data[entry.name] for entry in FILE.entries if entry.name in spec.data}
    ordered["train"] = _with_fixed_batch(spec)
    lines = list(_mapping({key: value for key, value in ordered.items() if value is not None}, 0))
    column = min(max(len(text) for text, _ in lines), WIDEST)
    return "\n".join(f"{text:<{column}}  # {origin}" if origin else text for text, origin in lines)


def _with_fixed_batch(spec: Value) -> Value | None:
    """The `train` section; where nothing is said of batches, they are as large as the model fixes them."""
    train, fixed = spec.get("train"), batch_size(spec)
    size = train.get("batch_size") if train is not None else None
    if train is None or size is None or not size.default or fixed is None:
        return train
    return replace(train, data={**train.data, "batch_size": replace(size, data=fixed)})


def origin(value: Value) -> str:
    """Where a value came from: `model.yaml:12`, `vars (model.yaml:3)`, `--set train.epochs=3`, `default`."""
    if value.default:
        return "default"
    if value.via:
        return f"vars ({_place(value.via[0])})"
    return _place(value.span)


def _place(span: Any) -> str:
    name = span.source.name
    return f"{name} {span.source.text}" if name == "--set" else f"{name}:{span.line}"


def _mapping(data: dict[str, Value], indent: int) -> Iterator[Line]:
    for key, value in data.items():
        yield from _entry(f"{' ' * indent}{_text(key)}:", value, indent + 2)


def _entry(lead: str, value: Value, indent: int) -> Iterator[Line]:
    """A key or a dash with its value: on the same line where that is short, else below."""
    data = value.data
    short = _short(value)
    fits = short is not None and len(lead) + len(short) < WIDEST
    if short is not None and (not isinstance(data, (dict, tuple)) or not data or (fits and isinstance(data, tuple))):
        yield f"{lead} {short}", origin(value)
    elif isinstance(data, dict) and lead.endswith("-"):
        (first, where), *rest = _mapping(data, indent)
        yield f"{lead} {first.lstrip()}", where
        yield from rest
    elif isinstance(data, dict):
        yield lead, origin(value) if value.default else ""
        yield from _mapping(data, indent)
    elif isinstance(data, LayerSpec):
        yield from _layer(lead, data, value, indent)
    else:
        yield lead, ""
        for item in data:
            yield from _entry(f"{' ' * indent}-", item, indent + 2)


def _layer(lead: str, spec: LayerSpec, value: Value, indent: int) -> Iterator[Line]:
    """A layer: its name, then its arguments and its wiring one below the other."""
    wiring = {"name": spec.name, "inputs": spec.inputs, "initial_state": spec.initial_state}
    body = {**spec.args, **{key: found for key, found in wiring.items() if found is not None}}
    if lead.rstrip().endswith("-"):
        yield f"{lead} {spec.kind}" + (":" if body else ""), origin(value)
        yield from _mapping(body, indent + 2)
        return
    yield lead, ""
    yield f"{' ' * indent}{spec.kind}: " + ("" if body else "{}"), origin(value)
    yield from _mapping(body, indent + 2)


def _short(value: Value) -> str | None:
    """A value on one line: scalars, and lists and mappings of them; None for what holds layers."""
    data = value.data
    if isinstance(data, LayerSpec):
        return None
    if isinstance(data, tuple):
        items = [_short(item) for item in data]
        return None if None in items else f"[{', '.join(map(str, items))}]"
    if isinstance(data, dict):
        pairs = [(key, _short(item)) for key, item in data.items()]
        return None if any(text is None for _, text in pairs) else "{" + ", ".join(f"{_text(k)}: {t}" for k, t in pairs) + "}"
    return _scalar(data)


def _scalar(data: Any) -> str:
    if data is None or isinstance(data, Unknown):
        return "null"
    if isinstance(data, bool):
        return "true" if data else "false"
    if isinstance(data, Variable):
        return f'"${{{data}}}"'
    return _text(data) if isinstance(data, str) else repr(data)


def _text(text: str) -> str:
    """A text as YAML 1.2 reads it back: plain where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and scalar(text) == text and text == text.strip():
        return text
    import json

    return json.dumps(text, ensure_ascii=False)
