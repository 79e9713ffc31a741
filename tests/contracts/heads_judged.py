"""Documents about logits, metrics, losses that are left out, CTC and ids: right ones, and wrong ones with their only code."""

from __future__ import annotations

from .heads import (
    CHANCE,
    EACH,
    EMBED,
    IDS,
    LABEL,
    LABELS,
    LAST,
    NINE,
    ONE,
    ONE_HOT,
    ROW,
    SPARSE,
    TWELVE,
    X,
    case,
    declared,
    windows,
)

LOGITS, LOGIT = "Dense: {units: 9}", "loss: {BinaryCrossentropy: {from_logits: true}}"
SPARSE_LOGITS = "loss: {SparseCategoricalCrossentropy: {from_logits: true}}"
FOCAL = "loss: {BinaryFocalCrossentropy: {from_logits: true}}"
WRAPPED = "TimeDistributed: {layer: {Dense: {units: 9, activation: softmax}}}"
NUMBER, YES = "y: [1]", "y: {shape: [], classes: 2}"

case("logits, accuracy", declared(X, LABEL, [LAST, LOGITS], f"{SPARSE_LOGITS}, metrics: [accuracy]"))
case(
    "probabilities, top 3",
    declared(X, LABEL, [LAST, NINE], f"{SPARSE}, metrics: [{{SparseTopKCategoricalAccuracy: {{k: 3}}}}]"),
)
case("rows, AUC", declared(X, ROW, [LAST, NINE], f"{ONE_HOT}, metrics: [AUC, accuracy, Precision]"))
case("yes or no, all metrics", declared(X, NUMBER, [LAST, CHANCE], "loss: bce, metrics: [accuracy, AUC, Precision, Recall]"))
auc = "metrics: [{AUC: {from_logits: true}}, {BinaryAccuracy: {threshold: 0}}, mae]"
case("logit, bound at 0", declared(X, NUMBER, [LAST, ONE], f"{LOGIT}, {auc}"))
case("numbers, errors", declared(X, NUMBER, [LAST, ONE], "loss: mse, metrics: [mae, mape, R2Score, RootMeanSquaredError]"))
case("a chance by least squares", declared(X, NUMBER, [LAST, CHANCE], "loss: mse, metrics: [accuracy]"))
case("rows by least squares", declared(X, ROW, [LAST, LOGITS], "loss: mse, metrics: [accuracy]"))
case("703 sigmoid", declared(X, NUMBER, [LAST, CHANCE], LOGIT), 703)
case("703 focal", declared(X, NUMBER, [LAST, CHANCE], FOCAL), 703)
case("703 wrapped", declared(X, LABELS, [EACH, WRAPPED], SPARSE_LOGITS), 703)
case("703 of its own", declared(X, LABEL, [LAST, LOGITS, "Activation: {activation: softmax}"], SPARSE_LOGITS), 703)
case("703 Softmax", declared(X, LABEL, [LAST, LOGITS, "Softmax"], SPARSE_LOGITS), 703)
case("708 accuracy of logits", declared(X, NUMBER, [LAST, ONE], f"{LOGIT}, metrics: [accuracy]"), 708)
case("708 AUC of logits", declared(X, NUMBER, [LAST, ONE], f"{LOGIT}, metrics: AUC"), 708)
case("708 AUC of labels", declared(X, LABEL, [LAST, NINE], f"{SPARSE}, metrics: [AUC]"), 708)
case("708 rows and labels", declared(X, LABEL, [LAST, NINE], f"{SPARSE}, metrics: [categorical_accuracy]"), 708)
case("708 labels and rows", declared(X, ROW, [LAST, NINE], f"{ONE_HOT}, metrics: [sparse_categorical_accuracy]"), 708)
forecast = windows("Sales", "Sales", "length: 24, horizon: 12", [LAST, TWELVE])
case("708 forecast", forecast.replace("loss: mse", "loss: mse, metrics: [accuracy]"), 708)

SOUND, LETTERS = "x: [50, 13]", "y: {shape: [9], classes: 12}"
UNITS = "Dense: {units: 12}"
case("CTC", declared(SOUND, LETTERS, [EACH, UNITS], "loss: ctc"))
case("CTC, one more for luck", declared(SOUND, LETTERS, [EACH, "Dense: {units: 13}"], "loss: CTC"))
case("CTC, any length", declared("x: [null, 13]", "y: {shape: [null], classes: 12}", [EACH, UNITS], "loss: ctc"))
case("711 one vector", declared(SOUND, LETTERS, [LAST, UNITS], "loss: ctc"), 711)
case("711 one label", declared(SOUND, "y: {shape: [], classes: 12}", [EACH, UNITS], "loss: ctc"), 711)
case("711 too few units", declared(SOUND, LETTERS, [EACH, "Dense: {units: 11}"], "loss: ctc"), 711)
pooled = ["MaxPooling1D: {pool_size: 8}", EACH, UNITS]
case("711 longer than the sound", declared(SOUND, LETTERS, pooled, "loss: ctc"), 711)

TWO = "each: [24, 1], kind: {shape: [], classes: 9}"
STACK = [EACH.replace("8", "8, name: e"), "Dense: {units: 1, name: each, inputs: e}", "LSTM: {units: 4, inputs: e}"]
BOTH = [*STACK, "Dense: {units: 9, activation: softmax, name: kind}"]
case("two losses", declared(X, TWO, BOTH, f"loss: {{each: mse, kind: {SPARSE[6:]}}}"))
case("709 one of two", declared(X, TWO, BOTH, "loss: {each: mse}"), 709)

ids = IDS.replace("50", "60")
case("802 vocabulary", declared(ids, NUMBER, [EMBED, LAST, ONE], "loss: mse"), 802)
case("802 reshaped", declared(ids, NUMBER, ["Reshape: {target_shape: [24]}", EMBED, LAST, ONE], "loss: mse"), 802)
case("a row to spare", declared(IDS, NUMBER, [EMBED.replace("50", "51"), LAST, ONE], "loss: mse"))
words, known = "x: {shape: [], dtype: string}", "TextVectorization: {vocabulary: [a, b, c], output_sequence_length: 4}"
rows = "Embedding: {{input_dim: {}, output_dim: 8, mask_zero: true}}"
case("listed words", declared(words, NUMBER, [known, rows.format(5), LAST, ONE], "loss: mse"))
case("802 listed words", declared(words, NUMBER, [known, rows.format(3), LAST, ONE], "loss: mse"), 802)

case(
    "706 numbers as yes",
    windows("Sales", "Temp", "length: 12, horizon: 1", [LAST, CHANCE]).replace("loss: mse", "loss: bce"),
    706,
)
case("707 sigmoid", windows("Temp", "Sales", "length: 12, horizon: 1", [LAST, CHANCE]), 707)
scaled = "  columns: {{Sales: {{transform: {}}}}}\n"
case("707 tanh", windows("Sales", "Sales", "length: 12, horizon: 1", [LAST, CHANCE.replace("sigmoid", "tanh")]), 707)
relu = CHANCE.replace("sigmoid", "relu")
case("707 standardized", windows("Sales", "Sales", "length: 12, horizon: 1", [LAST, relu], scaled.format("standardize")), 707)
case("scaled to the sigmoid", windows("Sales", "Sales", "length: 12, horizon: 1", [LAST, CHANCE], scaled.format("minmax")))
case("counts by relu", windows("Sales", "Sales", "length: 12, horizon: 1", [LAST, relu]))
case("709 none at all", declared(X, NUMBER, [LAST, ONE], "epochs: 3"), 709)
