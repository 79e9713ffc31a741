"""Mistakes of shape that people ask about: ranks, stacks, states, merges, windows (see `corpus`)."""

from __future__ import annotations

from .corpus import EACH, EMBED, IDS, LAST, MSE, ONE, SEQ, X, Y, net

# expected ndim=3, found ndim=2
net(101, "rows of a table", "x: [8]", Y, ["«LSTM»: {units: 4}", ONE], MSE, "x: [8]", "x: [24, 8]")
net(110, "batch axis as null", "x: «[null, 24, 8]»", Y, ["LSTM: {units: 4}", ONE], MSE, "null, 24, 8", "24, 8")
net(110, "batch axis as a number", "x: «[32, 24, 8]»", Y, ["GRU: {units: 4}", ONE], MSE, "32, 24, 8", "24, 8")
net(101, "flattened first", X, Y, ["Flatten", "«GRU»: {units: 4}", ONE], MSE, "    - Flatten\n", "")
net(101, "ids without embedding", IDS, Y, ["«LSTM»: {units: 4}", ONE], MSE, "- LSTM", f"- {EMBED}\n    - LSTM")
net(
    101,
    "pooled over time first",
    X,
    Y,
    ["GlobalAveragePooling1D", "«LSTM»: {units: 4}", ONE],
    MSE,
    "    - GlobalAveragePooling1D\n",
    "",
)
net(
    102,
    "ids with an axis",
    "x: {shape: [24, 1], dtype: int32}",
    Y,
    ["«" + EMBED.replace(":", "»:", 1), "LSTM: {units: 4}", ONE],
    MSE,
    "[24, 1]",
    "[24]",
)
net(
    101,
    "texts without vectorizing",
    "x: {shape: [], dtype: string}",
    Y,
    ["«LSTM»: {units: 4}", ONE],
    MSE,
    "- LSTM",
    "- TextVectorization: {vocabulary: [a, b], output_sequence_length: 4}\n"
    "    - Embedding: {input_dim: 4, output_dim: 8, mask_zero: true}\n    - LSTM",
)
net(
    101,
    "vectorized but not embedded",
    "x: {shape: [], dtype: string}",
    Y,
    ["TextVectorization: {vocabulary: [a, b]}", "«LSTM»: {units: 4}", ONE],
    MSE,
    "- LSTM",
    "- Embedding: {input_dim: 4, output_dim: 8, mask_zero: true}\n    - LSTM",
)

# stacks
net(201, "two stacked", X, Y, ["LSTM: {units: 8}", "«LSTM»: {units: 4}", ONE], MSE, "units: 8", f"units: 8, {SEQ}")
net(
    201,
    "first of three",
    X,
    Y,
    ["GRU: {units: 8}", f"«GRU»: {{units: 4, {SEQ}}}", LAST.replace("8", "2"), ONE],
    MSE,
    "units: 8",
    f"units: 8, {SEQ}",
)
net(
    201,
    "second of three",
    X,
    Y,
    [f"GRU: {{units: 4, {SEQ}}}", LAST, "«SimpleRNN»: {units: 2}", ONE],
    MSE,
    "units: 8",
    f"units: 8, {SEQ}",
)
net(
    201, "dropout between", X, Y, [LAST, "Dropout: {rate: 0.2}", "«LSTM»: {units: 4}", ONE], MSE, "units: 8", f"units: 8, {SEQ}"
)
net(
    201,
    "both directions twice",
    X,
    Y,
    ["Bidirectional: {layer: {LSTM: {units: 8}}}", "«Bidirectional»: {layer: {LSTM: {units: 4}}}", ONE],
    MSE,
    "units: 8",
    f"units: 8, {SEQ}",
)
net(
    201,
    "turned off by hand",
    X,
    Y,
    ["LSTM: {units: 8, return_sequences: false}", "«LSTM»: {units: 4}", ONE],
    MSE,
    "sequences: false",
    "sequences: true",
)
net(
    205,
    "time-distributed head on one vector",
    X,
    "y: [24, 1]",
    [LAST, "«TimeDistributed»: {layer: {Dense: {units: 1}}}"],
    MSE,
    "units: 8",
    f"units: 8, {SEQ}",
)
net(
    206,
    "repeat of a sequence",
    X,
    "y: [12, 1]",
    [EACH, "«RepeatVector»: {n: 12}", EACH.replace("8", "4"), ONE],
    MSE,
    f"units: 8, {SEQ}",
    "units: 8",
)
net(
    206,
    "repeat of the input",
    X,
    "y: [12, 1]",
    ["«RepeatVector»: {n: 12}", EACH, ONE],
    MSE,
    "- RepeatVector",
    "- LSTM: {units: 4}\n    - RepeatVector",
)

# states
two = "a: [20, 4], b: [12, 2]"
for kind, code, states, old, new in (
    ("GRU", 602, "[e.h, e.c]", "[e.h, e.c]", "e.h"),
    ("LSTM", 601, "e.h", "initial_state: e.h", "initial_state: [e.h, e.c]"),
    ("LSTM", 601, "[e.h]", "[e.h]", "[e.h, e.c]"),
):
    decoder = f"{kind}: {{units: 8, {SEQ}, inputs: b, initial_state: «{states}»}}"
    lines = ["LSTM: {units: 8, return_state: true, name: e, inputs: a}", decoder, ONE]
    net(code, f"{states} into {kind}", two, "y: [12, 1]", lines, MSE, old, new)
wider = [
    "LSTM: {units: 8, return_state: true, name: e, inputs: a}",
    f"LSTM: {{units: 16, {SEQ}, inputs: b, initial_state: «[e.h, e.c]»}}",
    ONE,
]
net(601, "wider decoder", two, "y: [12, 1]", wider, MSE, "units: 16", "units: 8")
from_gru = [
    "GRU: {units: 8, return_state: true, name: e, inputs: a}",
    f"LSTM: {{units: 8, {SEQ}, inputs: b, initial_state: «e.h»}}",
    ONE,
]
net(601, "GRU's state into LSTM", two, "y: [12, 1]", from_gru, MSE, "LSTM", "GRU")
four = "e.forward_h, e.forward_c, e.backward_h, e.backward_c"
both = [
    "Bidirectional: {layer: {LSTM: {units: 8, return_state: true}}, name: e, inputs: a}",
    f"LSTM: {{units: 8, {SEQ}, inputs: b, initial_state: «[{four}]»}}",
    ONE,
]
joined = "".join(f"    - Concatenate: {{inputs: [e.forward_{s}, e.backward_{s}], name: {s}}}\n" for s in "hc")
into = f"    - LSTM: {{units: 8, {SEQ}, inputs: b, initial_state: [{four}]}}"
net(
    601,
    "four states into one decoder",
    two,
    "y: [12, 1]",
    both,
    MSE,
    into,
    joined + into.replace("8", "16").replace(four, "h, c"),
)
net(
    204,
    "states into a head",
    X,
    Y,
    ["LSTM: {units: 8, return_state: true, name: e}", "«Dense»: {units: 1}"],
    MSE,
    "Dense: {",
    "Dense: {inputs: e, ",
)
net(
    204,
    "states into the next layer",
    X,
    Y,
    [f"GRU: {{units: 8, {SEQ}, return_state: true, name: e}}", "«GRU»: {units: 4}", ONE],
    MSE,
    "- GRU: {units: 4}",
    "- GRU: {units: 4, inputs: e}",
)
net(
    301,
    "stateful",
    X,
    Y,
    ["LSTM: {units: 8, «stateful: true»}", ONE],
    f"{MSE}, shuffle: false",
    "  layers",
    "  batch_size: 8\n  layers",
)

# shapes
net(106, "flatten any length", "x: [null, 3]", Y, ["Flatten", "«Dense»: {units: 1}"], MSE, "null", "24")
net(109, "reshape to another count", X, Y, ["Reshape: {«target_shape: [12, 5]»}", LAST, ONE], MSE, "[12, 5]", "[12, 6]")
net(
    110, "reshape with a batch axis", X, Y, ["Reshape: {target_shape: «[32, 24, 3]»}", LAST, ONE], MSE, "[32, 24, 3]", "[24, 3]"
)
net(
    107,
    "kernel longer than the series",
    "x: [4, 3]",
    Y,
    ["Conv1D: {filters: 4, «kernel_size: 5»}", LAST, ONE],
    MSE,
    "kernel_size: 5",
    "kernel_size: 3",
)
net(107, "pooled away", "x: [4, 3]", Y, ["MaxPooling1D: {«pool_size: 8»}", LAST, ONE], MSE, "pool_size: 8", "pool_size: 2")
net(
    201,
    "convolution of one vector",
    X,
    Y,
    [LAST, "«Conv1D»: {filters: 4, kernel_size: 3}", "GlobalMaxPooling1D", ONE],
    MSE,
    "units: 8",
    f"units: 8, {SEQ}",
)
net(
    100,
    "attention of one",
    X,
    Y,
    [EACH.replace("}", ", name: e}"), "«Attention»: {inputs: e}", "Flatten", ONE],
    MSE,
    "inputs: e",
    "inputs: [e, e]",
)
net(108, "sum of unequal widths", "a: [4], b: [5]", Y, ["«Add»: {inputs: [a, b]}", ONE], MSE, "Add", "Concatenate")
net(
    108,
    "sequence beside vector",
    "a: [24, 4], b: [4]",
    Y,
    ["«Concatenate»: {inputs: [a, b]}", ONE],
    MSE,
    "a: [24, 4]",
    "a: [4]",
)
net(
    108,
    "unequal lengths",
    "a: [24, 4], b: [12, 4]",
    Y,
    ["«Concatenate»: {inputs: [a, b]}", LAST, ONE],
    MSE,
    "[a, b]",
    "[a, b], axis: 1",
)
net(100, "permutation with the batch", X, Y, ["«Permute»: {dims: [2, 1, 3]}", LAST, ONE], MSE, "[2, 1, 3]", "[2, 1]")
