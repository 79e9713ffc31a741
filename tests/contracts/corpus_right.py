"""Models that look suspicious and are right: Keras builds and trains each, and means what it says."""

from __future__ import annotations

from .heads import declared, windows

RIGHT: dict[str, str] = {}
SEQ = "return_sequences: true"
IDS, FREE_IDS = "x: {shape: [24], dtype: int32, vocabulary: 50}", "x: {shape: [null], dtype: int32, vocabulary: 50}"
X, FREE, Y, LABEL = "x: [24, 3]", "x: [null, 3]", "y: [1]", "y: {shape: [], classes: 9}"
ONE, CHANCE, NINE = "Dense: {units: 1}", "Dense: {units: 1, activation: sigmoid}", "Dense: {units: 9, activation: softmax}"
EMBED = "Embedding: {input_dim: 50, output_dim: 8, mask_zero: true}"
MSE, SPARSE, BCE = "loss: mse", "loss: sparse_categorical_crossentropy", "loss: binary_crossentropy"
LAST, EACH = "LSTM: {units: 8}", f"LSTM: {{units: 8, {SEQ}}}"
BOTH = f"Bidirectional: {{layer: {{LSTM: {{units: 8, {SEQ}}}}}}}"
TEXT, WORDS = "x: {shape: [], dtype: string}", "vocabulary: [the, cat, sat]"


def right(name: str, inputs: str, targets: str, layers: list[str], train: str = MSE) -> None:
    """Keep a model under a name."""
    assert name not in RIGHT
    RIGHT[name] = declared(inputs, targets, layers, train)


right("a number for every step", X, "y: [24, 1]", [EACH, ONE])
right("the same, any length", FREE, "y: [null, 1]", [EACH, ONE])
right("Dense before the recurrence", X, Y, ["Dense: {units: 16, activation: relu}", LAST, ONE])
right("flattened steps", X, Y, [EACH, "Flatten", ONE])
right("any length, pooled", FREE, Y, [EACH, "GlobalMaxPooling1D", ONE])
right("any length, masked, averaged", FREE_IDS, Y, [EMBED, BOTH, "GlobalAveragePooling1D", CHANCE], BCE)
right(
    "any length, attended",
    FREE,
    Y,
    [EACH.replace("8", "8, name: e"), "Attention: {inputs: [e, e]}", "GlobalAveragePooling1D", ONE],
)
right("recurrent head", X, "y: [8]", [LAST])
right("sequence of a recurrent head", X, "y: [24, 8]", [EACH])
right("states made, output read", X, Y, ["LSTM: {units: 8, return_state: true, name: e}", "Dense: {units: 1, inputs: e}"])
right("only the state read", X, Y, ["LSTM: {units: 8, return_state: true, name: e}", "Dense: {units: 1, inputs: e.h}"])
right("cell state as features", X, Y, ["LSTM: {units: 8, return_state: true, name: e}", "Concatenate: {inputs: [e, e.c]}", ONE])
halves = ["Bidirectional: {layer: {GRU: {units: 8}}, merge_mode: null, name: e}", "Add: {inputs: [e, e.backward]}", ONE]
right("halves apart", X, Y, halves)
right("autoencoder", X, "y: [24, 3]", [LAST, "RepeatVector: {n: 24}", EACH, "TimeDistributed: {layer: {Dense: {units: 3}}}"])
right("one vector in, a sequence out", "x: [5]", "y: [12, 1]", ["RepeatVector: {n: 12}", EACH, ONE])
right("stateful", X, Y, [LAST, ONE], f"{MSE}, shuffle: false")
RIGHT["stateful"] = (
    RIGHT["stateful"].replace("  layers", "  batch_size: 8\n  layers").replace("units: 8", "units: 8, stateful: true")
)
right(
    "convolution without a mask",
    IDS,
    Y,
    [EMBED.replace(", mask_zero: true", ""), "Conv1D: {filters: 4, kernel_size: 3}", LAST, ONE],
)
right("causal convolution, any length", FREE, "y: [null, 1]", ["Conv1D: {filters: 4, kernel_size: 3, padding: causal}", ONE])
right("maximum over masked recurrence", IDS, Y, [EMBED, BOTH, "GlobalMaxPooling1D", CHANCE], BCE)
right("dropout of words", IDS, Y, [EMBED, "SpatialDropout1D: {rate: 0.2}", LAST, ONE])
right("normalised between", X, Y, [EACH, "BatchNormalization", EACH, "LayerNormalization", LAST, ONE])
right("no activation in the recurrence", X, Y, ["LSTM: {units: 8, activation: null, recurrent_dropout: 0.1}", ONE])
right("one step", "x: [1, 5]", Y, [LAST, ONE])
right("one number per step", "x: [24]", Y, ["Reshape: {target_shape: [24, 1]}", LAST, ONE])
right("the rest of the numbers", "x: [48]", Y, ["Reshape: {target_shape: [-1, 2]}", LAST, ONE])
right("reshaped, any length", "x: [null, 4]", "y: [null, 1]", ["Reshape: {target_shape: [-1, 2]}", EACH, ONE])
right("axes swapped on purpose", X, Y, ["Permute: {dims: [2, 1]}", LAST, ONE])
right(
    "one id per sample",
    "x: {shape: [], dtype: int32}",
    "y: [5, 1]",
    [EMBED.replace(", mask_zero: true", ""), "RepeatVector: {n: 5}", EACH, ONE],
)
right("logits", X, LABEL, [LAST, "Dense: {units: 9}"], "loss: {SparseCategoricalCrossentropy: {from_logits: true}}")
right("one logit", X, Y, [LAST, ONE], "loss: {BinaryCrossentropy: {from_logits: true}}")
right("softmax of its own", X, LABEL, [LAST, "Dense: {units: 9}", "Activation: {activation: softmax}"], SPARSE)
right("two classes, one chance", X, "y: {shape: [], classes: 2}", [LAST, CHANCE], BCE)
right("two classes, two chances", X, "y: {shape: [], classes: 2}", [LAST, "Dense: {units: 2, activation: softmax}"], SPARSE)
right("more units than classes", X, LABEL, [LAST, "Dense: {units: 12, activation: softmax}"], SPARSE)
right("labels with an axis", X, "y: {shape: [1], classes: 9}", [LAST, NINE], SPARSE)
right("rows for every step", X, "y: [24, 9]", [EACH, NINE], "loss: categorical_crossentropy")
right("several labels at once", X, "y: [5]", [LAST, "Dense: {units: 5, activation: sigmoid}"], BCE)
right("chance for every step", IDS, "y: [24, 1]", [EMBED, EACH, CHANCE], BCE)
right("number without an axis", X, "y: []", [LAST, ONE])
right("bounded head", X, Y, [LAST, "Dense: {units: 1, activation: tanh}"], "loss: huber")
right(
    "softmax as weights of steps",
    X,
    Y,
    [
        EACH.replace("8", "8, name: e"),
        "Dense: {units: 1, activation: tanh}",
        "Flatten",
        "Dense: {units: 24, activation: softmax}",
        "Reshape: {target_shape: [24, 1]}",
        "Multiply: {inputs: [e, reshape]}",
        "GlobalAveragePooling1D",
        ONE,
    ],
)
scores = ["Multiply: {inputs: [a, b]}", LAST, ONE]
right("one step for all steps", "a: [24, 3], b: [1, 3]", Y, scores)
right("one feature for all features", "a: [24, 3], b: [24, 1]", Y, scores)
right("two unknown lengths", "a: [null, 3], b: [null, 3]", Y, ["Add: {inputs: [a, b]}", LAST, ONE])
shared = [
    "LSTM: {units: 8, name: tower, inputs: a}",
    "use: {layer: tower, inputs: b, name: again}",
    "Concatenate: {inputs: [tower, again]}",
    ONE,
]
right("one tower for two lengths", "a: [24, 3], b: [7, 3]", Y, shared)
right("queries of another length", "a: [24, 8], b: [7, 8]", "y: [24, 1]", ["AdditiveAttention: {inputs: [a, b]}", ONE])
right("values and keys of their own", "a: [24, 8], b: [7, 5], c: [7, 8]", "y: [24, 1]", ["Attention: {inputs: [a, b, c]}", ONE])
right(
    "words of words", "x: [5, 24, 3]", LABEL, ["TimeDistributed: {layer: {LSTM: {units: 8}}}", "GRU: {units: 4}", NINE], SPARSE
)
right(
    "convolved words",
    "x: [5, 24, 3]",
    Y,
    [
        "TimeDistributed: {layer: {Conv1D: {filters: 4, kernel_size: 3}}}",
        "TimeDistributed: {layer: GlobalMaxPooling1D}",
        LAST,
        ONE,
    ],
)
right("counted words", TEXT, Y, [f"TextVectorization: {{{WORDS}, output_mode: count}}", ONE])
right(
    "read words",
    TEXT,
    Y,
    [
        f"TextVectorization: {{{WORDS}, name: v}}",
        'Embedding: {input_dim: "${v.vocabulary_size}", output_dim: 8, mask_zero: true}',
        LAST,
        ONE,
    ],
)
right("backwards and masked", IDS, Y, [EMBED, "GRU: {units: 8, go_backwards: true}", ONE])
right("a stack by repeat", X, Y, ["repeat: {times: 3, layers: [{" + EACH + "}]}", LAST, ONE])
two = "a: [20, 4], b: [12, 2]"
encoder = "Bidirectional: {layer: {LSTM: {units: 8, return_state: true}}, name: e, inputs: a}"
four = "initial_state: [e.forward_h, e.forward_c, e.backward_h, e.backward_c]"
right(
    "both directions start both",
    two,
    "y: [12, 1]",
    [encoder, f"Bidirectional: {{layer: {{LSTM: {{units: 8, {SEQ}}}}}, inputs: b, {four}}}", ONE],
)
joined = [
    "Concatenate: {name: h, inputs: [e.forward_h, e.backward_h]}",
    "Concatenate: {name: c, inputs: [e.forward_c, e.backward_c]}",
]
right(
    "both directions joined",
    two,
    "y: [12, 1]",
    [encoder, *joined, f"LSTM: {{units: 16, {SEQ}, inputs: b, initial_state: [h, c]}}", ONE],
)
right(
    "h of an LSTM into a GRU",
    two,
    "y: [12, 1]",
    [
        "LSTM: {units: 8, return_state: true, name: e, inputs: a}",
        f"GRU: {{units: 8, {SEQ}, inputs: b, initial_state: e.h}}",
        ONE,
    ],
)
right("a vector as state", "a: [8], b: [12, 2]", Y, ["GRU: {units: 8, inputs: b, initial_state: a}", ONE])
heads = [
    EACH.replace("8", "8, name: e"),
    "Dense: {units: 1, name: each, inputs: e}",
    "LSTM: {units: 4, name: all, inputs: e}",
    "Dense: {units: 9, activation: softmax, name: kind}",
]
right(
    "heads of two sorts",
    X,
    "each: [24, 1], kind: {shape: [], classes: 9}",
    heads,
    "loss: {each: mse, kind: sparse_categorical_crossentropy}",
)
right("maximum of what every step says", X, Y, [EACH, ONE, "GlobalMaxPooling1D"])
right("small steps", X, Y, [LAST, ONE], "loss: mse, optimizer: {Adam: {learning_rate: 1e-3, clipnorm: 1}}")

RIGHT["as many steps as the window"] = windows("Sales", "Sales", "length: 12, horizon: 12", [EACH, ONE])
RIGHT["two columns in, one out"] = windows("Sales, Temp", "Sales", "length: 24, horizon: 12", [LAST, "Dense: {units: 12}"])
RIGHT["window as long as it goes"] = windows("Sales", "Sales", "length: 60, horizon: 3", [LAST, "Dense: {units: 3}"])
