"""What a trained model needs to talk with people: from their rows to its inputs, from its outputs to their units.

A codec is plain data (`to_json`, `from_json`) and travels with the model; it knows everything that was fitted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from rnndsl.diagnostics.record import Record

from . import transforms
from .clock import Clock
from .series import Series
from .transforms import Step

if TYPE_CHECKING:
    from .given import Given

VERSION = 1
Rows = npt.NDArray[np.intp]


class Form(Record):
    """How the user's files are written: "table" or "folder" (lines of text), separator, names where there is no header."""

    kind: str
    separator: str = ","
    names: tuple[str, ...] = ()
    quoted: bool = True


class Field(Record):
    """An input or target: `kind` is "columns", "text" or "category"; `between` stands between a text and the
    tokens around it; the rest as in the data section."""

    name: str
    kind: str
    columns: tuple[str, ...]
    start: str | None = None
    end: str | None = None
    shift: int = 0
    encode: str | None = None
    between: str = " "


class Codec(Record):
    """See the module. `window` is (length, horizon, stride) or None; `logits` names the outputs that are not normalised."""

    form: Form
    time: str | None
    clock: Clock | None
    window: tuple[int, int, int] | None
    steps: dict[str, tuple[Step, ...]]
    policies: dict[str, str]
    inputs: tuple[Field, ...]
    targets: tuple[Field, ...]
    classes: dict[str, tuple[str, ...]]
    logits: tuple[str, ...] = ()

    def field(self, name: str) -> Field:
        """The input or target of that name; raises KeyError for another."""
        for field in (*self.targets, *self.inputs):
            if field.name == name:
                return field
        raise KeyError(name)

    def restore(self, predictions: dict[str, npt.NDArray[Any]], series: Series, at: Rows) -> dict[str, npt.NDArray[Any]]:
        """Predictions in the user's units; `at` (N,) is the row of `series` that each first prediction stands for."""
        restored = {}
        for name, values in predictions.items():
            field = self.field(name)
            restored[name] = self._units(field, np.asarray(values), series, at) if field.kind == "columns" else values
        return restored

    def _units(self, field: Field, values: npt.NDArray[Any], series: Series, at: Rows) -> npt.NDArray[Any]:
        horizon = self.window[1] if self.window is not None else 1
        shape = (len(at), horizon, len(field.columns))
        return series.restore(field.columns, values.reshape(shape), at).reshape(values.shape)

    def read(self, path: str) -> Given:
        """The model's inputs from a file of the user (`-`: standard input); raises DataError. See `data.given`."""
        from .given import read

        return read(self, path)

    def outputs(self, predictions: dict[str, Any], given: Given) -> list[dict[str, Any]]:
        """Predictions as rows for people, in their units; see `data.outputs`."""
        from .outputs import outputs

        return outputs(self, predictions, given)

    def to_json(self) -> dict[str, Any]:
        """The codec as plain data."""
        return {
            "version": VERSION,
            "form": {f: getattr(self.form, f) for f in ("kind", "separator", "names", "quoted")},
            "time": self.time,
            "clock": self.clock.to_json() if self.clock is not None else None,
            "window": list(self.window) if self.window is not None else None,
            "columns": {column: transforms.to_json(chain) for column, chain in self.steps.items()},
            "missing": dict(self.policies),
            "inputs": [_plain(field) for field in self.inputs],
            "targets": [_plain(field) for field in self.targets],
            "classes": {name: list(names) for name, names in self.classes.items()},
            "logits": list(self.logits),
        }

    @staticmethod
    def from_json(plain: dict[str, Any]) -> Codec:
        """The codec that `to_json` wrote; raises ValueError for one of another version."""
        if plain.get("version") != VERSION:
            raise ValueError(f"codec of version {plain.get('version')}, expected {VERSION}")
        form, window = plain["form"], plain["window"]
        return Codec(
            form=Form(form["kind"], form["separator"], tuple(form["names"]), form["quoted"]),
            time=plain["time"],
            clock=Clock(**plain["clock"]) if plain["clock"] is not None else None,
            window=(window[0], window[1], window[2]) if window is not None else None,
            steps={column: transforms.from_json(chain) for column, chain in plain["columns"].items()},
            policies=dict(plain["missing"]),
            inputs=tuple(_field(field) for field in plain["inputs"]),
            targets=tuple(_field(field) for field in plain["targets"]),
            classes={name: tuple(names) for name, names in plain["classes"].items()},
            logits=tuple(plain["logits"]),
        )


def _plain(field: Field) -> dict[str, Any]:
    keys = ("name", "kind", "columns", "start", "end", "shift", "encode", "between")
    return {key: list(value) if isinstance(value := getattr(field, key), tuple) else value for key in keys}


def _field(plain: dict[str, Any]) -> Field:
    return Field(**{**plain, "columns": tuple(plain["columns"])})
