"""Metrics, and what rules must know of them.

`accuracy` (`acc`) has no target: Keras chooses by the shapes when it compiles (`crossentropy` it knows as a loss alone). Traits
are those of the losses, plus "classes" (the predictions are judged as classes) and "probabilities".
"""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Choice, Either, Entry, Field, Float, Int, ListOf, Str, optional

from . import NamedObject
from ._table import maker, snake, table
from .losses import DTYPES

_metric = maker("metrics")
_SHARE = Float(0, 1)
_DTYPE = Entry("dtype", optional(Choice(DTYPES)), None, "Dtype of the computation.")
_THRESHOLDS = Entry(
    "thresholds", optional(Either((_SHARE, ListOf(_SHARE, low=1)))), None, "From which probability on it is a yes."
)
_NUM_THRESHOLDS = Entry("num_thresholds", Int(2), 200, "Number of thresholds tried.")
_CLASS = Entry("class_id", optional(Int(0)), None, "Only this class counts.")
_AXIS = Entry("axis", Int(), -1, "Axis of the classes or values.")
_LOGITS = Entry("from_logits", Bool(), False, "The predictions are logits, not probabilities.")
_SMOOTHING = Entry("label_smoothing", _SHARE, 0, "How much of each label is spread over all classes.")
_IDS = ListOf(Int(0), low=1)
_IGNORE = Entry("ignore_class", optional(Int()), None, "A class number that does not count.")
_CLASSES = Entry("num_classes", Int(1), doc="Number of classes.")
_TARGETS = Entry("target_class_ids", _IDS, doc="The classes that count.")
_SPARSE_TRUE = Entry("sparse_y_true", Bool(), True, "Targets are class numbers.")
_K = Entry("k", Int(1), 5, "How many of the best guesses count.")
_TOP_K = Entry("top_k", optional(Int(1)), None, "Only the best guesses count.")


def _entry(name: str, type: Field, doc: str) -> Entry:
    return Entry(name, type, doc=doc)


def _name(default: str | None) -> Entry:
    return Entry("name", optional(Str("a name")), default, "Name in the log.")


def _sparse_pred(default: bool) -> Entry:
    return Entry("sparse_y_pred", Bool(), default, "Predictions are class numbers.")


def _plain(
    cls: str, doc: str, *parameters: Entry, short: str = "", name: str = "", traits: tuple[str, ...] = ()
) -> NamedObject:
    """A metric with `name` and `dtype` in front."""
    aliases = (snake(cls), *((short, short.upper()) if short else ()))
    return _metric(cls, doc, _name(name or snake(cls)), _DTYPE, *parameters, aliases=aliases, traits=traits)


def _nameless(
    cls: str, doc: str, *parameters: Entry, rest: tuple[Entry, ...] = (), traits: tuple[str, ...] = ("classes",)
) -> NamedObject:
    """A metric that names itself, with `name` and `dtype` behind its own parameters."""
    return _metric(cls, doc, *parameters, _name(None), _DTYPE, *rest, traits=traits)


def _at(cls: str, doc: str, what: str) -> NamedObject:
    return _nameless(cls, doc, _entry(what, _SHARE, f"The {what} to hold."), _NUM_THRESHOLDS, _CLASS, traits=("binary",))


def _automatic(name: str, short: str, doc: str) -> NamedObject:
    return NamedObject(name, "", (), (short,), doc, ("automatic",))


_AVERAGE = Entry(
    "average", optional(Choice(("micro", "macro", "weighted"))), None, "How classes are averaged; null for one value each."
)
_THRESHOLD = Entry("threshold", optional(_SHARE), None, "From which probability on it is a yes; null takes the largest.")
REGRESSION = ("regression", "broadcasts")
OBJECTS = table(
    (
        _automatic("accuracy", "acc", "The accuracy that fits the loss: binary, categorical or sparse categorical."),
        _metric(
            "AUC",
            "Area under the ROC or precision-recall curve.",
            _NUM_THRESHOLDS,
            Entry("curve", Choice(("ROC", "PR")), "ROC", "Which curve."),
            Entry(
                "summation_method",
                Choice(("interpolation", "minoring", "majoring")),
                "interpolation",
                "How the area is summed.",
            ),
            _name(None),
            _DTYPE,
            Entry("thresholds", optional(ListOf(_SHARE, low=1)), None, "Thresholds instead of evenly spaced ones."),
            Entry("multi_label", Bool(), False, "One curve per label."),
            Entry("num_labels", optional(Int(1)), None, "Number of labels."),
            Entry("label_weights", optional(ListOf(Float(0), low=1)), None, "Weight of each label."),
            _LOGITS,
            traits=("binary", "logits", "probabilities"),
        ),
        _metric(
            "Accuracy",
            "How often prediction and target are equal numbers.",
            _name("accuracy"),
            _DTYPE,
            aliases=(),
            traits=("classes",),
        ),
        _plain(
            "BinaryAccuracy",
            "How often a yes or no is right.",
            Entry("threshold", _SHARE, 0.5, "From which probability on it is a yes."),
            traits=("binary", "classes"),
        ),
        _plain("BinaryCrossentropy", "The loss of this name.", _LOGITS, _SMOOTHING, short="bce", traits=("binary", "logits")),
        _metric(
            "BinaryIoU",
            "Overlap of two masks.",
            Entry("target_class_ids", _IDS, (0, 1), "The classes that count."),
            Entry("threshold", _SHARE, 0.5, "From which probability on it is class 1."),
            _name(None),
            _DTYPE,
            aliases=("binary_io_u",),
            traits=("binary", "classes"),
        ),
        _plain("CategoricalAccuracy", "How often the largest value is at the one-hot target.", traits=("onehot", "classes")),
        _plain("CategoricalCrossentropy", "The loss of this name.", _LOGITS, _SMOOTHING, _AXIS, traits=("onehot", "logits")),
        _plain("CategoricalHinge", "The loss of this name.", traits=("onehot",)),
        _plain("ConcordanceCorrelation", "Lin's concordance correlation.", _AXIS, traits=("regression",)),
        _plain("CosineSimilarity", "Cosine of the angle between prediction and target.", _AXIS, traits=("broadcasts",)),
        _metric(
            "F1Score",
            "Harmonic mean of precision and recall.",
            _AVERAGE,
            _THRESHOLD,
            _name("f1_score"),
            _DTYPE,
            traits=("onehot", "classes"),
        ),
        _metric(
            "FBetaScore",
            "Weighted harmonic mean of precision and recall.",
            _AVERAGE,
            Entry("beta", Float(0, open_low=True), 1.0, "Weight of recall against precision."),
            _THRESHOLD,
            _name("fbeta_score"),
            _DTYPE,
            traits=("onehot", "classes"),
        ),
        _nameless("FalseNegatives", "Number of missed yes.", _THRESHOLDS, traits=("binary", "classes")),
        _nameless("FalsePositives", "Number of wrong yes.", _THRESHOLDS, traits=("binary", "classes")),
        _plain("Hinge", "The loss of this name.", traits=("hinge",)),
        _nameless(
            "IoU", "Overlap over union of classes.", _CLASSES, _TARGETS, rest=(_IGNORE, _SPARSE_TRUE, _sparse_pred(True), _AXIS)
        ),
        _plain("KLDivergence", "The loss of this name.", traits=("distribution",)),
        _plain("LogCoshError", "The loss LogCosh.", name="logcosh", traits=REGRESSION),
        _plain("Mean", "Mean of the predictions."),
        _plain("MeanAbsoluteError", "|error|", short="mae", traits=REGRESSION),
        _plain("MeanAbsolutePercentageError", "|error| in percent of the target.", short="mape", traits=REGRESSION),
        _nameless("MeanIoU", "Mean overlap over union.", _CLASSES, rest=(_IGNORE, _SPARSE_TRUE, _sparse_pred(True), _AXIS)),
        _plain("MeanSquaredError", "error²", short="mse", traits=REGRESSION),
        _plain("MeanSquaredLogarithmicError", "Squared difference of log(1 + y).", short="msle", traits=REGRESSION),
        _nameless("OneHotIoU", "Overlap over union, one-hot.", _CLASSES, _TARGETS, rest=(_IGNORE, _sparse_pred(False), _AXIS)),
        _nameless("OneHotMeanIoU", "Mean overlap over union, one-hot.", _CLASSES, rest=(_IGNORE, _sparse_pred(False), _AXIS)),
        _plain("PearsonCorrelation", "Pearson's correlation.", _AXIS, traits=("regression",)),
        _plain("Poisson", "The loss of this name.", traits=REGRESSION),
        _nameless(
            "Precision",
            "Share of yes that are right.",
            _THRESHOLDS,
            _TOP_K,
            _CLASS,
            traits=("binary", "classes"),
        ),
        _at("PrecisionAtRecall", "Best precision at a recall.", "recall"),
        _metric(
            "R2Score",
            "Share of the variance that is explained.",
            Entry(
                "class_aggregation",
                optional(Choice(("uniform_average", "variance_weighted_average"))),
                "uniform_average",
                "How outputs are averaged; null for one value each.",
            ),
            Entry("num_regressors", Int(0), 0, "Number of regressors, for the adjusted score."),
            _name("r2_score"),
            _DTYPE,
            traits=("regression",),
        ),
        _nameless(
            "Recall",
            "Share of the yes that are found.",
            _THRESHOLDS,
            _TOP_K,
            _CLASS,
            traits=("binary", "classes"),
        ),
        _at("RecallAtPrecision", "Best recall at a precision.", "precision"),
        _plain("RootMeanSquaredError", "√ of the mean error²", traits=REGRESSION),
        _at("SensitivityAtSpecificity", "Best sensitivity at a specificity.", "specificity"),
        _plain(
            "SparseCategoricalAccuracy", "How often the largest value is at the class number.", traits=("sparse", "classes")
        ),
        _plain("SparseCategoricalCrossentropy", "The loss of this name.", _LOGITS, _IGNORE, _AXIS, traits=("sparse", "logits")),
        _metric(
            "SparseTopKCategoricalAccuracy",
            "How often the class number is among the k best.",
            _K,
            _name("sparse_top_k_categorical_accuracy"),
            _DTYPE,
            Entry("from_sorted_ids", Bool(), False, "Predictions are class numbers in order of rank."),
            traits=("sparse", "classes"),
        ),
        _at("SpecificityAtSensitivity", "Best specificity at a sensitivity.", "sensitivity"),
        _plain("SquaredHinge", "The loss of this name.", traits=("hinge",)),
        _plain("Sum", "Sum of the predictions."),
        _metric(
            "TopKCategoricalAccuracy",
            "How often the one-hot target is among the k best.",
            _K,
            _name("top_k_categorical_accuracy"),
            _DTYPE,
            traits=("onehot", "classes"),
        ),
        _nameless("TrueNegatives", "Number of right no.", _THRESHOLDS, traits=("binary", "classes")),
        _nameless("TruePositives", "Number of right yes.", _THRESHOLDS, traits=("binary", "classes")),
    )
)
