"""Optimizers, with every argument of Keras'.

Keras takes names in any case; here they are written as the class (`Adam`) or in lower case (`adam`). The trait "class only"
marks those whose name Keras does not know as a string, so the class has to be called. `slots` name what an optimizer keeps
for every trained weight; `objects.slots` says how to read them.
"""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Either, Entry, Float, Int, ListOf, NamedField, Str, optional

from . import NamedObject
from ._table import maker, table

_optimizer = maker("optimizers")
_RATE = Either((Float(0), NamedField("schedules")))
_MOMENT = Float(0, 1, open_high=True)
_AMSGRAD = Entry("amsgrad", Bool(), False, "Divide by the largest second moment so far.")
_CLIPPING = (
    Entry("clipnorm", optional(Float(0, open_low=True)), None, "Limit each gradient's norm."),
    Entry("clipvalue", optional(Float(0, open_low=True)), None, "Limit each gradient's values."),
    Entry("global_clipnorm", optional(Float(0, open_low=True)), None, "Limit the norm of all gradients together."),
    Entry("use_ema", Bool(), False, "Keep a moving average of the weights."),
    Entry("ema_momentum", Float(0, 1), 0.99, "Momentum of that average."),
    Entry("ema_overwrite_frequency", optional(Int(1)), None, "Overwrite the weights by their average after so many steps."),
    Entry("loss_scale_factor", optional(Float(0, open_low=True)), None, "Factor on the loss, for low precision."),
    Entry("gradient_accumulation_steps", optional(Int(2)), None, "Batches whose gradients are averaged before an update."),
    Entry("name", optional(Str("a name")), None, "Name of the optimizer; null for the class's own."),
)
_WEIGHT_DECAY = Entry("weight_decay", optional(Float(0)), None, "Shrink the weights by this share of the learning rate.")
_ACCUMULATOR = Entry("initial_accumulator_value", Float(0), 0.1, "Start of the accumulators.")


def _rate(default: float = 0.001) -> Entry:
    return Entry("learning_rate", _RATE, default, "Learning rate, or a schedule.")


def _epsilon(default: float = 1e-7, name: str = "epsilon") -> Entry:
    return Entry(name, Float(0), default, "Keeps divisions away from zero.")


def _moments(second: float = 0.999, prefix: str = "") -> tuple[Entry, ...]:
    return (
        Entry(f"{prefix}beta_1", _MOMENT, 0.9, "Decay of the mean of the gradients."),
        Entry(f"{prefix}beta_2", _MOMENT, second, "Decay of the mean of their squares."),
    )


def _make(name: str, doc: str, *parameters: Entry, slots: tuple[str, ...], traits: tuple[str, ...] = ()) -> NamedObject:
    aliases = () if traits else (name.lower(),)
    kept = tuple(f"slot {slot}" for slot in slots)
    return _optimizer(name, doc, *parameters, aliases=aliases, traits=(*traits, *kept))


_REST = (_WEIGHT_DECAY, *_CLIPPING)
_ADAM = (_rate(), *_moments(), _epsilon())
_TWO = ("momentum", "velocity")
_AMS = (*_TWO, "velocity_hat if amsgrad")
OBJECTS = table(
    (
        _make(
            "Adadelta",
            "Steps from a window of past gradients.",
            _rate(),
            Entry("rho", _MOMENT, 0.95, "Decay of the averages."),
            _epsilon(),
            *_REST,
            slots=("accumulated_grad", "accumulated_delta_var"),
        ),
        _make(
            "Adafactor",
            "Adam with little memory.",
            _rate(),
            Entry("beta_2_decay", Float(None, 0), -0.8, "Exponent of the decay of the second moment."),
            _epsilon(1e-30, "epsilon_1"),
            _epsilon(1e-3, "epsilon_2"),
            Entry("clip_threshold", Float(0, open_low=True), 1.0, "Largest root mean square of an update."),
            Entry("relative_step", Bool(), True, "Let the learning rate fall with the number of steps."),
            *_REST,
            slots=("rows", "columns", "velocity"),
        ),
        _make("Adagrad", "A learning rate per weight.", _rate(), _ACCUMULATOR, _epsilon(), *_REST, slots=("accumulator",)),
        _make("Adam", "Moving means of gradients and of their squares.", *_ADAM, _AMSGRAD, *_REST, slots=_AMS),
        _make(
            "AdamW",
            "Adam with decoupled weight decay.",
            _rate(),
            Entry("weight_decay", Float(0), 0.004, "Shrink the weights by this share of the learning rate."),
            *_ADAM[1:],
            _AMSGRAD,
            *_CLIPPING,
            slots=_AMS,
        ),
        _make("Adamax", "Adam with the infinity norm.", *_ADAM, *_REST, slots=("momentum", "norm")),
        _make(
            "Ftrl",
            "Follow the regularized leader.",
            _rate(),
            Entry("learning_rate_power", Float(None, 0), -0.5, "How the learning rate falls."),
            _ACCUMULATOR,
            Entry("l1_regularization_strength", Float(0), 0.0, "Factor of the L1 penalty."),
            Entry("l2_regularization_strength", Float(0), 0.0, "Factor of the L2 penalty."),
            Entry("l2_shrinkage_regularization_strength", Float(0), 0.0, "Factor of the L2 penalty on the gradient."),
            Entry("beta", Float(0), 0.0, "Beta of the paper."),
            *_REST,
            slots=("accumulator", "linear"),
        ),
        _make("Lamb", "Adam for large batches.", *_ADAM, *_REST, slots=_TWO, traits=("class only",)),
        _make("Lion", "Signs of momentum.", _rate(), *_moments(0.99), *_REST, slots=("momentum",)),
        _make(
            "LossScaleOptimizer",
            "Scales the loss for low precision around another optimizer.",
            Entry("inner_optimizer", NamedField("optimizers"), doc="The optimizer inside."),
            Entry("initial_scale", Float(0, open_low=True), 32768.0, "First factor on the loss."),
            Entry("dynamic_growth_steps", Int(1), 2000, "Steps before the factor is tried larger."),
            Entry("name", optional(Str("a name")), None, "Name of the optimizer; null for the class's own."),
            slots=(),
        ),
        _make(
            "Muon",
            "Orthogonalised momentum for matrices, AdamW for the rest.",
            _rate(),
            *_moments(0.999, "adam_"),
            Entry("adam_weight_decay", Float(0), 0.004, "Weight decay of the AdamW part."),
            _epsilon(),
            Entry("weight_decay", Float(0), 0.004, "Shrink the weights by this share of the learning rate."),
            *_CLIPPING,
            Entry("exclude_layers", optional(ListOf(Str("a pattern"))), None, "Layers, by pattern, left to AdamW."),
            Entry("exclude_embeddings", Bool(), True, "Leave embeddings to AdamW."),
            Entry("muon_a", Float(), 3.4445, "First coefficient of the iteration."),
            Entry("muon_b", Float(), -4.775, "Second coefficient of the iteration."),
            Entry("muon_c", Float(), 2.0315, "Third coefficient of the iteration."),
            Entry("adam_lr_ratio", Float(0), 1, "Learning rate of the AdamW part over that of Muon."),
            Entry("momentum", _MOMENT, 0.95, "Momentum."),
            Entry("ns_steps", Int(1), 5, "Steps of the iteration."),
            Entry("nesterov", Bool(), True, "Nesterov's momentum."),
            Entry("rms_rate", optional(Float(0)), 0.2, "Root mean square that updates are scaled to."),
            slots=("momentum", "velocity but for matrices"),
        ),
        _make("Nadam", "Adam with Nesterov's momentum.", *_ADAM, *_REST, slots=_TWO),
        _make(
            "RMSprop",
            "Gradients over the root of their mean square.",
            _rate(),
            Entry("rho", _MOMENT, 0.9, "Decay of the mean square."),
            Entry("momentum", Float(0, 1), 0.0, "Momentum."),
            _epsilon(),
            Entry("centered", Bool(), False, "Divide by the variance instead of the mean square."),
            *_REST,
            slots=("velocity", "momentum if momentum", "average_gradient if centered"),
        ),
        _make(
            "SGD",
            "Gradient descent, with momentum where asked for.",
            _rate(0.01),
            Entry("momentum", Float(0, 1), 0.0, "Momentum."),
            Entry("nesterov", Bool(), False, "Nesterov's momentum."),
            *_REST,
            slots=("momentum if momentum",),
        ),
        _make(
            "ScheduleFreeAdamW",
            "AdamW that needs no schedule.",
            _rate(0.0025),
            *_moments(),
            _epsilon(1e-8),
            Entry("warmup_steps", Int(0), 0, "Steps of the warm-up."),
            *_REST,
            slots=_TWO,
        ),
    )
)
