"""Drawing hints for the kinds that work on values: activations as layers, noises, normalizations, lookups, spectrograms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnndsl.ir.graph import Layer

from .hints import WORDS, Hints
from .hints_tensors import ANY, axes, axis

if TYPE_CHECKING:
    from random import Random


def shared_axes(rng: Random) -> Any:
    """An axis or a few, mostly of those that a tensor of three axes has."""
    return rng.choice((None, 1, [1], [1, 2], [2], 2, [1, 2, 3], [3]))


def with_kernel(rng: Random) -> Layer:
    """A layer that mostly has a kernel or a table."""
    from .draw import draw_args

    kind = rng.choice(
        ("Dense",) * 6 + ("Embedding",) * 3 + ("Conv1D", "Conv2D", "LSTM", "LayerNormalization", "TimeDistributed")
    )
    return Layer(kind.lower(), kind, draw_args(rng, kind))


def groups(rng: Random) -> int:
    """Mostly few, for few features."""
    return rng.choice((1, 1, 2, 2, 3, -1, -1))


def boundaries(rng: Random) -> list[float] | None:
    """Where ranges end, rarely nothing."""
    return rng.choice((None, [0.5], [0.25, 0.5], [0.1, 0.5, 0.75]))


ONE = "a b hello"  # what every drawn string is
MANY = [ONE, ONE, *"abcdefgh"]


def strings(rng: Random) -> list[str] | None:
    """A vocabulary that holds the drawn strings, mostly; rarely with special tokens in front, or with one twice."""
    tokens = [ONE, *WORDS[: rng.randint(1, 4)]]
    return rng.choice((None, tokens, tokens, tokens, ["[UNK]", *tokens], ["", "[UNK]", *tokens], [*tokens, "a"], ["", *tokens]))


def integers(rng: Random) -> list[int] | None:
    """The same of numbers; every drawn one is 0."""
    numbers = [0, *range(2, rng.randint(3, 6))]
    return rng.choice((None, numbers, numbers, numbers, [-1, *numbers], [7, -1, *numbers], [*numbers, 2], [7, *numbers]))


def _adapt_strings(layer: Any, data: Any) -> None:
    layer.adapt(MANY)


def _adapt_integers(layer: Any, data: Any) -> None:
    layer.adapt([0, *range(9)])


def _adapt_numbers(layer: Any, data: Any) -> None:
    layer.adapt([[i / 500 for i in range(1000)]])


LOOKUP = {
    "num_oov_indices": lambda rng: rng.choice((0, 1, 1, 1, 2)),
    "max_tokens": lambda rng: rng.choice((2, 6, 8, 9, 20)),
    "idf_weights": lambda rng: [1.0] * rng.randint(2, 5),
    "encoding": lambda rng: "utf-8",
    "salt": lambda rng: rng.choice((None, 5, [1, 2])),
}
LOOKUPS = ("output_mode", "vocabulary", "num_oov_indices", "mask_token")
ENCODED = ("output_mode",)


VALUE_HINTS: dict[str, Hints] = {
    **dict.fromkeys(("Identity", "ELU", "LeakyReLU", "ReLU", "GaussianDropout", "GaussianNoise"), Hints(exact=True, ranks=ANY)),
    "ActivityRegularization": Hints(exact=True, ranks=ANY, often=("l1", "l2")),
    "AlphaDropout": Hints(exact=True, ranks=ANY, often=("noise_shape",)),
    "PReLU": Hints(exact=True, ranks=ANY, often=("shared_axes",), values={"shared_axes": shared_axes}),
    "Softmax": Hints(exact=True, ranks=ANY, often=("axis",), values={"axis": lambda rng: axes(rng) or -1}),
    "SpatialDropout2D": Hints(exact=True, ranks=(4,)),
    "SpatialDropout3D": Hints(exact=True, ranks=(5,)),
    "UnitNormalization": Hints(exact=True, ranks=ANY, often=("axis",), values={"axis": axes}),
    "RMSNormalization": Hints(exact=True, ranks=ANY, often=("axis",), values={"axis": axes}),
    "GroupNormalization": Hints(
        exact=True,
        ranks=(2, 3, 3, 4),
        often=("axis", "center", "scale"),
        always=("groups",),
        values={"groups": groups, "axis": axis},
    ),
    "StringLookup": Hints(
        exact=True,
        ranks=(1, 2, 2, 3),
        dtypes=("string",),
        often=LOOKUPS,
        values={**LOOKUP, "vocabulary": strings, "mask_token": lambda rng: rng.choice((None, "", "m"))},
        prepare=_adapt_strings,
    ),
    "IntegerLookup": Hints(
        exact=True,
        ranks=(1, 2, 2, 3),
        dtypes=("int64", "int32"),
        often=LOOKUPS,
        values={**LOOKUP, "vocabulary": integers, "mask_token": lambda rng: rng.choice((None, 7, 8))},
        prepare=_adapt_integers,
    ),
    "CategoryEncoding": Hints(
        exact=True, compiled=True, ranks=(1, 2, 2, 3), dtypes=("int64", "int32"), often=ENCODED, always=("num_tokens",)
    ),
    "Discretization": Hints(
        exact=True,
        compiled=True,
        ranks=(1, 2, 2, 3),
        often=(*ENCODED, "num_bins"),
        values={"bin_boundaries": boundaries, "num_bins": lambda rng: rng.choice((None, None, None, 1, 2, 5, 49, 50, 300))},
        always=("bin_boundaries",),
        prepare=_adapt_numbers,
    ),
    "Hashing": Hints(
        exact=True,
        ranks=(1, 2, 2, 3),
        dtypes=("string", "int32"),
        often=ENCODED,
        values={"mask_value": lambda rng: rng.choice((None, 0, "a"))},
    ),
    "STFTSpectrogram": Hints(
        exact=True,
        often=("mode", "frame_step", "fft_length", "padding", "expand_dims", "data_format"),
        always=("frame_length",),
        values={
            "frame_length": lambda rng: rng.choice((1, 2, 2, 2, 2, 3)),
            "frame_step": lambda rng: rng.choice((None, 1, 1, 1, 2, 3)),
            "fft_length": lambda rng: rng.choice((None, None, 2, 4, 8, 6, 1)),
        },
    ),
    "MelSpectrogram": Hints(
        least=2,
        exact=True,
        compiled=True,
        ranks=(2,),
        often=("sequence_length", "power_to_db", "window"),
        always=("fft_length", "sequence_stride", "num_mel_bins"),
        values={
            "fft_length": lambda rng: rng.choice((1, 2, 3, 4, 6, 8)),
            "sequence_stride": lambda rng: rng.choice((1, 2, 2, 3, 4)),
            "sequence_length": lambda rng: rng.choice((None, 1, 2, 4)),
        },
    ),
    "SpectralNormalization": Hints(exact=True, ranks=(2, 3, 3, 4), values={"layer": with_kernel}),
    "HashedCrossing": Hints(exact=True, ranks=(1, 2), dtypes=("string", "int32", "int64"), often=ENCODED),
}
