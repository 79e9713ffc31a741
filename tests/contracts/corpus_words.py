"""Mistakes of words, data, heads, losses and masks that people ask about (see `corpus`)."""

from __future__ import annotations

from .corpus import BCE, CHANCE, EACH, EMBED, IDS, LABEL, LAST, MSE, NINE, ONE, SEQ, SPARSE, X, Y, net, row
from .heads import windows

# heads and losses
net(
    202,
    "sequences left on, mse",
    X,
    Y,
    ["LSTM: {units: 8, «return_sequences: true»}", ONE],
    MSE,
    ", return_sequences: true",
    "",
)
net(
    202,
    "sequences left on, labels",
    X,
    LABEL,
    ["GRU: {units: 8, «return_sequences: true»}", NINE],
    SPARSE,
    ", return_sequences: true",
    "",
)
net(
    202,
    "sequences left on, both directions",
    IDS,
    Y,
    [EMBED, "Bidirectional: {layer: {LSTM: {units: 8, «return_sequences: true»}}}", CHANCE],
    BCE,
    ", return_sequences: true",
    "",
)
net(
    203,
    "tags need every step",
    IDS,
    "y: {shape: [24], classes: 9}",
    [EMBED, "«LSTM»: {units: 8}", NINE],
    SPARSE,
    "units: 8}",
    f"units: 8, {SEQ}}}",
)
net(704, "softmax over one", X, Y, [LAST, "Dense: {units: 1, «activation: softmax»}"], BCE, "softmax", "sigmoid")
net(704, "softmax over one, of its own", X, Y, [LAST, ONE, "Activation: {«activation: softmax»}"], BCE, "softmax", "sigmoid")
net(
    705,
    "labels for the loss of rows",
    X,
    LABEL,
    [LAST, NINE],
    "loss: «categorical_crossentropy»",
    "loss: categ",
    "loss: sparse_categ",
)
net(705, "rows for the loss of labels", X, "y: [9]", [LAST, NINE], "loss: «sparse_categorical_crossentropy»", "sparse_", "")
net(705, "mse on labels", X, LABEL, [LAST, NINE], "loss: «mse»", "loss: mse", SPARSE)
net(702, "no softmax", X, LABEL, [LAST, "«Dense»: {units: 9}"], SPARSE, "units: 9", "units: 9, activation: softmax")
net(702, "no sigmoid", X, Y, [LAST, "«Dense»: {units: 1}"], BCE, "units: 1", "units: 1, activation: sigmoid")
net(
    702,
    "relu for chances",
    X,
    "y: [9]",
    [LAST, "Dense: {units: 9, «activation: relu»}"],
    "loss: categorical_crossentropy",
    "relu",
    "softmax",
)
net(
    706,
    "one class too few",
    X,
    LABEL,
    [LAST, "Dense: {«units: 8», activation: softmax}"],
    SPARSE,
    "units: 8, activation",
    "units: 9, activation",
)
net(701, "one unit for twelve steps", X, "y: [12]", [LAST, "Dense: {units: «1»}"], MSE, "units: 1}", "units: 12}")
net(701, "twelve units for one step", X, Y, [LAST, "Dense: {units: «12»}"], "loss: mae", "units: 12", "units: 1")
net(
    606,
    "repeated another number of times",
    X,
    "y: [12, 1]",
    [LAST, "RepeatVector: {n: «10»}", EACH.replace("8", "4"), ONE],
    MSE,
    "n: 10",
    "n: 12",
)

# masks
net(
    401,
    "convolution over padding",
    IDS,
    Y,
    [EMBED, "«Conv1D»: {filters: 4, kernel_size: 3}", LAST, ONE],
    MSE,
    ", mask_zero: true",
    "",
)
net(401, "pooling over padding", IDS, Y, [EMBED, "«MaxPooling1D»", LAST, ONE], MSE, ", mask_zero: true", "")
net(402, "two masks", IDS, Y, [EMBED, "«Masking»", LAST, ONE], MSE, "    - Masking\n", "")

# words
for name, bad, right in (
    ("PyTorch's width", "«hidden_size»: 8", "units: 8"),
    ("misspelt", "«untis»: 8", "units: 8"),
    ("PyTorch's batch_first", "units: 8, «batch_first»: true", "units: 8"),
    ("PyTorch's num_layers", "units: 8, «num_layers»: 2", "units: 8"),
    ("Keras 1's input_shape", "units: 8, «input_shape»: [24, 3]", "units: 8"),
    ("Keras 1's inner_activation", "units: 8, «inner_activation»: sigmoid", "units: 8, recurrent_activation: sigmoid"),
    ("one letter short", "units: 8, «return_sequence»: false", "units: 8, return_sequences: false"),
    ("activation misspelt", "units: 8, activation: «rele»", "units: 8, activation: relu"),
    ("argument of the wrapper's layer", "units: 8, «merge_mode»: sum", "units: 8"),
):
    bad_line = f"LSTM: {{{bad}}}"
    net(1, name, X, Y, [bad_line, ONE], MSE, bad.replace("«", "").replace("»", ""), right)
for wrong in ("lstm", "LSMT", "CuDNNLSTM", "Lstm"):
    net(1, f"layer {wrong}", X, Y, [f"«{wrong}»: {{units: 8}}", ONE], MSE, wrong, "LSTM")
net(1, "learning rate of Keras 1", X, Y, [LAST, ONE], "loss: mse, optimizer: {Adam: {«lr»: 0.01}}", "lr", "learning_rate")
net(
    1,
    "PyTorch's loss",
    X,
    LABEL,
    [LAST, NINE],
    "loss: «CrossEntropyLoss»",
    "CrossEntropyLoss",
    "sparse_categorical_crossentropy",
)
net(1, "epochs of Keras 1", X, Y, [LAST, ONE], "loss: mse, «nb_epoch»: 5", "nb_epoch", "epochs")
net(1, "metric misspelt", X, Y, [LAST, CHANCE], "loss: bce, metrics: [«accuray»]", "accuray", "accuracy")
net(1, "callback misspelt", X, Y, [LAST, ONE], "loss: mse, callbacks: [«EarlyStoping»]", "EarlyStoping", "EarlyStopping")
net(
    510,
    "sequences asked of the wrapper",
    X,
    "y: [24, 1]",
    [f"Bidirectional: {{layer: {{LSTM: {{units: 8, {SEQ}}}}}, «return_state»: false}}", ONE],
    MSE,
    ", return_state: false",
    "",
)
net(2, "twice", X, Y, ["LSTM: {units: 8, «units»: 16}", ONE], MSE, ", units: 16", "")
net(3, "a number in quotes", X, Y, ["LSTM: {units: «'8'»}", ONE], MSE, "'8'", "8")
net(3, "yes", X, "y: [24, 1]", ["LSTM: {units: 8, return_sequences: «yes»}", ONE], MSE, "yes", "true")
net(
    4,
    "input_length",
    IDS,
    Y,
    ["Embedding: {input_dim: 50, output_dim: 8, «input_length»: 24}", LAST, ONE],
    MSE,
    ", input_length: 24",
    "",
)
net(
    7,
    "reads nobody",
    X,
    Y,
    ["LSTM: {units: 8, name: encoder}", "Dense: {units: 1, inputs: «encodr»}"],
    MSE,
    "encodr}",
    "encoder}",
)
net(8, "dropout in per cent", X, Y, ["LSTM: {units: 8, dropout: «20»}", ONE], MSE, "dropout: 20", "dropout: 0.2")
net(8, "no units", X, Y, ["«LSTM»: {return_sequences: false}", ONE], MSE, "{return_sequences: false}", "{units: 8}")
net(8, "negative units", X, Y, ["LSTM: {units: «-1»}", ONE], MSE, "-1", "8")
net(8, "half a unit", X, Y, ["LSTM: {units: «8.5»}", ONE], MSE, "8.5", "8")
net(
    505,
    "Dense in both directions",
    X,
    Y,
    ["Bidirectional: {layer: {«Dense»: {units: 8}}}", ONE],
    MSE,
    "Dense: {units: 8}",
    "LSTM: {units: 8}",
)

# data
series = "length: 12, horizon: 1"
row(
    609,
    "window longer than the series",
    windows("Sales", "Sales", "length: «500», horizon: 1", [LAST, ONE]),
    "length: 500",
    "length: 12",
)
row(808, "column misspelt", windows("«Slaes»", "Sales", series, [LAST, ONE]), "Slaes", "Sales")
row(808, "column of words", windows("Sales, «Region»", "Sales", series, [LAST, ONE]), ", Region", "")
row(808, "column of one value", windows("Sales, «Flat»", "Sales", series, [LAST, ONE]), ", Flat", "")
row(
    202,
    "one step ahead of a window",
    windows("Sales", "Sales", series, ["LSTM: {units: 8, «return_sequences: true»}", ONE]),
    ", return_sequences: true",
    "",
)
row(
    701,
    "horizon of twelve, one unit",
    windows("Sales", "Sales", "length: 24, horizon: 12", [LAST, "Dense: {units: «1»}"]),
    "units: 1}",
    "units: 12}",
)
