"""Drawn heads, targets and losses: lint finds a mistake where Keras refuses a batch or stretches one side, and nowhere else.

Whether Keras stretches is read off the shapes that come out of the real model, and off the loss it computes.
"""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from rnndsl.diagnostics.draw import draw as drawing
from rnndsl.diagnostics.span import Source
from rnndsl.pipeline import check

from .heads import declared

pytestmark = pytest.mark.slow

STEPS, CLASSES, GROUPS, PER_GROUP = 6, 5, 10, 6
FAMILY = {"RNN202", "RNN203", "RNN606", "RNN701", "RNN704", "RNN705", "RNN706", "RNN711"}
NUMBERS = ("mse", "mae", "huber", "log_cosh", "poisson", "cosine_similarity", "mape", "msle", "hinge", "kl_divergence")
LOSSES = (*NUMBERS, "binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy", "ctc", "dice")


def document(rng: random.Random) -> str:
    """A model with a body, a head and a target drawn apart from each other."""
    loss = rng.choice(LOSSES)
    classes = loss in ("sparse_categorical_crossentropy", "ctc") or rng.random() < 0.1
    activation = {"binary": ", activation: sigmoid", "categorical": ", activation: softmax"}
    word = next((text for key, text in activation.items() if key in loss), "")
    width = rng.choice((1, CLASSES, STEPS))
    dense = f"Dense: {{units: {width}{word}}}"
    masked = rng.random() < 0.2
    body = ["Masking"] if masked else []
    body.append("LSTM: {units: 4, return_sequences: true}" if rng.random() < 0.6 else "LSTM: {units: 4}")
    sequence = "true" in body[-1]
    below = [[dense], [dense, "Dropout: {rate: 0.1}"]]
    if sequence and not masked:
        below += [["Flatten", dense], ["GlobalAveragePooling1D", dense], [f"TimeDistributed: {{layer: {{{dense}}}}}"]]
        below += [[f"Conv1D: {{filters: {width}, kernel_size: 2}}"], [dense, "Flatten"], [dense, "GlobalMaxPooling1D"]]
        below += [["MaxPooling1D: {pool_size: 2}", dense], [dense, f"Reshape: {{target_shape: [{STEPS * width}]}}"]]
    elif not sequence:
        below += [["RepeatVector: {n: 3}", "LSTM: {units: 4, return_sequences: true}", dense]]
        below += [[dense, f"Reshape: {{target_shape: [{width}, 1]}}"], [dense, f"Reshape: {{target_shape: [1, {width}]}}"]]
    shapes = ([], [1], [CLASSES], [STEPS], [STEPS, 1], [STEPS, CLASSES], [1, CLASSES], [3, 1], [STEPS, STEPS])
    shape = rng.choice(shapes)
    target = f"y: {{shape: {shape}, classes: {CLASSES}}}" if classes else f"y: {shape}"
    return declared(f"x: [{STEPS}, 3]", target, [*body, *rng.choice(below)], f"loss: {loss}")


def stretched(predicted: tuple[int, ...], target: tuple[int, ...], sparse: bool) -> bool:
    """True where the two differ in more than last axes of 1, of which Keras gives or takes one."""
    wanted = predicted[:-1] if sparse else predicted
    return abs(len(wanted) - len(target)) > 1 or _core(wanted) != _core(target)


def _core(shape: tuple[int, ...]) -> tuple[int, ...]:
    return _core(shape[:-1]) if len(shape) > 1 and shape[-1] == 1 else shape


@pytest.mark.parametrize("group", range(GROUPS))
def test_lint_says_what_keras_does(group: int, tmp_path: Path) -> None:
    """An error where Keras raises or stretches; none where prediction and target are of one shape and train."""
    from .trial import as_graph

    for number in range(PER_GROUP):
        text = document(random.Random(f"{group} {number}"))
        checked = check(Source("drawn.yaml", text, str(tmp_path)))
        found = checked.report.sorted()
        errors = [d.code for d in found if d.severity == "error" and d.code != "RNN702"]
        trial = as_graph(checked)
        story = f"{group} {number}\n{text}\n" + "\n".join(map(drawing, found)) + f"\nKeras: {trial.error}"
        assert set(errors) <= FAMILY, story
        if trial.error is not None:
            assert errors or "label value" in str(trial.error), story
            continue
        predicted, target = trial.model.output_shape, np.shape(trial.target)
        mixed = stretched((*target[:1], *predicted[1:]), target, "sparse" in text) if "ctc" not in text else False
        assert bool(errors) == mixed or "RNN711" in errors, f"{story}\n{predicted} against {target}"
