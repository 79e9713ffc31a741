"""The first training step of a model that was built: what it computes, what the losses make of it, gradients and the update.

Keras must take the step where lint has no objection, and must stop, or provably compute something else, where it has one. The
step is taken eagerly, as `fit` takes it; where lint and the step disagree, `fit` itself decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import keras
import tensorflow as tf

from rnndsl.ir.graph import Graph
from rnndsl.ir.typed import Typed
from rnndsl.pipeline import Checked
from rnndsl.rules import find
from tests.differential import feed
from tests.differential.meeting import HEADS, meetings
from tests.differential.outcome import Verdict

VALUES = (
    "is not in [0,",
    "inputs should be in vocabulary",
    "must be in the range",
    "outside the valid range",
    "0 <= values <",
    "out of bounds",
)
VALUE_RULES = ("RNN802",)  # a value that has no room need not come in the batch that is drawn


@dataclass
class Taken:
    """How far a step came: `stage` is where it stopped, "" if it did not."""

    stage: str
    error: Exception | None
    predicted: dict[str, tf.Tensor]


def train(checked: Checked, model: keras.Model, codes: set[str]) -> Verdict:
    """Whether lint and the first step agree; `codes` are those of lint's errors. What only the data can tell is left open."""
    assert checked.typed is not None
    claims = sorted(code for code in codes.difference(HEADS) if _raises(code))
    numbered = feed.lengths(checked.typed.graph)
    if numbered is None:
        return Verdict("open", "no lengths of the free axes are known to fit")
    taken = take(model, checked.typed, feed.inputs(numbered.graph))
    if taken.stage == "forward":
        taken = take(model, checked.typed, feed.inputs(numbered.graph, plain=True))
    if taken.stage == "forward":
        return _stopped(model, numbered, taken, claims)
    if any(tensor.shape[0] != _samples(numbered) or None in tensor.shape for tensor in taken.predicted.values()):
        return Verdict("open", "samples are joined, or ragged")
    wrong = _computed(numbered, taken.predicted) or meetings(checked, numbered, taken.predicted, codes)
    if wrong:
        return Verdict("disagreed", wrong)
    if claims and not taken.stage and fits(model, feed.inputs(numbered.graph), _goals(checked.typed, taken.predicted)):
        if set(claims) <= set(VALUE_RULES):
            return Verdict("open", f"{claims}, and no such value comes in this batch")
        return Verdict("disagreed", f"lint reports {claims}, Keras builds all calls as inferred and takes the first step")
    if taken.stage and not claims and not (taken.stage == "loss" and codes & set(HEADS)):
        return _untrained(model, checked.typed, numbered, taken)
    return Verdict("refused", f"at the first step: {sorted(codes)}") if codes else Verdict("clean")


def _raises(code: str) -> bool:
    """True unless the rule says that Keras only warns, or says nothing and computes something else.

    `tests/contracts/proofs.py` shows that what such rules say is so.
    """
    rule = find(code)
    return rule is None or rule.keras not in ("silent", "warns")


def _stopped(model: keras.Model, numbered: Typed, taken: Taken, claims: list[str]) -> Verdict:
    """A batch that Keras does not compute: lint should have said so, unless values, texts or the batch's size decide."""
    if claims:
        return Verdict("refused", f"{claims} at the first batch: {gist(taken.error)}")
    if any(words in str(taken.error) for words in VALUES):
        return Verdict("open", f"a table has no room for a value: {gist(taken.error)}")
    if any(not isinstance(dim, int) for node in numbered.nodes.values() for t in node.outputs for dim in t.dims):
        return Verdict("open", f"the length of texts decides: {gist(taken.error)}")
    untrue, failing = _first_failing(model, feed.inputs(numbered.graph, plain=True))
    if untrue:
        return Verdict("open", f"{untrue}: {gist(taken.error)}")
    sizes = {dim for node in numbered.nodes.values() for t in node.outputs for dim in t.dims if isinstance(dim, int)}
    for samples in (feed.SAMPLES, *sorted({*range(2, 9), *(size for size in sizes if 1 < size < 400)})[:16]):
        if fits(failing, feed.inputs(numbered.graph, samples=samples), None):
            return Verdict("open", f"a batch of {samples} fits, of {feed.SAMPLES}: {gist(taken.error)}")
    return Verdict("disagreed", f"lint is silent; the first batch raises {gist(taken.error)}")


def _first_failing(model: keras.Model, batch: dict[str, Any]) -> tuple[str, keras.Model]:
    """The model down to the first call that fails, or what is said of one before it that is not as Keras announces it.

    Inference follows what Keras announces: below a call that computes another dtype, all may fail on it.
    """
    nodes = [node for depth in sorted(model._nodes_by_depth, reverse=True) for node in model._nodes_by_depth[depth]]
    for tensor in (tensor for node in nodes for tensor in node.output_tensors):
        part = keras.Model(model.inputs, tensor)
        try:
            computed = part(batch, training=True)
        except Exception:
            return "", part
        if computed.dtype.name != tensor.dtype:
            return f"{tensor._keras_history.operation.name} announces {tensor.dtype} and computes {computed.dtype.name}", part
    return "", model


def _untrained(model: keras.Model, typed: Typed, numbered: Typed, taken: Taken) -> Verdict:
    """A step that stops behind the forward pass, with heads that all meet."""
    if any(words in str(taken.error) for words in VALUES):
        return Verdict("open", f"a table has no room for a value: {gist(taken.error)}")
    if taken.stage == "loss" and _open(typed):
        return Verdict("open", f"a free axis decides: {gist(taken.error)}")
    if fits(model, feed.inputs(numbered.graph), _goals(typed, taken.predicted)):
        return Verdict("open", f"fit compiles what fails outside: {gist(taken.error)}")
    return Verdict("disagreed", f"lint is silent; the first step raises in its {taken.stage}: {gist(taken.error)}")


def _samples(typed: Typed) -> int:
    return typed.graph.batch_size or feed.SAMPLES


def take(model: keras.Model, typed: Typed, batch: dict[str, Any]) -> Taken:
    """One step: forward, loss, gradients, update. A model without losses learns to make its outputs small."""
    predicted: dict[str, tf.Tensor] = {}
    stage = "forward"
    try:
        with tf.GradientTape() as tape:
            found = model(batch, training=True)
            predicted = by_output(typed.graph, found)
            stage = "loss"
            if model.compiled:
                loss = model.compute_loss(batch, _goals(typed, predicted), found, training=True)
            else:
                loss = _size(model, predicted)
        stage = "gradients"
        weights = model.trainable_weights
        slopes = tape.gradient(loss, weights)
        stage = "update"
        pairs = [(slope, weight) for slope, weight in zip(slopes, weights, strict=True) if slope is not None]
        if pairs:
            (model.optimizer if model.compiled else keras.optimizers.SGD()).apply_gradients(pairs)
    except Exception as error:
        return Taken(stage, error, predicted)
    return Taken("", None, predicted)


def by_output(graph: Graph, found: Any) -> dict[str, tf.Tensor]:
    """The predictions by name of the output."""
    names = [output.name for output in graph.outputs]
    return dict(found) if isinstance(found, dict) else {names[0]: found}


def _size(model: keras.Model, predicted: dict[str, tf.Tensor]) -> tf.Tensor:
    numbers = [tensor for tensor in predicted.values() if tensor.dtype.is_floating]
    sums = [tf.reduce_mean(tf.cast(tensor, "float32")) for tensor in numbers]
    return tf.add_n([*sums, *(tf.cast(loss, "float32") for loss in model.losses), tf.constant(0.0)])


def _goals(typed: Typed, predicted: dict[str, tf.Tensor]) -> Any:
    """The targets, in the form that a model of so many outputs takes."""
    announced = {output.name: typed.tensor(output.ref) for output in typed.graph.outputs}
    found = {
        goal.name: feed.target(goal, announced[goal.name], tuple(predicted[goal.name].shape), _samples(typed))
        for goal in typed.graph.targets
    }
    return found if len(announced) > 1 else next(iter(found.values()), None)


def fits(model: keras.Model, batch: dict[str, Any], goals: Any) -> bool:
    """True if Keras' own compiled step takes the batch: some shapes are compared there alone, some only outside."""
    samples = len(next(iter(batch.values())))
    try:
        if goals is None or not model.compiled:
            tf.function(lambda given: model(given, training=True), autograph=False)(batch)
        else:
            model.fit(batch, goals, batch_size=samples, epochs=1, verbose=0)
    except Exception:
        return False
    return True


def gist(error: Exception | None) -> str:
    """One line of an exception."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:400]}"


def _computed(numbered: Typed, predicted: dict[str, tf.Tensor]) -> str:
    """Where the first batch computes another shape than inference does with these numbers."""
    for output in numbered.graph.outputs:
        wanted, found = (_samples(numbered), *numbered.tensor(output.ref).dims), tuple(predicted[output.name].shape)
        if len(wanted) != len(found) or any(isinstance(a, int) and a != b for a, b in zip(wanted, found, strict=True)):
            return f"output `{output.name}`: {wanted} inferred, the first batch computes {found}"
    return ""


def _open(typed: Typed) -> bool:
    """True where a free axis stands in a prediction or a target: whether they meet depends on the data."""
    dims = [d for output in typed.graph.outputs for d in typed.tensor(output.ref).dims]
    dims += [d for goal in typed.graph.targets for d in goal.tensor.dims]
    return not all(isinstance(d, int) for d in dims)
