"""STFTSpectrogram: a signal to the strength of its frequencies over time, by convolutions with sines and cosines."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, is_fixed, multiply, product
from rnndsl.ir.fields import Bool, Choice, Entry, Int, optional
from rnndsl.ir.tensor import TensorSpec, Weight

from ._dtypes import FLOATS, compute_dtype, variable_dtype
from ._formats import DATA_FORMAT, features_first, layout, split
from ._ranks import need_rank
from ._windows import slide
from .kind import Call, Kind, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

WINDOWS = (
    *("barthann", "bartlett", "blackman", "blackmanharris", "bohman", "boxcar", "cosine", "exponential", "flattop"),
    *("hamming", "hann", "lanczos", "nuttall", "parzen", "taylor", "triang", "tukey"),
)


class STFTSpectrogram(Kind):
    """(N, T, F) to (N, frames, F·frequencies), with the real and the imaginary kernel as weights that train."""

    name = "STFTSpectrogram"
    doc = "Turns a signal (N, T, F) into the strength of its frequencies in frames over time; a mask is lost."
    family = "convolution and pooling"
    masks = "drops"
    work = "frames · frame_length · (fft_length/2 + 1) for each feature and each of the kernels"
    parameters = (
        Entry(
            "mode",
            Choice(("log", "magnitude", "psd", "real", "imag", "angle", "stft")),
            "log",
            "What stands for a frequency; stft: its real and imaginary parts, one after the other.",
        ),
        Entry("frame_length", Int(1), 256, "Time steps of a frame."),
        Entry("frame_step", optional(Int(1)), None, "Time steps between two frames; null: half a frame."),
        Entry("fft_length", optional(Int(1)), None, "Length of the transform; null: the next power of two."),
        Entry("window", optional(Choice(WINDOWS)), "hann", "Weights within a frame, by SciPy's name; null for none."),
        Entry("periodic", Bool(), False, "Make the window a period instead of symmetric."),
        Entry("scaling", optional(Choice(("density", "spectrum"))), "density", "How the kernels are scaled."),
        Entry("padding", Choice(("valid", "same")), "valid", "same: zeros on both sides."),
        Entry("expand_dims", Bool(), False, "Give the frequencies an axis of their own."),
        DATA_FORMAT,
    )

    def infer(self, call: Call) -> Result:
        """Frames and frequencies; raises Refusal for anything but (N, T, F) of known F, in floats that Keras takes."""
        args = call.args
        _check_lengths(args)
        steps, channels = split(need_rank(call, 3, layout(args)), args)
        if not is_fixed(channels):
            keras = "unsupported operand type(s) for *: 'int' and 'NoneType'"
            refuse("axis", "a known number of features", str(call.input), keras=keras, input=0, axis=-1)
        if _sample(call) not in ("float16", "float32", "float64"):
            keras = "Invalid input type. Expected `float16`, `float32` or `float64`"
            refuse("dtype", "float16, float32 or float64", _sample(call), keras=keras, input=0)
        frames = slide(steps, (args["frame_length"],), (hop(args),), (1,), args["padding"], "frame_length")[0]
        bins = frequencies(args) * (2 if args["mode"] == "stft" else 1)
        shape = (args["frame_length"], 1, frequencies(args))
        kernels = [*(["real_kernel"] * (args["mode"] != "imag")), *(["imag_kernel"] * (args["mode"] != "real"))]
        weights = tuple(Weight(name, shape, args["trainable"], variable_dtype(args)) for name in kernels)
        return Result((TensorSpec(_arranged(args, frames, channels, bins), compute_dtype(args)),), weights)

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """Every frame times every column of the kernels, for every feature."""
        args = call.args
        steps, channels = split(call.input.dims, args)
        frames = slide(steps, (args["frame_length"],), (hop(args),), (1,), args["padding"], "frame_length")[0]
        return multiply(product((frames, channels)), len(result.weights) * args["frame_length"] * frequencies(args))

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """A frame."""
        return Reach(args["frame_length"], hop(args))


def _sample(call: Call) -> str:
    """The dtype in which the signal comes: Keras casts floats alone."""
    return compute_dtype(call.args) if call.input.real in FLOATS else call.input.real


def hop(args: Mapping[str, Any]) -> int:
    """Time steps between two frames."""
    return int(args["frame_step"] or args["frame_length"] // 2)


def frequencies(args: Mapping[str, Any]) -> int:
    """Number of frequencies: half the length of the transform, and one."""
    given: int | None = args["fft_length"]
    length: int = given if given is not None else 1 << (args["frame_length"] - 1).bit_length()
    return length // 2 + 1


def _arranged(args: Mapping[str, Any], frames: Dim, channels: Dim, bins: int) -> tuple[Dim, ...]:
    """The shape without its batch axis."""
    if not args["expand_dims"]:
        joined = multiply(bins, channels)
        return (joined, frames) if features_first(args) else (frames, joined)
    return (channels, frames, bins) if features_first(args) else (frames, bins, channels)


def _check_lengths(args: Mapping[str, Any]) -> None:
    """Refuse a step or a transform that does not go with the length of a frame."""
    frame, step, transform = args["frame_length"], args["frame_step"], args["fft_length"]
    if step is not None and step > frame:
        keras = "`frame_step` should be a positive integer not greater than `frame_length`"
        refuse("argument", f"a step of at most {frame}", f"frame_step: {step}", keras=keras, argument="frame_step")
    if transform is not None and transform < frame:
        keras = "`fft_length` should be not less than `frame_length`"
        refuse("argument", f"at least {frame}", f"fft_length: {transform}", keras=keras, argument="fft_length")
    if args["mode"] == "psd" and frequencies(args) == 1:
        found = "fft_length: 1, for which Keras announces one frequency and computes two"
        refuse("argument", "at least two frequencies for mode: psd", found, argument="mode")
    if hop(args) == 0:
        refuse("argument", "a frame_step, since half of the frame is none", "frame_length: 1", argument="frame_step")


KIND = STFTSpectrogram()
