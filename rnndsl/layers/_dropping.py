"""What the dropouts and noises share: random numbers while training, and so only for floats."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Shape, differ, show_shape
from rnndsl.ir.fields import Entry, Float, Int, ListOf, optional

from ._dtypes import SCALED, refuse_all_but_floats
from ._passing import Passing
from ._ranks import unlike, whole
from .kind import Call, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

RATE = Entry("rate", Float(0, 1), doc="Share to drop.")
NOISE_SHAPE = Entry(
    "noise_shape",
    optional(ListOf(optional(Int(1)))),
    None,
    "Shape of the random zeros, batch axis included (null: as the input); 1 drops an axis as a whole.",
)


class Dropping(Passing):
    """A dropout: it hands values on as they are, once training is over. `scaled`: what Keras says to anything but floats."""

    family = "normalization and dropout"
    per_step = True
    keeps_values = True
    scaled = SCALED

    def whole(self, call: Call) -> bool:
        """What is no float comes in only where it goes out as it is."""
        return True

    def draws(self, call: Call) -> bool:
        """True if the layer draws random numbers: a rate of 0 keeps all, a rate of 1 nothing."""
        rate = call.args["rate"]
        return isinstance(rate, (int, float)) and 0 < rate < 1

    def equation(self, call: Call) -> str:
        """Nothing changes once training is over."""
        return "input"

    def torch(self, call: Call) -> str:
        """Nothing changes once training is over."""
        return "x"

    def check(self, call: Call) -> None:
        """Refuse what cannot be scaled."""
        if self.draws(call):
            refuse_all_but_floats(call, self.scaled, self.parameters[0].name)


class Noising(Dropping):
    """A dropout whose random numbers are no zeros. The first parameter says how strong they are."""

    def draws(self, call: Call) -> bool:
        """True unless the strength is 0."""
        strength = call.args[self.parameters[0].name]
        return isinstance(strength, (int, float)) and strength > 0


def refuse_all_dropped(call: Call, keras: str) -> None:
    """Refuse a rate of 1, for which a layer that keeps mean and variance divides by zero."""
    if call.args["rate"] == 1:
        refuse("argument", "a rate below 1", "rate: 1", keras=keras, argument="rate")


def refuse_noise(call: Call, keras: str) -> None:
    """Refuse a noise shape that does not broadcast to the input, or that stretches it: then Keras computes another shape."""
    noise, shape = call.args["noise_shape"], whole(call.input.dims, call.batch_size)
    if noise is None:
        return
    raises = any(n is None for n in noise[len(shape) :]) or _clash(noise, shape)
    if not raises and not _stretches(noise, shape):
        return
    refuse(
        "argument",
        "null, 1 or the input's own length on each axis, the batch included",
        f"noise_shape: {list(noise)} on {show_shape(call.input.shape)}",
        keras=keras if raises else "",
        input=0,
        argument="noise_shape",
    )


def _pairs(noise: Sequence[int | None], shape: Shape) -> list[tuple[Dim, Dim]]:
    """The axes of noise and input that meet; the noise's nulls are answered from the front, as Keras does."""
    answered = [shape[i] if n is None else n for i, n in enumerate(noise)]
    return list(zip(reversed(answered), reversed(shape), strict=False))


def _clash(noise: Sequence[int | None], shape: Shape) -> bool:
    """True if the noise cannot broadcast to the shape."""
    return any(differ(a, b) and 1 not in (a, b) for a, b in _pairs(noise, shape))


def _stretches(noise: Sequence[int | None], shape: Shape) -> bool:
    """True if the noise is longer than an axis of 1, or has more axes than the input."""
    return len(noise) > len(shape) or any(a != 1 == b and unlike(a, b) for a, b in _pairs(noise, shape))
