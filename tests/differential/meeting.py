"""Whether predictions and targets meet as lint says: each output's loss is computed for itself and its values are counted.

Four things can happen to a head: the loss raises; it computes on shapes that are not equal once Keras has brought them to one
rank (broadcasting); it takes numbers for probabilities; or all is well. Lint must say the same.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras.src.losses.loss import squeeze_or_expand_to_same_rank

from rnndsl.backend.build import evaluate
from rnndsl.backend.expressions import named_object
from rnndsl.ir.fitted import Fitted
from rnndsl.ir.graph import Named, Output, Target
from rnndsl.ir.typed import Typed
from rnndsl.objects import group
from rnndsl.pipeline import Checked
from rnndsl.rules._disagreement import Disagreement, judge
from rnndsl.rules._heads import Head, heads
from rnndsl.rules._meet import RAISES, SILENT
from rnndsl.rules.rule import View
from tests.differential import feed

HEADS = ("RNN202", "RNN203", "RNN606", "RNN701", "RNN702", "RNN705", "RNN706")
FITS = "fits"


def meetings(checked: Checked, numbered: Typed, predicted: dict[str, tf.Tensor], codes: set[str]) -> str:
    """The first head about which lint and Keras disagree; empty where they agree on all."""
    assert checked.typed is not None
    assert checked.spec is not None
    view = View(checked.typed, checked.facts, checked.spec)
    judged = {head.output.name: (head, judge(view, head)) for head in heads(view)}
    samples = numbered.graph.batch_size or feed.SAMPLES
    if len(checked.typed.graph.outputs) > 1:
        codes = codes - {"RNN702"}  # which of the outputs it is about is not known here
    for output in checked.typed.graph.outputs:
        goal, loss = _goal(checked.typed, output), checked.typed.graph.losses.get(output.name)
        if goal is None or loss is None:
            continue
        tensor = predicted[output.name]
        done = computed(loss, feed.target(goal, checked.typed.tensor(output.ref), tuple(tensor.shape), samples), tensor)
        head, claim = judged.get(output.name, (None, None))
        wrong = _head(head, claim, done, tensor, codes, _open(checked.typed, output, goal))
        if wrong:
            return f"output `{output.name}` {tuple(tensor.shape)} against {goal.tensor} with {loss.name}: {wrong}"
    return ""


def _goal(typed: Typed, output: Output) -> Target | None:
    goals = typed.graph.targets
    named = next((goal for goal in goals if goal.name == output.name), None)
    return goals[0] if named is None and len(goals) == len(typed.graph.outputs) == 1 else named


def _open(typed: Typed, output: Output, goal: Target) -> bool:
    """True where a free axis decides whether the two meet."""
    return not all(isinstance(dim, int) for dim in (*typed.tensor(output.ref).dims, *goal.tensor.dims))


def _head(head: Head | None, claim: Disagreement | None, done: str, tensor: Any, codes: set[str], open: bool) -> str:
    """What is wrong with what lint says of a head."""
    if claim is not None:
        if claim.code not in codes:
            return f"{claim.code} is judged, and not reported"
        wanted = {RAISES: "raises", SILENT: "broadcasts"}[claim.outcome]
        limits = "valid range" in done or "is not supported yet" in done  # of labels; of axes that TensorFlow broadcasts
        either = done != FITS and (open or limits)  # lengths and labels decide which mistake comes first
        return "" if either or done.startswith(wanted) else f"lint says that Keras {wanted} ({claim.code}), but it {done}"
    if head is not None and head.crowded and "RNN706" in codes:
        return "" if done.startswith("raises") else f"lint says RNN706, but Keras {done}"
    if head is not None and head.raw and codes == {"RNN702"} and "binary" not in head.object.traits and _probabilities(tensor):
        return "lint says RNN702, but the predictions are probabilities"
    return "" if done == FITS or open else f"lint is silent, but Keras {done}"


def computed(loss: Named, goal: tf.Tensor, tensor: tf.Tensor) -> str:
    """What the loss does: `raises …`, `broadcasts …` or `fits`."""
    made = evaluate(named_object("losses", loss.name, loss.args, Fitted()), {})
    called = {"class_name": group("losses")[loss.name].name, "config": {}}
    function = keras.losses.get(called) if isinstance(made, str) else made
    try:
        function(goal, tensor)
    except Exception as error:
        return f"raises {type(error).__name__}: {' '.join(str(error).split())[:200]}"
    if "sparse" in group("losses")[loss.name].traits:
        width = tensor.shape[-1] if tensor.shape.rank > 1 else 1
        same = int(np.prod(goal.shape)) * width == int(np.prod(tensor.shape))
    else:
        brought = squeeze_or_expand_to_same_rank(goal, tensor)
        same = brought[0].shape == brought[1].shape
    return FITS if same else f"broadcasts {tuple(tensor.shape)} and {tuple(goal.shape)}"


def _probabilities(tensor: tf.Tensor) -> bool:
    """True if the values are shares of 1 along the last axis."""
    values = np.asarray(tf.cast(tensor, "float64"))
    return bool((values >= 0).all() and np.allclose(values.sum(-1), 1, atol=1e-3))
