"""A table of texts, codes and numbers: layers of the model look up, cut into ranges and scale; all of it is saved with it."""

from __future__ import annotations

import csv
import io
import json
import runpy
import sys
from pathlib import Path

import pytest

from . import runs

pytestmark = pytest.mark.slow

PLANS = """\
rnndsl: 1
name: plans
data:
  source: people.csv
  split: {validation: 20%, test: 20%, stratify: plan}
  inputs: {city: {text: city}, age: [age], income: [income], code: [code]}
  targets: {plan: {category: plan}}
model:
  layers:
    - StringLookup: {name: cities, inputs: city}
    - Embedding: {name: places, input_dim: "${cities.vocabulary_size}", output_dim: 3}
    - IntegerLookup: {name: codes, inputs: code, output_mode: one_hot}
    - Discretization: {name: ranges, inputs: age, num_bins: 6}
    - CategoryEncoding: {name: ages, num_tokens: "${ranges.num_bins}", output_mode: one_hot}
    - Normalization: {name: money, inputs: income}
    - Concatenate: {inputs: [places, codes, ages, money]}
    - Dense: {units: "${cities.vocabulary_size}", activation: relu}
    - Dense: {name: plan, units: "${data.plan.classes}", activation: softmax}
train: {loss: sparse_categorical_crossentropy, metrics: [accuracy], epochs: 2, batch_size: 16}
"""
CITIES, CODES = ("Köln", "Berlin", "Hamburg"), (11, 25, 300)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file beside its table of 120 people."""
    folder = tmp_path_factory.mktemp("plans")
    people = [
        f"{CITIES[i % 3]},{18 + i % 60},{1000 + 31 * i}.5,{CODES[i % 7 % 3]},{'gold' if i % 2 else 'basic'}" for i in range(120)
    ]
    (folder / "people.csv").write_text("\n".join(["city,age,income,code,plan", *people]) + "\n", encoding="utf-8")
    (folder / "plans.yaml").write_text(PLANS, encoding="utf-8")
    return folder / "plans.yaml"


def test_it_lints_clean_and_sizes_wait_for_the_data(plans: Path) -> None:
    """What the training part will tell is a symbol until then; the number of ranges is known at once."""
    assert runs.rnndsl("lint", plans).stdout.strip().endswith("is clean")
    table = runs.rnndsl("summary", plans, "--format", "json").stdout
    assert "cities.vocabulary_size" in table
    assert "ranges.num_bins" not in table


def test_the_script_holds_what_was_learned(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`model.py` alone makes the model that was saved: vocabularies, ranges and moments, and the first weights."""
    import keras

    made = runs.rnndsl("build", plans, cwd=plans.parent)
    assert made.returncode == 0, made.stderr
    folder = plans.parent / "build" / "plans"
    monkeypatch.setattr(sys, "argv", ["model.py"])
    script = runpy.run_path(str(folder / "model.py"))["model"]
    saved = keras.models.load_model(folder / "model.keras")
    assert json.dumps(script.get_config()) == json.dumps(saved.get_config())
    assert all((a == b).all() for a, b in zip(script.get_weights(), saved.get_weights(), strict=True))
    assert set(saved.get_layer("cities").get_vocabulary()) == {"[UNK]", *CITIES}
    assert set(map(int, saved.get_layer("codes").get_vocabulary())) == {-1, *CODES}
    assert len(saved.get_layer("ranges").bin_boundaries) == 5


def test_it_trains_and_predicts_from_the_model_alone(plans: Path, tmp_path: Path) -> None:
    """A city, a code and an age that training never met are answered too."""
    trained = runs.rnndsl("train", plans, "--runs", tmp_path)
    assert trained.returncode == 0, trained.stderr
    model = tmp_path / "plans" / "1" / "model.keras"
    moved = model.rename(tmp_path / "moved.keras")
    people = "city,age,income,code\nKöln,33,4000,11\nParis,99,1200,99\n"
    done = runs.rnndsl("predict", moved, "--input", "-", "--format", "csv", stdin=people)
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["city"] for row in rows] == ["Köln", "Paris"]
    assert all(row["plan"] in ("gold", "basic") for row in rows)
