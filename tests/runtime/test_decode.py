"""Greedy decoding with derived halves writes what the whole model writes when it is fed its own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .seq2seq import FITTED, typed

pytestmark = pytest.mark.slow
TEXTS = ["1", "2 3", "3 3 1", "1 2 3 1"]


@pytest.mark.parametrize("attention", [False, True])
def test_halves_write_what_the_whole_model_writes(tmp_path: Path, attention: bool) -> None:
    """With random weights, for several seeds: the same words as feeding the growing text through the whole model."""
    from rnndsl.backend.build import build
    from rnndsl.backend.emit import emit
    from rnndsl.runtime.decode import Greedy

    graph = typed(tmp_path, attention)
    model = build(emit(graph.graph, FITTED))
    different = set()
    for seed in range(5):
        _randomise(model, seed)
        greedy = Greedy(model, graph, "before", "out", "[start]", "[end]")
        written = greedy.texts(greedy.ids({"a": _texts(TEXTS)}))
        assert written == _reference(model, TEXTS)
        different |= set(written)
    assert len(different) > 3, "random weights should write different things"


def _texts(texts: list[str]) -> Any:
    import numpy as np

    return np.array(texts, dtype=object)


def _randomise(model: Any, seed: int) -> None:
    import numpy as np

    random = np.random.RandomState(seed)
    model.set_weights([random.normal(size=weight.shape) for weight in model.get_weights()])


def _reference(model: Any, texts: list[str]) -> list[str]:
    """Feed "[start]", then "[start] eins", … through the whole model, text by text."""
    import numpy as np
    import tensorflow as tf

    vocabulary = FITTED.vocabularies["words"]
    results = []
    for text in texts:
        words: list[str] = []
        while len(words) < 4:
            before = " ".join(["[start]", *words])
            scores = np.array(model({"a": tf.constant([text]), "before": tf.constant([before])}))[0, len(words)]
            scores[1] = -1  # [UNK] is never written
            word = vocabulary[int(scores.argmax())]
            if word in ("", "[end]"):
                break
            words.append(word)
        results.append(" ".join(words))
    return results
