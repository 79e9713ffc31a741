"""Initializers: how weights start.

The trait "class only" marks the one whose bare name Keras fails on, so that the class has to be called.
"""

from __future__ import annotations

from rnndsl.ir.fields import Choice, Either, Entry, Float, Int, ListOf, optional

from ._table import maker, table

_make = maker("initializers")
_AXES = optional(Either((Int(), ListOf(Int(), low=1))))
_SEED = Entry("seed", optional(Int(0)), None, "Seed; null draws one.")
_GAIN = Entry("gain", Float(), 1.0, "Factor on all values.")
_FANS = (
    _SEED,
    Entry("input_axes", _AXES, None, "Axes that count as inputs; null for Keras' own reading of the shape."),
    Entry("output_axes", _AXES, None, "Axes that count as outputs; null for Keras' own reading of the shape."),
)
_SPREAD = (
    Entry("mean", Float(), 0.0, "Mean of the values."),
    Entry("stddev", Float(0), 0.05, "Standard deviation of the values."),
    _SEED,
)

OBJECTS = table(
    (
        _make(
            "Constant",
            "One value everywhere.",
            Entry("value", Float(), 0.0, "The value."),
            aliases=("constant",),
            traits=("class only",),
        ),
        _make("GlorotNormal", "Truncated normal of variance 2/(inputs + outputs).", *_FANS),
        _make("GlorotUniform", "Uniform of variance 2/(inputs + outputs).", *_FANS),
        _make("HeNormal", "Truncated normal of variance 2/inputs.", *_FANS),
        _make("HeUniform", "Uniform of variance 2/inputs.", *_FANS),
        _make("Identity", "The identity matrix; only for rank 2.", _GAIN, aliases=("identity", "IdentityInitializer")),
        _make("LecunNormal", "Truncated normal of variance 1/inputs.", *_FANS),
        _make("LecunUniform", "Uniform of variance 1/inputs.", *_FANS),
        _make("Ones", "Ones.", aliases=("ones", "one")),
        _make("Orthogonal", "An orthogonal matrix.", _GAIN, _SEED, aliases=("orthogonal", "OrthogonalInitializer")),
        _make("RandomNormal", "Normal.", *_SPREAD, aliases=("random_normal", "normal")),
        _make(
            "RandomUniform",
            "Uniform.",
            Entry("minval", Float(), -0.05, "Smallest value."),
            Entry("maxval", Float(), 0.05, "Largest value."),
            _SEED,
            aliases=("random_uniform", "uniform"),
        ),
        _make("TruncatedNormal", "Normal without values beyond two standard deviations.", *_SPREAD),
        _make(
            "VarianceScaling",
            "Variance scaled by the number of inputs or outputs.",
            Entry("scale", Float(0, open_low=True), 1.0, "Factor on the variance."),
            Entry("mode", Choice(("fan_in", "fan_out", "fan_avg")), "fan_in", "What the variance is divided by."),
            Entry(
                "distribution",
                Choice(("truncated_normal", "untruncated_normal", "uniform")),
                "truncated_normal",
                "Distribution of the values.",
            ),
            *_FANS,
        ),
        _make("Zeros", "Zeros.", aliases=("zeros", "zero")),
    )
)
