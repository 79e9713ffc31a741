"""Documents about heads, losses, states, masks and columns: right ones, and wrong ones with the only code they must give."""

from __future__ import annotations

DATA = {
    "s.csv": "Month,Sales,Temp,Region,Flat\n"
    + "".join(f"{2020 + i // 12}-{i % 12 + 1:02},{i * i % 37 + i},{i % 7},{'ns'[i % 2]},3\n" for i in range(120))
}
CASES: dict[str, tuple[str, str]] = {}


def declared(inputs: str, targets: str, layers: list[str], train: str) -> str:
    """A document that declares its inputs and targets."""
    lines = "\n".join("    - " + layer for layer in layers)
    return f"rnndsl: 1\nmodel:\n  inputs: {{{inputs}}}\n  targets: {{{targets}}}\n  layers:\n{lines}\ntrain: {{{train}}}\n"


def windows(inputs: str, targets: str, window: str, layers: list[str], more: str = "") -> str:
    """A document that reads windows of the table."""
    lines = "\n".join("    - " + layer for layer in layers)
    source = f"  source: s.csv\n  time: Month\n  window: {{{window}}}\n"
    data = f"{source}  inputs: {{x: [{inputs}]}}\n  targets: {{y: [{targets}]}}\n{more}"
    return f"rnndsl: 1\ndata:\n{data}model:\n  layers:\n{lines}\ntrain: {{loss: mse}}\n"


def case(name: str, text: str, code: int | None = None) -> None:
    """Keep a document under a name."""
    assert name not in CASES
    CASES[name] = (text, f"RNN{code}" if code else "")


LAST, EACH = "LSTM: {units: 8}", "LSTM: {units: 8, return_sequences: true}"
ONE, TWO = "Dense: {units: 1}", "Dense: {units: 2}"
NINE, PER_STEP = "Dense: {units: 9, activation: softmax}", "TimeDistributed: {layer: {Dense: {units: 1}}}"
TWELVE, CHANCE = "Dense: {units: 12}", "Dense: {units: 1, activation: sigmoid}"
EMBED = "Embedding: {input_dim: 50, output_dim: 8, mask_zero: true}"
IDS = "x: {shape: [24], dtype: int32, vocabulary: 50}"
X, FREE = "x: [24, 3]", "x: [null, 3]"
BOTH = "Bidirectional: {layer: {LSTM: {units: 8, return_sequences: true}}}"
SPARSE, ONE_HOT = "loss: sparse_categorical_crossentropy", "loss: categorical_crossentropy"
LABEL, LABELS, ROW = "y: {shape: [], classes: 9}", "y: {shape: [24], classes: 9}", "y: [9]"

case("one step ahead", windows("Sales", "Sales", "length: 12, horizon: 1", [LAST, ONE]))
case("twelve steps at once", windows("Sales", "Sales", "length: 24, horizon: 12", [LAST, TWELVE]))
case("as many steps as the window", windows("Sales", "Sales", "length: 12, horizon: 12", [EACH, ONE]))
case("the same with TimeDistributed", windows("Sales", "Sales", "length: 12, horizon: 12", [EACH, PER_STEP]))
case("two columns", windows("Sales, Temp", "Sales, Temp", "length: 12, horizon: 12", [EACH, TWO]))
wide = [LAST, "Dense: {units: 24}", "Reshape: {target_shape: [12, 2]}"]
case("two columns, reshaped", windows("Sales, Temp", "Sales, Temp", "length: 24, horizon: 12", wide))
case("repeated", windows("Sales", "Sales", "length: 24, horizon: 12", [LAST, "RepeatVector: {n: 12}", EACH, ONE]))
case("flattened", windows("Sales", "Sales", "length: 24, horizon: 12", [EACH, "Flatten", TWELVE]))
case("pooled", windows("Sales", "Sales", "length: 24, horizon: 12", [EACH, "GlobalAveragePooling1D", TWELVE]))
case("masked per step", declared(X, "y: [24, 1]", ["Masking", EACH, ONE], "loss: mse"))
case("tagging", declared(IDS, LABELS, [EMBED, EACH, NINE], SPARSE))
case("logits", declared(X, LABEL, [LAST, "Dense: {units: 9}"], "loss: {SparseCategoricalCrossentropy: {from_logits: true}}"))
case("one-hot", declared(X, ROW, [LAST, NINE], ONE_HOT))
case("yes or no", declared(X, "y: [1]", [LAST, "Dense: {units: 1, activation: sigmoid}"], "loss: bce"))
case(
    "yes or no, labels",
    declared(X, "y: {shape: [], classes: 2}", [LAST, "Dense: {units: 1, activation: sigmoid}"], "loss: bce"),
)
case("several yes or no", declared(X, "y: [5]", [LAST, "Dense: {units: 5, activation: sigmoid}"], "loss: bce"))
case("labels with an axis", declared(X, "y: {shape: [1], classes: 9}", [LAST, NINE], SPARSE))
case("number without an axis", declared(X, "y: []", [LAST, ONE], "loss: mse"))
case("free time", declared(FREE, "y: [null, 1]", [EACH, ONE], "loss: mse"))
case("softmax of its own", declared(X, LABEL, [LAST, "Dense: {units: 9}", "Activation: {activation: softmax}"], SPARSE))
case("recurrent head", declared(X, "y: [8]", [LAST], "loss: mse"))
case("autoencoder", declared(X, "y: [24, 3]", [LAST, "RepeatVector: {n: 24}", EACH, "Dense: {units: 3}"], "loss: mae"))
case("distributions", declared(X, ROW, [LAST, NINE], "loss: kl_divergence"))
case("maximum over steps", declared(IDS, "y: [1]", [EMBED, EACH, "GlobalMaxPooling1D", ONE], "loss: mse"))
case("maximum over both directions", declared(IDS, "y: [1]", [EMBED, BOTH, "GlobalMaxPooling1D", ONE], "loss: mse"))

case("202 window", windows("Sales", "Sales", "length: 12, horizon: 1", [EACH, ONE]), 202)
case("202 both directions", windows("Sales", "Sales", "length: 12, horizon: 1", [BOTH, ONE]), 202)
deep = [EACH, EACH, "Dropout: {rate: 0.2}", "Dense: {units: 4, activation: relu}", ONE]
case("202 far above", windows("Sales", "Sales", "length: 12, horizon: 1", deep), 202)
case("202 TimeDistributed", windows("Sales", "Sales", "length: 12, horizon: 1", [EACH, PER_STEP]), 202)
case("202 wide", windows("Sales", "Sales", "length: 24, horizon: 12", [EACH, TWELVE]), 202)
case("202 and too narrow", windows("Sales", "Sales", "length: 24, horizon: 12", [EACH, ONE]), 202)
case("202 sparse", declared(X, LABEL, [EACH, NINE], SPARSE), 202)
case("202 one-hot", declared(X, ROW, [EACH, NINE], ONE_HOT), 202)
case("202 binary", declared(X, "y: [1]", [EACH, "Dense: {units: 1, activation: sigmoid}"], "loss: bce"), 202)
case("202 mixes samples", declared(X, "y: []", [EACH, ONE], "loss: huber"), 202)
case("202 free time", declared(FREE, "y: [1]", [EACH, ONE], "loss: mse"), 202)
case("202 without a head", declared(X, "y: [8]", [EACH], "loss: mse"), 202)
case("202 convolution", declared(X, "y: [1]", [EACH, "Conv1D: {filters: 1, kernel_size: 3}"], "loss: mse"), 202)
case("202 masked", declared(X, "y: [1]", ["Masking", EACH, ONE], "loss: mse"), 202)
case("203 flat", declared(X, "y: [24]", [LAST, ONE], "loss: mse"), 203)
case("203 sparse", declared(X, LABELS, [LAST, NINE], SPARSE), 203)
case("203 two columns", windows("Sales, Temp", "Sales, Temp", "length: 12, horizon: 12", [LAST, TWO]), 203)
case("203 a single step", windows("Sales, Temp", "Sales, Temp", "length: 12, horizon: 1", [LAST, TWO]), 203)
case("203 other length", declared(X, "y: [12, 3]", [LAST, "Dense: {units: 3}"], "loss: mse"), 203)
case("606 repeat", windows("Sales", "Sales", "length: 24, horizon: 12", [LAST, "RepeatVector: {n: 10}", EACH, ONE]), 606)
case("606 single step", windows("Sales", "Sales", "length: 24, horizon: 1", [LAST, "RepeatVector: {n: 10}", EACH, ONE]), 606)
case("606 window", windows("Sales, Temp", "Sales, Temp", "length: 24, horizon: 12", [EACH, TWO]), 606)
case("701 narrow", windows("Sales", "Sales", "length: 24, horizon: 12", [LAST, ONE]), 701)
case("701 narrow, as long", windows("Sales", "Sales", "length: 12, horizon: 12", [LAST, ONE]), 701)
case("701 wide", windows("Sales", "Sales", "length: 24, horizon: 1", [LAST, TWELVE]), 701)
case("701 other width", windows("Sales", "Sales", "length: 24, horizon: 12", [LAST, "Dense: {units: 10}"]), 701)
case("701 per step", declared(X, "y: [24, 3]", [EACH, ONE], "loss: mse"), 701)
case("701 one-hot", declared(X, "y: [5]", [LAST, "Dense: {units: 4, activation: softmax}"], ONE_HOT), 701)
case("701 masked", declared(X, "y: [24]", ["Masking", EACH, ONE], "loss: mse"), 701)
case("705 rows", declared(X, ROW, [LAST, NINE], SPARSE), 705)
case("705 labels", declared(X, LABEL, [LAST, NINE], "loss: {CategoricalCrossentropy: {from_logits: false}}"), 705)
case("705 labels per step", declared(X, LABELS, [EACH, NINE], ONE_HOT), 705)
case("705 mse", declared(X, LABEL, [LAST, NINE], "loss: mse"), 705)
case("705 binary", declared(X, LABEL, [LAST, NINE], "loss: bce"), 705)
case("704 with labels", declared(X, LABEL, [LAST, "Dense: {units: 1, activation: softmax}"], SPARSE), 704)
case("704 of its own", declared(X, "y: [1]", [LAST, ONE, "Activation: {activation: softmax}"], "loss: bce"), 704)
case("704 one class", declared(X, "y: [1]", [LAST, CHANCE], ONE_HOT), 704)
case("704 both", declared(X, "y: [1]", [LAST, "Dense: {units: 1, activation: softmax}"], ONE_HOT), 704)
both = ["LSTM: {units: 8, return_sequences: true, name: e}", "LSTM: {units: 8, inputs: e, name: last}"]
heads = ["Dense: {units: 1, inputs: e, name: y}", "Dense: {units: 1, inputs: last, name: z}"]
case("202 beside another reader", declared(X, "y: [1], z: [1]", [*both, *heads], "loss: mse"), 202)
case("706 binary", declared(X, "y: {shape: [], classes: 2}", [LAST, "Dense: {units: 1, activation: sigmoid}"], SPARSE), 706)
case("702 binary", declared(X, "y: [1]", [LAST, ONE], "loss: bce"), 702)
case("702 relu", declared(X, ROW, [LAST, "Dense: {units: 9, activation: relu}"], ONE_HOT), 702)
case("702 recurrent", declared(X, "y: [8]", [LAST], ONE_HOT), 702)
conv = "Conv1D: {filters: 9, kernel_size: 3, padding: same}"
case("702 convolution", declared(X, LABELS, [conv], SPARSE), 702)
case("702 per step", declared(X, LABELS, [EACH, "TimeDistributed: {layer: {Dense: {units: 9}}}"], SPARSE), 702)
case("808 text", windows("Region", "Sales", "length: 24, horizon: 1", [LAST, ONE]), 808)
case("808 constant", windows("Flat", "Sales", "length: 24, horizon: 1", [LAST, ONE]), 808)
case("808 misspelt twice", windows("Salse", "Salse", "length: 24, horizon: 1", [LAST, ONE]), 808)
case("808 unknown", windows("Sales, Humidity", "Sales", "length: 24, horizon: 1", [LAST, TWO.replace("2", "1")]), 808)
logs = "  columns: {sales: {transform: log1p}}\n"
case("808 settings", windows("Sales", "Sales", "length: 24, horizon: 1", [LAST, ONE], logs), 808)
case("609 window", windows("Sales", "Sales", "length: 200, horizon: 1", [LAST, ONE]), 609)
case("609 horizon", windows("Sales", "Sales", "length: 12, horizon: 19", [LAST, "Dense: {units: 19}"]), 609)


def states(encoder: str, decoder: str) -> str:
    """A document with an encoder `e` and a decoder that starts from its states."""
    first, second = encoder.format("return_state: true"), decoder.format("return_sequences: true")
    return declared("a: [20, 4], b: [12, 2]", "y: [12, 1]", [first, second, ONE], "loss: mse")


FROM_LSTM, FROM_GRU = "LSTM: {{units: 8, {}, name: e, inputs: a}}", "GRU: {{units: 8, {}, name: e, inputs: a}}"
FROM_BOTH = "Bidirectional: {{layer: {{LSTM: {{units: 8, {}}}}}, name: e, inputs: a}}"
case("decoder", states(FROM_LSTM, "LSTM: {{units: 8, {}, inputs: b, initial_state: [e.h, e.c]}}"))
case("602 GRU", states(FROM_LSTM, "GRU: {{units: 8, {}, inputs: b, initial_state: [e.h, e.c]}}"), 602)
case("602 GRU of another width", states(FROM_LSTM, "GRU: {{units: 9, {}, inputs: b, initial_state: [e.h, e.c]}}"), 602)
case("602 SimpleRNN", states(FROM_LSTM, "SimpleRNN: {{units: 8, {}, inputs: b, initial_state: [e.h, e.c]}}"), 602)
wrapped = "Bidirectional: {{layer: {{GRU: {{units: 8, {}}}}}, inputs: b, initial_state: [e.h, e.c]}}"
case("602 both directions", states(FROM_LSTM, wrapped), 602)
case("601 h alone", states(FROM_LSTM, "LSTM: {{units: 8, {}, inputs: b, initial_state: e.h}}"), 601)
case("601 of a GRU", states(FROM_GRU, "LSTM: {{units: 8, {}, inputs: b, initial_state: [e.h]}}"), 601)
case("601 width", states(FROM_LSTM, "LSTM: {{units: 9, {}, inputs: b, initial_state: [e.h, e.c]}}"), 601)
four = "[e.forward_h, e.forward_c, e.backward_h, e.backward_c]"
case("601 both directions", states(FROM_BOTH, f"LSTM: {{{{units: 8, {{}}, inputs: b, initial_state: {four}}}}}"), 601)
for layer in ("Conv1D: {filters: 4, kernel_size: 3}", "Permute: {dims: [2, 1]}", "MaxPooling1D: {pool_size: 2}"):
    case(f"401 {layer.partition(':')[0]}", declared(IDS, "y: [1]", [EMBED, layer, LAST, ONE], "loss: mse"), 401)
case("401 Flatten", declared(IDS, "y: [1]", [EMBED, "Flatten", ONE], "loss: mse"), 401)
case("401 maximum of ids", declared(IDS, "y: [1]", [EMBED, "GlobalMaxPooling1D", ONE], "loss: mse"), 401)
case("two Masking layers", declared(X, "y: [1]", ["Masking: {mask_value: -1}", "Masking", LAST, ONE], "loss: mse"))
case("402 named", declared(IDS, "y: [1]", [EMBED, "Masking: {name: m}", LAST, ONE], "loss: mse"), 402)

series = windows("Sales", "Sales", "length: 12, horizon: 1", [LAST, ONE])
case("801 shape", series.replace("model:\n", "model:\n  inputs: {x: [10, 1]}\n"), 801)
case("801 name", series.replace("model:\n", "model:\n  inputs: {z: [12, 1]}\n"), 801)
case("801 target", series.replace("model:\n", "model:\n  targets: {y: [3]}\n").replace("units: 1}", "units: 3}"), 801)
case("801 line", series.replace("layers:\n", "layers:\n    - Input: {shape: [10, 1]}\n"), 801)
case("declared as given", series.replace("model:\n", "model:\n  inputs: {x: [12, 1]}\n  targets: {y: [1]}\n"))
case("declared as free", series.replace("model:\n", "model:\n  inputs: {x: [null, 1]}\n"))
