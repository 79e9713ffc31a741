"""What drawing must know of single kinds, so that most draws say something: fitting ranks, dtypes, values, and preparation.

A hint never tells the answer; it only keeps the draws away from values that Keras' fields already refuse or that say nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from rnndsl import layers
from rnndsl.ir.graph import Layer

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

WORDS = ("a", "b", "c", "d", "e")


@dataclass(frozen=True)
class Hints:
    """`ranks` (batch axis included) and `dtypes` are drawn most of the time; `values` draw arguments, those in `often` more
    often than others, those in `always` every time; `masked_at_run` kinds get their masks when they run, which Keras does not
    announce; `prepare` adapts a Keras layer before it is called; `least` is the smallest rank ever drawn, where Keras
    computes across the samples of a batch on fewer; `free` is the share of free axes. `runs` batches are tried of kinds that
    draw what they do. `sequential` kinds get masks over time steps only, since nothing makes another mask for a sequence
    (N, T, F). `compiled` kinds may run plainly or compiled, as fit runs them; `fatal` ones run compiled alone, since a plain
    call that fails ends TensorFlow itself. `exact` kinds must compute the shape that they announce; it counts as raising
    where Keras does not. `features` are the numbers of features that mostly stand last."""

    ranks: tuple[int, ...] = (3,)
    dtypes: tuple[str, ...] = ("float32",)
    values: dict[str, Callable[[Random], Any]] = field(default_factory=dict)
    prepare: Callable[[Any, Any], None] | None = None
    often: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    masked_at_run: bool = False
    sequential: bool = False
    least: int = 1
    free: float = 0.2
    runs: int = 1
    compiled: bool = False
    fatal: bool = False
    exact: bool = False
    features: tuple[int, ...] = ()


def _adapt_texts(layer: Any, data: Any) -> None:
    layer.adapt(["a b c", "a d", "hello a"])


def any_layer(rng: Random) -> Layer:
    """A layer for TimeDistributed: of any kind with one input.

    No dtype and no noise shape: Keras calls the layer without the casts of a call, so these fail by chance. Nothing either that
    a call gives beside its tensors: the layer inside has no call of its own.
    """
    from .draw import draw_args

    kind = rng.choice(takes_one())
    found, args = layers.kind(kind), draw_args(rng, kind)
    left_out = {"dtype", "noise_shape", *(entry.name for entry in (found.call_parameters if found is not None else ()))}
    return Layer(kind.lower(), kind, {k: v for k, v in args.items() if k not in left_out})


@cache
def takes_one() -> tuple[str, ...]:
    """The kinds with one input, but for those that end TensorFlow itself where a window does not fit in a compiled map."""
    found = (layers.kind(name) for name in layers.kind_names())
    return tuple(kind.name for kind in found if kind is not None and kind.low == 1 and "AdaptiveMax" not in kind.name)


def vocabulary(rng: Random) -> list[str]:
    """Distinct tokens, rarely with the special ones in front, rarely with one twice."""
    tokens = list(WORDS[: rng.randint(1, 5)])
    return ["", "[UNK]", *tokens] if rng.random() < 0.2 else ["[UNK]", *tokens] if rng.random() < 0.1 else tokens


NUMBERS = ("float32", "int32", "float16", "float64", "bool", "int64", "uint8")

HINTS: dict[str, Hints] = {
    "TimeDistributed": Hints(ranks=(3, 4), values={"layer": any_layer, "dtype": lambda rng: None}, compiled=True, exact=True),
    "Dense": Hints(ranks=(2, 3, 4)),
    "Embedding": Hints(ranks=(1, 2, 3), dtypes=("int32", "int64", "float32"), often=("mask_zero",)),
    "Masking": Hints(ranks=(2, 3)),
    "TextVectorization": Hints(
        exact=True,
        ranks=(1, 2),
        dtypes=("string",),
        often=("output_mode", "vocabulary", "output_sequence_length", "split"),
        values={
            "vocabulary": vocabulary,
            "idf_weights": lambda rng: [1.0] * rng.randint(1, 5),
            "max_tokens": lambda rng: rng.randint(2, 9),
            "encoding": lambda rng: "utf-8",
        },
        prepare=_adapt_texts,
    ),
}


def hints(kind: str) -> Hints:
    """The hints of a kind; those of most layers where there are none."""
    from .hints_attention import ATTENTION_HINTS
    from .hints_images import image_hints
    from .hints_operations import OPERATION_HINTS
    from .hints_recurrent import RECURRENT_HINTS
    from .hints_tensors import TENSOR_HINTS
    from .hints_values import VALUE_HINTS
    from .hints_windows import WINDOW_HINTS

    tables = (HINTS, RECURRENT_HINTS, TENSOR_HINTS, WINDOW_HINTS, VALUE_HINTS, ATTENTION_HINTS, OPERATION_HINTS, image_hints())
    return next((table[kind] for table in tables if kind in table), Hints())
