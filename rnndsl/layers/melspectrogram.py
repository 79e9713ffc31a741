"""MelSpectrogram: a signal to the strength of its frequencies over time, on the scale of the ear."""

from __future__ import annotations

from rnndsl.ir.dims import Dim, Unknown, apply, is_fixed, multiply, show_shape
from rnndsl.ir.fields import Bool, Choice, Entry, Float, Int, optional
from rnndsl.ir.tensor import TensorSpec

from ._dtypes import compute_dtype, refuse_strings
from ._ranks import whole
from .kind import Call, Kind, Reach, Result, refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class MelSpectrogram(Kind):
    """(N, T) to (N, num_mel_bins, frames): time comes last, so that a Permute must precede a recurrent layer."""

    name = "MelSpectrogram"
    doc = "Turns a signal (N, T) into the strength of its mel frequencies (N, num_mel_bins, frames)."
    family = "convolution and pooling"
    masks = "drops"
    work = "frames · (fft_length/2 + 1) · num_mel_bins, besides the Fourier transform"
    parameters = (
        Entry("fft_length", Int(1), 2048, "Length of the transform."),
        Entry("sequence_stride", Int(1), 512, "Time steps between two frames."),
        Entry("sequence_length", optional(Int(1)), None, "Time steps of a frame; null: as many as the transform has."),
        Entry("window", optional(Choice(("hann", "hamming"))), "hann", "Weights within a frame; null for none."),
        Entry("sampling_rate", Int(1), 16000, "Time steps of a second."),
        Entry("num_mel_bins", Int(1), 128, "Number of frequencies."),
        Entry("min_freq", Float(0), 20.0, "Lowest frequency, in hertz."),
        Entry("max_freq", optional(Float(0)), None, "Highest frequency, in hertz; null: half the sampling rate."),
        Entry("power_to_db", Bool(), True, "Give decibels."),
        Entry("top_db", Float(), 80.0, "Decibels below the loudest place that are kept."),
        Entry("mag_exp", Float(0, open_low=True), 2.0, "Power of the magnitude: 1 is magnitude, 2 is power."),
        Entry("min_power", Float(), 1e-10, "Smallest power."),
        Entry("ref_power", Float(), 1.0, "Power that is 0 decibels."),
    )

    def infer(self, call: Call) -> Result:
        """Mel frequencies and frames; raises Refusal where Keras fails, or computes another shape than it announces."""
        args, tensor = call.args, call.input
        length = args["sequence_length"] or args["fft_length"]
        if length > args["fft_length"]:
            keras = "`fft_length` must be greater than or equal to"
            found = f"sequence_length: {length}"
            refuse(
                "argument",
                f"at most {args['fft_length']}, the length of the transform",
                found,
                keras=keras,
                argument="sequence_length",
            )
        if tensor.rank > 2:
            expected, found = "a signal (N, T)", f"{tensor}, for which it announces another shape than it computes"
            refuse("rank", expected, found, input=0, wants=2, has=tensor.rank)
        if tensor.rank < 2:  # the samples of a batch would be the time steps of one signal
            refuse("rank", "a signal (N, T)", show_shape(tensor.shape), input=0, wants=2, has=tensor.rank)
        if compute_dtype(args) == "float64" and args["power_to_db"]:
            keras = "cannot compute Sub as input #1(zero-based) was expected to be a double tensor but is a float tensor"
            refuse("argument", "a dtype that Keras computes decibels in", "float64", keras=keras, argument="dtype")
        refuse_strings(call, "Cast string to … is not supported")
        shape = (*whole(tensor.dims, call.batch_size)[:-1], args["num_mel_bins"], _frames(call))
        return Result((TensorSpec(shape[1:], compute_dtype(args)),))

    def multiply_adds(self, call: Call, result: Result) -> Dim:
        """The product with the mel matrix; the Fourier transform is none."""
        args = call.args
        return multiply(result.outputs[0].dims[-1], (args["fft_length"] // 2 + 1) * args["num_mel_bins"])

    def reach(self, args: Mapping[str, Any]) -> Reach | None:
        """A frame; the whole signal where the loudest place decides what is kept."""
        return Reach(None if args["power_to_db"] else args["fft_length"], args["sequence_stride"])


def _frames(call: Call) -> Dim:
    """Number of frames that Keras announces; refuses lengths for which it computes another, and those it cannot mirror."""
    args, steps = call.args, whole(call.input.dims, call.batch_size)[-1]
    stride, half = args["sequence_stride"], args["fft_length"] // 2
    if isinstance(steps, int) and steps <= half:
        refuse(
            "empty",
            f"more than {half} time steps, half of fft_length",
            f"{steps}",
            keras="paddings must be less than the dimension size",
            input=0,
            argument="fft_length",
            length=steps,
            reach=half + 1,
        )
    lost = args["fft_length"] - 2 * half
    always = stride <= lost + 1 and is_fixed(steps) and not isinstance(steps, Unknown)
    if always or (isinstance(steps, int) and (steps + 1) // stride != (steps - lost) // stride):
        refuse(
            "argument",
            "a sequence_stride for which Keras computes as many frames as it announces",
            f"sequence_stride: {stride} on {show_shape(call.input.shape)}: it announces one frame more",
            input=0,
            argument="sequence_stride",
        )
    return apply(lambda n: (n + stride + 1) // stride, f"⌊({{}} + {stride + 1})/{stride}⌋", steps)


KIND = MelSpectrogram()
