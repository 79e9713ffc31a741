"""Drawing hints for what runs over time steps: recurrent layers, cells and their stacks, ConvLSTM, both wrappers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnndsl.ir.graph import Layer

from .hints import Hints
from .hints_windows import first_dtype, size

if TYPE_CHECKING:
    from random import Random

PLAIN_CELLS = ("LSTMCell", "GRUCell", "SimpleRNNCell")
LOOPS = ("LSTM", "GRU", "SimpleRNN")
RETURNING = ("return_sequences", "return_state", "stateful")


def layer_of(rng: Random, kind: str, **own: Any) -> Layer:
    """A layer of that kind with drawn arguments."""
    from .draw import draw_args

    return Layer(kind.lower(), kind, {**draw_args(rng, kind), **own})


def cells(rng: Random) -> list[Layer]:
    """One to three cells for a stack, rarely a stack among them."""
    kinds = (*PLAIN_CELLS * 4, "StackedRNNCells")
    return [layer_of(rng, rng.choice(kinds)) for _ in range(rng.choice((1, 2, 2, 3)))]


def cell(rng: Random) -> Layer | list[Layer]:
    """What an RNN runs: a cell, a stack, or a list of cells."""
    return cells(rng) if rng.random() < 0.3 else layer_of(rng, rng.choice((*PLAIN_CELLS, "StackedRNNCells")))


def recurrent_layer(rng: Random) -> Layer:
    """A recurrent layer for Bidirectional, mostly with arguments that fit it."""
    return layer_of(rng, rng.choice((*LOOPS * 2, "RNN", "RNN", "ConvLSTM1D", "ConvLSTM1D")))


def backward_layer(rng: Random) -> Layer | None:
    """Rarely a layer of its own, so that most draws build."""
    layer = recurrent_layer(rng)
    return Layer("back", layer.kind, {**layer.args, "go_backwards": True}) if rng.random() < 0.25 else None


RECURRENT = Hints(
    often=RETURNING,
    values={"use_cudnn": lambda rng: rng.choice(["auto", False])},
    sequential=True,
)


def _convlstm(axes: int) -> Hints:
    return Hints(
        ranks=(axes + 3,),
        free=0.07,
        often=(*RETURNING, "padding", "strides"),
        values={
            **{name: size(axes) for name in ("kernel_size", "strides", "dilation_rate")},
            "dtype": first_dtype,
        },
        sequential=True,
    )


RECURRENT_HINTS: dict[str, Hints] = {
    **dict.fromkeys(LOOPS, RECURRENT),
    **dict.fromkeys((*PLAIN_CELLS, "StackedRNNCells"), Hints(values={"cells": cells})),
    "RNN": Hints(often=RETURNING, values={"cell": cell}, sequential=True, compiled=True),
    **{f"ConvLSTM{axes}D": _convlstm(axes) for axes in (1, 2, 3)},
    "Bidirectional": Hints(
        compiled=True,
        exact=True,
        often=("merge_mode", "backward_layer"),
        values={"layer": recurrent_layer, "backward_layer": backward_layer},
        sequential=True,
    ),
}
