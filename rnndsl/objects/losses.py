"""Losses, and what rules must know of them.

Traits: "broadcasts" (Keras computes on prediction and target of unequal widths without a word), "sparse" (targets are class
numbers), "onehot" (targets are a vector over the classes), "binary" (targets are 0 or 1), "logits" (has `from_logits`),
"hinge" (targets are -1 or 1), "regression" (targets are plain numbers), "distribution" (targets are probabilities), "class
only" (Keras does not know the name as a string), "whole" (one value for all samples). A test executes Keras for those that
can be executed.
"""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Choice, Either, Entry, Float, Int, ListOf, Str, optional

from . import NamedObject
from ._table import maker, table

_loss = maker("losses")
DTYPES = ("float16", "bfloat16", "float32", "float64")
_REDUCTIONS = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none")
_REDUCTION = Entry(
    "reduction", optional(Choice(_REDUCTIONS)), "sum_over_batch_size", "How the samples' losses become one number."
)
_DTYPE = Entry("dtype", optional(Choice(DTYPES)), None, "Dtype of the computation.")
_AXIS = Entry("axis", Int(), -1, "Axis of the classes.")
_AXES = Entry("axis", optional(Either((Int(), ListOf(Int(), low=1)))), None, "Axes to sum over; null for all.")
_LOGITS = Entry("from_logits", Bool(), False, "The predictions are logits, not probabilities.")
_SMOOTHING = Entry("label_smoothing", Float(0, 1), 0.0, "How much of each label is spread over all classes.")
_FOCUS = (
    Entry("alpha", Float(0, 1), 0.25, "Weight of the class 1 against 0."),
    Entry("gamma", Float(0), 2.0, "How little well-classified samples count."),
)
REGRESSION = ("regression", "broadcasts")


def _end(name: str) -> tuple[Entry, Entry]:
    return Entry("name", optional(Str("a name")), name, "Name of the loss."), _DTYPE


def _make(
    cls: str, doc: str, *parameters: Entry, function: str, short: str = "", name: str = "", traits: tuple[str, ...] = ()
) -> NamedObject:
    """A loss with the parameters `reduction`, `name` and `dtype`; `function` and `short` are its other spellings."""
    aliases = (function, *((short, short.upper()) if short else ())) if "class only" not in traits else ()
    return _loss(cls, doc, *parameters, _REDUCTION, *_end(name or function), aliases=aliases, traits=traits)


def _overlap(cls: str, doc: str, *parameters: Entry) -> NamedObject:
    """Dice and Tversky put `axis` behind the name."""
    name, dtype = _end(cls.lower())
    return _loss(cls, doc, *parameters, _REDUCTION, name, _AXES, dtype, aliases=(cls.lower(),), traits=("broadcasts", "whole"))


OBJECTS = table(
    (
        _make(
            "BinaryCrossentropy",
            "For probabilities of a yes or no, one per output.",
            _LOGITS,
            _SMOOTHING,
            _AXIS,
            function="binary_crossentropy",
            short="bce",
            traits=("binary", "logits"),
        ),
        _make(
            "BinaryFocalCrossentropy",
            "Binary cross-entropy that looks away from easy samples.",
            Entry("apply_class_balancing", Bool(), False, "Weight the classes by alpha."),
            *_FOCUS,
            _LOGITS,
            _SMOOTHING,
            _AXIS,
            function="binary_focal_crossentropy",
            traits=("binary", "logits"),
        ),
        _make("CTC", "For label sequences without alignment.", function="ctc", traits=("sparse", "sequence")),
        _make(
            "CategoricalCrossentropy",
            "For probabilities over classes, with one-hot targets.",
            _LOGITS,
            _SMOOTHING,
            _AXIS,
            function="categorical_crossentropy",
            traits=("onehot", "logits"),
        ),
        _make(
            "CategoricalFocalCrossentropy",
            "Categorical cross-entropy that looks away from easy samples.",
            *_FOCUS,
            _LOGITS,
            _SMOOTHING,
            _AXIS,
            function="categorical_focal_crossentropy",
            traits=("onehot", "logits", "broadcasts"),
        ),
        _make(
            "CategoricalGeneralizedCrossEntropy",
            "Between cross-entropy and mean absolute error, for noisy labels (class numbers).",
            Entry("q", Float(0, 1, open_low=True, open_high=True), 0.5, "0 is cross-entropy, 1 is mean absolute error."),
            function="categorical_generalized_cross_entropy",
            traits=("sparse", "class only"),
        ),
        _make(
            "CategoricalHinge",
            "Margin between the right class and the best wrong one, with one-hot targets.",
            function="categorical_hinge",
            traits=("onehot", "broadcasts"),
        ),
        _make(
            "Circle",
            "Metric learning on embeddings of equal norm (class numbers).",
            Entry("gamma", Float(0), 80.0, "Scale."),
            Entry("margin", Float(0, 1), 0.4, "Relaxation of the margin."),
            Entry("remove_diagonal", Bool(), True, "Leave out each sample against itself."),
            function="circle",
            traits=("sparse", "pairwise"),
        ),
        _make(
            "CosineSimilarity",
            "Minus the cosine of the angle between prediction and target.",
            _AXIS,
            function="cosine_similarity",
            traits=("broadcasts",),
        ),
        _overlap("Dice", "One minus twice the overlap of two masks."),
        _make("Hinge", "max(0, 1 - y·ŷ), targets -1 or 1.", function="hinge", traits=("hinge", "broadcasts")),
        _make(
            "Huber",
            "Squared where small, absolute where large.",
            Entry("delta", Float(0, open_low=True), 1.0, "Where the square becomes a line."),
            function="huber",
            name="huber_loss",
            traits=REGRESSION,
        ),
        _make(
            "KLDivergence",
            "Kullback-Leibler divergence of two distributions.",
            function="kl_divergence",
            short="kld",
            traits=("distribution", "broadcasts"),
        ),
        _make(
            "LogCosh", "log(cosh(error)): squared where small, absolute where large.", function="log_cosh", traits=REGRESSION
        ),
        _make("MeanAbsoluteError", "|error|", function="mean_absolute_error", short="mae", traits=REGRESSION),
        _make(
            "MeanAbsolutePercentageError",
            "|error| in percent of the target.",
            function="mean_absolute_percentage_error",
            short="mape",
            traits=REGRESSION,
        ),
        _make("MeanSquaredError", "error²", function="mean_squared_error", short="mse", traits=REGRESSION),
        _make(
            "MeanSquaredLogarithmicError",
            "Squared difference of log(1 + y).",
            function="mean_squared_logarithmic_error",
            short="msle",
            traits=REGRESSION,
        ),
        _make("Poisson", "ŷ - y·log(ŷ), for counts.", function="poisson", traits=REGRESSION),
        _loss(
            "SparseCategoricalCrossentropy",
            "For probabilities over classes, with class numbers as targets.",
            _LOGITS,
            Entry("ignore_class", optional(Int()), None, "A class number that does not count."),
            _REDUCTION,
            _AXIS,
            *_end("sparse_categorical_crossentropy"),
            traits=("sparse", "logits"),
        ),
        _make("SquaredHinge", "The square of the hinge.", function="squared_hinge", traits=("hinge", "broadcasts")),
        _overlap(
            "Tversky",
            "Dice with weights on false positives and false negatives.",
            Entry("alpha", Float(0), 0.5, "Weight of false positives."),
            Entry("beta", Float(0), 0.5, "Weight of false negatives."),
        ),
    )
)
