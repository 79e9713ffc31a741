"""RNN708: a metric that does not measure what the model predicts: classes of numbers, probabilities of logits, other labels."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.ir.dims import show_shape

from ._activations import UNBOUNDED, last_activation
from ._disagreement import judge as judge_head
from ._examples import trained
from ._head_words import head_label, target_label, title_of
from ._judges import Judge, judges
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN708"
ACCURACY = frozenset(("accuracy", "acc", "BinaryAccuracy", "binary_accuracy"))
CROSSENTROPY = frozenset(("CategoricalCrossentropy", "BinaryCrossentropy", "SparseCategoricalCrossentropy"))
EQUAL = "Dimensions must be equal"
WORDS = {
    "AUC": "Argument `segment_ids` and `data` should have same leading dimension",
    "F1Score": "FBetaScore expects 2D inputs with shape (batch_size, output_dim)",
    "FBetaScore": "FBetaScore expects 2D inputs with shape (batch_size, output_dim)",
    "R2Score": "R2Score expects 2D inputs with shape (batch_size, output_dim)",
    "CategoricalCrossentropy": "Arguments `target` and `output` must have the same rank (ndim)",
    "SparseCategoricalCrossentropy": "Argument `output` must have rank (ndim) `target.ndim - 1`",
    **dict.fromkeys(("BinaryAccuracy", "Precision", "Recall", "SparseCategoricalAccuracy"), EQUAL),
    **dict.fromkeys(("MeanAbsoluteError", "MeanSquaredError", "RootMeanSquaredError", "MeanAbsolutePercentageError"), EQUAL),
}


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per metric of an output that is not what the metric measures."""
    for found in judges(view):
        if judge_head(view, found.head) is not None:
            continue
        if _other_labels(found):
            yield _labels(found)
        elif _on_numbers(view, found):
            yield _numbers(found)
        elif _on_logits(view, found):
            yield _logits(found)


def _other_labels(found: Judge) -> bool:
    """True for labels under a metric for one-hot rows or for yes and no, and the other way round."""
    head = found.head
    if "sparse" in head.object.traits and head.labels and isinstance(head.width, int) and head.width > 1:
        return bool(found.traits & {"onehot", "binary", "probabilities", "regression"}) and "automatic" not in found.traits
    return "onehot" in head.object.traits and "sparse" in found.traits


def _labels(found: Judge) -> Diagnostic:
    head = found.head
    sparse = "sparse" in head.object.traits
    needs = (
        "one-hot rows" if "onehot" in found.traits else "labels" if "sparse" in found.traits else "one number per prediction"
    )
    has = "labels (the number of a class)" if sparse else "one-hot rows"
    shape = show_shape(head.target.tensor.shape)
    message = f"the metric `{found.word}` expects {needs}, but the target `{head.target.name}` holds {has}, {shape}"
    name = _other_name(found)
    repair = Fix(f"measure `{name}`", (Edit(found.value.span, name),)) if name and not found.value.via else None
    help = "" if repair else "leave it out, or measure `accuracy`"
    related = (*head_label(head), *target_label(head))
    single = len(head.prediction.dims) == 1 and found.object.name in WORDS
    notes = (f"Keras would say: {WORDS[found.object.name]}",) if single else ()
    if found.object.name == "CategoricalAccuracy":
        notes = ("Keras says nothing: it takes the sample with the largest label for the class of all",)
    return Diagnostic(CODE, "error", message, found.value.span, f"expects {needs}", related, notes, help, repair)


def _other_name(found: Judge) -> str:
    """The same metric for the other form of labels."""
    if not isinstance(found.value.data, str):
        return ""
    if found.object.name in ACCURACY or ("Accuracy" in found.object.name and "TopK" not in found.object.name):
        return "accuracy"
    sparse = "sparse_" if "sparse" in found.head.object.traits else ""
    return f"{sparse}categorical_crossentropy" if found.object.name in CROSSENTROPY else ""


def _on_numbers(view: View, found: Judge) -> bool:
    """True for a metric of classes where the loss, the head and the target are those of a regression."""
    head = found.head
    if "regression" not in head.object.traits or "classes" not in found.traits or head.labels or _thresholds(found):
        return False
    last = last_activation(view.typed, head.output.ref)
    forecast = view.spec.get("data", "window") is not None
    return last is not None and last[1] in UNBOUNDED and (head.width == 1 or forecast) and not _yes_or_no(view, found)


def _yes_or_no(view: View, found: Judge) -> bool:
    """True where the data have nothing but 0 and 1 in the target."""
    fields = view.spec.get("data", "targets", found.head.target.name)
    names = fields.list if fields is not None else ()
    columns = view.facts.details.get("columns", {})
    seen = [columns.get(name.data) for name in names if isinstance(name.data, str)]
    return bool(seen) and all(one is not None and (one.low, one.high) == (0, 1) for one in seen)


def _numbers(found: Judge) -> Diagnostic:
    head = found.head
    message = f"the metric `{found.word}` counts right classes, but {title_of(head)} predicts numbers (loss `{head.loss.name}`)"
    note = "Keras says nothing: it asks whether a prediction equals the target, and numbers are never exactly equal"
    repair = Fix("measure the mean absolute error", (Edit(found.value.span, "mae"),)) if not found.value.via else None
    help = "" if repair else "measure `mae`"
    return Diagnostic(CODE, "warning", message, found.value.span, "for classes", head_label(head), (note,), help, repair)


def _on_logits(view: View, found: Judge) -> bool:
    """True for a metric that takes logits for probabilities, with its own bound between yes and no."""
    head, traits = found.head, found.traits
    if not head.takes_logits or found.args.get("from_logits") or _thresholds(found):
        return False
    if not ("logits" in traits or ("binary" in traits and "binary" in head.object.traits)):
        return False
    last = last_activation(view.typed, head.output.ref)
    return last is not None and last[1] in UNBOUNDED


def _thresholds(found: Judge) -> bool:
    return "threshold" in found.args or "thresholds" in found.args


def _logits(found: Judge) -> Diagnostic:
    head = found.head
    message = f"the metric `{found.word}` takes probabilities, but {title_of(head)} gives logits (`from_logits: true`)"
    what = (
        "from 0.5 on it counts a logit as a yes; the right bound is 0" if "classes" in found.traits else "it clips the logits"
    )
    if found.object.name == "AUC":
        what = "its thresholds lie between 0 and 1, and most logits do not"
    repair = _taking_logits(found)
    help = "" if repair else "end in the activation, and leave `from_logits` out"
    label, notes = "for probabilities", (f"Keras says nothing: {what}",)
    return Diagnostic(CODE, "warning", message, found.value.span, label, head_label(head), notes, help, repair)


def _taking_logits(found: Judge) -> Fix | None:
    """The metric told that it gets logits, or the bound where a logit means as much as a probability of one half."""
    if found.value.via or not isinstance(found.value.data, str):
        return None
    if found.object.name in ACCURACY and "binary" in found.head.object.traits:
        return Fix("count a logit above 0 as a yes", (Edit(found.value.span, "{BinaryAccuracy: {threshold: 0}}"),))
    if found.object.name == "AUC" or found.object.name in CROSSENTROPY:
        return Fix("measure the logits", (Edit(found.value.span, f"{{{found.object.name}: {{from_logits: true}}}}"),))
    return None


_LAYERS = ("GRU: {units: 16}", "Dense: {units: 1}")

RULE = Rule(
    code=CODE,
    name="metric-of-something-else",
    severity="warning",
    summary="a metric that does not fit what the model predicts: accuracy of numbers, probabilities of logits, other labels",
    why="Accuracy asks whether a class is right; of numbers it stays at 0 while the model learns, or looks as if it didn't. "
    "AUC, precision and binary accuracy compare with bounds between 0 and 1, which mean nothing to a logit. Labels under a "
    "metric for one-hot rows fail in the first batch, or are compared with the wrong thing.",
    bad=trained("x: [20, 8]", "load: [1]", "mse\n  metrics: [«accuracy»]")(*_LAYERS),
    good=trained("x: [20, 8]", "load: [1]", "mse\n  metrics: [mae]")(*_LAYERS),
    keras="silent",
    fix="unsafe",
    triggers=("metrics",),
    check=check,
)
