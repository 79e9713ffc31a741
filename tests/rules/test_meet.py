"""The copy of Keras' shape rules for losses equals Keras, loss by loss, for every pair of shapes."""

from __future__ import annotations

import math

import pytest

from rnndsl.objects import group
from rnndsl.rules._heads import OTHERS
from rnndsl.rules._meet import FITS, RAISES, SILENT, UNSURE, meet, mixes

SAMPLES, STEPS, OTHER, CLASSES = 8, 5, 3, 4
PREDICTIONS = [
    (1,),
    (STEPS,),
    (OTHER,),
    (CLASSES,),
    (STEPS, 1),
    (OTHER, 1),
    (STEPS, CLASSES),
    (STEPS, STEPS),
    (1, 1),
    (1, CLASSES),
]
TARGETS = [
    (),
    (1,),
    (STEPS,),
    (STEPS, 1),
    (OTHER,),
    (OTHER, 1),
    (CLASSES,),
    (STEPS, CLASSES),
    (1, 1),
    (1, CLASSES),
    (STEPS, STEPS),
]
LOSSES = sorted({o.name: o for o in group("losses").values() if OTHERS.isdisjoint(o.traits)}.items())


@pytest.mark.slow
@pytest.mark.parametrize(("name", "found"), LOSSES, ids=[name for name, _ in LOSSES])
def test_meet_is_what_keras_does(name, found):
    """RAISES raises; SILENT computes on unequal elements or across samples; FITS computes the loss of equal shapes."""
    import keras
    import numpy as np
    import tensorflow as tf

    loss = getattr(keras.losses, name)()
    rng = np.random.default_rng(0)
    wrong = []
    for prediction in PREDICTIONS:
        for target in TARGETS:
            if "sparse" in found.traits and prediction[-1] == 1:
                continue  # one class: Keras refuses every label but 0
            truth = rng.integers(0, 2, (SAMPLES, *target)).astype("float32")
            guess = rng.uniform(0.1, 0.9, (SAMPLES, *prediction)).astype("float32")
            signature = [tf.TensorSpec((None, *target)), tf.TensorSpec((None, *prediction))]
            try:
                tf.function(lambda y, p: loss(y, p), input_signature=signature)(truth, guess)
                raised = False
            except (ValueError, tf.errors.InvalidArgumentError):
                raised = True
            expected = meet(found.traits, prediction, target)
            elements = math.prod(prediction) == math.prod(target) * (prediction[-1] if "sparse" in found.traits else 1)
            agrees = raised if expected == RAISES else not raised and (expected != FITS or elements)
            if not agrees or (expected == SILENT and elements and not mixes(prediction, target)):
                wrong.append((prediction, target, expected, raised))
    assert wrong == []


def test_what_nobody_knows_is_unsure():
    """A symbol may be the right number, so nothing is said of it; against 1 it is stretched."""
    from rnndsl.ir.dims import UNKNOWN, Sym

    traits = ("broadcasts",)
    assert meet(traits, (Sym("T"), 3), (24, 3)) == UNSURE
    assert meet(traits, (UNKNOWN,), (24,)) == UNSURE
    assert meet(traits, (Sym("T"), 1), (1,)) == SILENT
    assert meet(traits, (Sym("T"), 1), (Sym("T"), 1)) == FITS
    assert meet(("sparse",), (24, Sym("fr.vocabulary_size", fixed=True)), (24,)) == FITS
