"""Learning rate schedules: a learning rate as a function of the training step."""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Entry, Float, Int, ListOf, Str, optional

from ._table import maker, table

_make = maker("optimizers.schedules")
_START = Entry("initial_learning_rate", Float(0), doc="Learning rate of the first step.")
_STEPS = Entry("decay_steps", Int(1), doc="Steps (batches, not epochs) of the decay.")
_DECAY = (
    _START,
    _STEPS,
    Entry("decay_rate", Float(0), doc="How fast it falls."),
    Entry("staircase", Bool(), False, "Fall in jumps instead of smoothly."),
)


def _name(default: str) -> Entry:
    return Entry("name", Str("a name"), default, "Name of the schedule.")


OBJECTS = table(
    (
        _make(
            "CosineDecay",
            "Half a cosine from the initial rate to alpha of it, after an optional warm-up.",
            _START,
            _STEPS,
            Entry("alpha", Float(0, 1), 0.0, "Share of the initial rate that remains."),
            _name("CosineDecay"),
            Entry("warmup_target", optional(Float(0)), None, "Rate at the end of the warm-up; null for none."),
            Entry("warmup_steps", Int(0), 0, "Steps of the warm-up."),
            aliases=(),
        ),
        _make(
            "CosineDecayRestarts",
            "Cosine decays one after the other, each longer than the last.",
            _START,
            Entry("first_decay_steps", Int(1), doc="Steps of the first decay."),
            Entry("t_mul", Float(0, open_low=True), 2.0, "Factor on the length of each further decay."),
            Entry("m_mul", Float(0), 1.0, "Factor on the initial rate of each further decay."),
            Entry("alpha", Float(0, 1), 0.0, "Share of the initial rate that remains."),
            _name("SGDRDecay"),
            aliases=(),
        ),
        _make("ExponentialDecay", "initial·rate^(step/steps)", *_DECAY, _name("ExponentialDecay"), aliases=()),
        _make("InverseTimeDecay", "initial/(1 + rate·step/steps)", *_DECAY, _name("InverseTimeDecay"), aliases=()),
        _make(
            "PiecewiseConstantDecay",
            "A constant between each two boundaries.",
            Entry("boundaries", ListOf(Int(0), low=1), doc="Steps at which the rate changes."),
            Entry("values", ListOf(Float(0), low=2), doc="Rates, one more than there are boundaries."),
            _name("PiecewiseConstant"),
            aliases=(),
        ),
        _make(
            "PolynomialDecay",
            "A polynomial from the initial rate to the end rate.",
            _START,
            _STEPS,
            Entry("end_learning_rate", Float(0), 0.0001, "Rate after the last step."),
            Entry("power", Float(0, open_low=True), 1.0, "Power of the polynomial; 1 is linear."),
            Entry("cycle", Bool(), False, "Begin again, longer, after the last step."),
            _name("PolynomialDecay"),
            aliases=(),
        ),
    )
)
