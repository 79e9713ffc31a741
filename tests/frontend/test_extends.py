"""`extends`: what a file completes and overrides, and files that lead nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from .language import checked


def write(folder: Path, **files: str) -> str:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    return str(folder)


def test_extended_files(tmp_path: Path) -> None:
    """Sections are completed key by key; lists and objects are taken whole; nearer files win; mistakes show where they are."""
    write(
        tmp_path,
        far="train: {epochs: 1, batch_size: 7, optimizer: {Adam: {learning_rate: 1}}}\nmodel: {inputs: {x: [5, 2], z: [3]}}\n",
        base="extends: far.yaml\ntrain: {epochs: 2, metrics: [mae]}\nmodel: {layers: [Flatten]}\n",
    )
    text = "rnndsl: 1\nextends: base.yaml\ntrain: {optimizer: {SGD: {}}}\nmodel: {inputs: {x: [9, 9]}}\n"
    spec, report = checked(text, "train.batch_size=9", folder=str(tmp_path))
    assert len(report) == 0
    assert spec is not None
    plain = spec.plain()
    assert plain["train"]["epochs"] == 2
    assert plain["train"]["batch_size"] == 9
    assert plain["train"]["optimizer"] == {"SGD": {}}
    assert plain["model"]["inputs"] == {"x": [9, 9], "z": [3]}
    assert plain["model"]["layers"] == ["Flatten"]
    assert "extends" not in plain
    assert spec.get("train", "epochs").span.source.name.endswith("base.yaml")


EXTENDS = {
    "itself": ({"a": "extends: a.yaml\n"}, "RNN007"),
    "a circle": ({"a": "extends: b.yaml\n", "b": "extends: a.yaml\n"}, "RNN007"),
    "no file": ({"a": "extends: nowhere.yaml\n"}, "RNN007"),
    "no yaml": ({"a": "{"}, "RNN000"),
}


@pytest.mark.parametrize("name", EXTENDS)
def test_extends_that_leads_nowhere(name: str, tmp_path: Path) -> None:
    """A circle, a missing file and a file that is no YAML are reported once."""
    files, code = EXTENDS[name]
    folder = write(tmp_path, **files)
    spec, report = checked("rnndsl: 1\nextends: a.yaml\n", folder=folder)
    assert spec is None
    assert [d.code for d in report.sorted()] == [code]
