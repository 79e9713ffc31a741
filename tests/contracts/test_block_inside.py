"""A block inside TimeDistributed equals Keras' TimeDistributed over a Sequential: shapes, masks, weights, refusals."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from random import Random

import pytest

from rnndsl import layers
from rnndsl.diagnostics.span import Source
from rnndsl.ir.dims import Sym
from rnndsl.ir.graph import Layer
from rnndsl.ir.tensor import TensorSpec
from rnndsl.ir.typed import Fault
from rnndsl.layers._block import KIND
from rnndsl.pipeline import check

from .compare import contradictions, infer
from .draw import Case, draw_args, draw_mask

pytestmark = pytest.mark.slow

# Layers of sequences and of vectors that keep the drawn chains alive; what they are by themselves has its own contract.
LINKS = (
    "LSTM", "GRU", "SimpleRNN", "Bidirectional", "Dense", "Conv1D", "MaxPooling1D", "GlobalAveragePooling1D", "Flatten",
    "Dropout", "LayerNormalization", "BatchNormalization", "Activation", "RepeatVector", "Masking", "Embedding",
)  # fmt: skip
DRAWS = 60


def draw(seed: int, index: int) -> Case:
    """A chain of one to four layers, sometimes one chain in another, over a tensor of steps."""
    rng = Random(f"{seed}:block:{index}")
    inner = [_link(rng, number) for number in range(rng.randint(1, 4))]
    if rng.random() < 0.2:
        inner = [Layer("inner", KIND.name, {"layers": inner}), _link(rng, 9)]
    tower = Layer("tower", KIND.name, {"layers": inner})
    args = {"layer": tower, **({"trainable": False} if rng.random() < 0.1 else {})}
    free = rng.choice((None, None, None, 0, 1))
    shape = tuple(Sym("T") if axis == free else rng.randint(1, 6) for axis in range(rng.choice((2, 3, 3, 3))))
    dtype = rng.choice(("float32", "float32", "float32", "int32", "float16"))
    return Case("TimeDistributed", args, (TensorSpec(shape, dtype, draw_mask(rng, shape, dtype)),), (), rng.choice((None, 2)))


def _link(rng: Random, number: int) -> Layer:
    kind = rng.choice(
        LINKS if number == 0 else LINKS[:-1]
    )  # ids are drawn for the first layer: others make numbers of any size
    args = {k: v for k, v in draw_args(rng, kind).items() if k not in ("dtype", "stateful", "return_state")}
    if kind in ("LSTM", "GRU", "SimpleRNN"):
        args["return_sequences"] = rng.random() < 0.6
    return Layer(f"{kind.lower()}_{number}", kind, args)


def test_chains_agree_with_keras(seed: int) -> None:
    """For drawn chains, inference says what Keras does, at build and on a first batch; a quarter of them build."""
    cases = [draw(seed, index) for index in range(DRAWS)]
    wrong = [(str(case), found) for case in cases if (found := contradictions(case))]
    assert not wrong, "\n\n".join(f"{case}\n  -> {found}" for case, found in wrong[:3])
    assert sum(not isinstance(infer(case), Fault) for case in cases) > DRAWS / 4


def test_a_block_that_is_wrong_in_one_layer_is_caught(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test can fail: a chain that hands out what its first layer returns disagrees."""
    ran = type(KIND).ran

    def forgetful(self, call):
        found = list(ran(self, call))
        return [*found[:-1], found[0]]

    monkeypatch.setattr(type(KIND), "ran", forgetful)
    assert any(contradictions(draw(seed, index)) for index in range(DRAWS))


FILE = """\
rnndsl: 1
model:
  inputs: {x: [null, 6, 3]}
  targets: {y: [null, 2]}
  blocks:
    tower:
      - repeat: 2
        layers:
          - LSTM: {units: 5, return_sequences: true, name: deep}
      - GlobalAveragePooling1D
      - block: head
    head: [Dense: {units: 2}]
  layers:
    - TimeDistributed: {layer: {block: tower}, name: steps}
    - {use: steps, inputs: x, name: again}
    - TimeDistributed: {layer: {block: {of: tower, name: other}}, inputs: x}
    - Add: {inputs: [steps, again, time_distributed]}
train: {loss: mse}
"""


def test_a_model_with_blocks_inside_is_built_saved_and_loaded(tmp_path: Path) -> None:
    """Shared calls share weights, each TimeDistributed has its own; script, live and loaded model are one."""
    import keras

    from rnndsl.backend.build import build
    from rnndsl.backend.emit import emit
    from rnndsl.backend.render import render

    typed = check(Source("model.yaml", FILE)).typed
    assert typed is not None
    program = emit(typed.graph)
    model = build(program)
    assert model.count_params() == typed.parameters() == 2 * (180 + 220 + 12)
    model.save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras", compile=False)
    (tmp_path / "model.py").write_text(render(program))
    keras.utils.clear_session()
    script = runpy.run_path(str(tmp_path / "model.py"))["model"]
    assert json.dumps(script.get_config()) == json.dumps(model.get_config())
    for other in (loaded, script):
        assert [w.tolist() for w in other.get_weights()] == [w.tolist() for w in model.get_weights()]


@pytest.mark.parametrize(
    ("right", "wrong", "code", "words"),
    [
        ("{layer: {block: tower}", "{layer: {block: towr}", "RNN007", "did you mean `tower`"),
        ("[Dense: {units: 2}]", "[block: tower]", "RNN007", "leads back to itself"),
        ("- block: head", "- {block: head, inputs: deep}", "RNN008", "nothing is wired"),
        ("- GlobalAveragePooling1D", "- mean: {axis: 1}", "RNN008", "nothing is wired"),
        ("{layer: {block: tower}", "{layer: {block: tower, inputs: x}", "RNN001", "has no key `inputs`"),
        ("- GlobalAveragePooling1D", "- Conv1D: {filters: 2, kernel_size: 7}", "RNN", "conv1d"),
        ("{layer: {block: {of: tower, name: other}}, ", "{layer: {LSTM: {units: 2}}, units: 3, ", "RNN001", "`units`"),
    ],
)
def test_mistakes_are_told(right: str, wrong: str, code: str, words: str) -> None:
    """What cannot be a chain, and what a chain cannot compute, is said in the words of the block."""
    assert right in FILE
    found = check(Source("model.yaml", FILE.replace(right, wrong))).report.sorted()
    assert found
    assert found[0].code.startswith(code)
    assert words in found[0].message + found[0].help


def test_the_chain_is_no_layer_of_the_language() -> None:
    """`block` is a word of lines: no layer of Keras, and not found by name."""
    assert layers.kind("block") is None
    assert layers.kind(KIND.name) is KIND
