"""The JSON Schema of a file that declares layers knows them; the one for all files leaves its model to the linter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from rnndsl.diagnostics.report import Report
from rnndsl.diagnostics.span import Source
from rnndsl.frontend.parse import parse
from rnndsl.layers._own import declared_kinds
from rnndsl.pipeline import check
from rnndsl.schema.generate import generate
from tests.cli.runs import rnndsl

from .test_agreement import plain_of

ROOT = Path(__file__).resolve().parents[2]
FILES = (ROOT / "tests" / "contracts" / "own" / "own.yaml", ROOT / "examples" / "peephole" / "peephole.yaml")


def plain(text: str) -> object:
    document = parse(Source("model.yaml", text), Report())
    assert document is not None
    return plain_of(document.root)


def wrong(schema: dict, text: str) -> list[str]:
    """What a schema finds in a text."""
    Draft202012Validator.check_schema(schema)
    return [error.message for error in Draft202012Validator(schema).iter_errors(plain(text))]


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def file(request: pytest.FixtureRequest) -> tuple[str, dict]:
    """A file that declares layers, and its own schema."""
    text = request.param.read_text(encoding="utf-8")
    spec = check(Source(str(request.param), text, str(request.param.parent))).spec
    assert spec is not None
    return text, generate(declared_kinds(spec.get("extensions").data))  # type: ignore[union-attr]


def test_both_schemas_take_the_file(file: tuple[str, dict]) -> None:
    """The file pleases its own schema and the one for all files."""
    assert wrong(file[1], file[0]) == []
    assert wrong(generate(), file[0]) == []


@pytest.mark.parametrize("change", [("units: ", "unit: "), ("RNN:", "RRN:"), ("class:", "clas:"), ("{units: 4}", "{units: 0}")])
def test_its_own_schema_finds_mistakes(file: tuple[str, dict], change: tuple[str, str]) -> None:
    """Arguments of declared layers, Keras' own layers and the declarations themselves are checked as closely as the rest."""
    if change[0] in file[0]:
        head, found, tail = file[0].rpartition(change[0])
        assert found
        assert wrong(file[1], head + change[1] + tail)


def test_without_declarations_the_model_is_judged() -> None:
    """The schema for all files still refuses a layer that nobody declares."""
    text = "rnndsl: 1\nmodel:\n  inputs: {x: [4]}\n  layers: [Own: {units: 3}]\n"
    assert wrong(generate(), text)
    assert wrong(generate(), text + "extensions: {}\n")


def test_the_command_prints_either(tmp_path: Path) -> None:
    """`rnndsl schema` is for all files, `rnndsl schema FILE` for one; a file that is not there is said so."""
    assert "PeepholeLSTMCell" not in json.loads(rnndsl("schema").stdout)["$defs"]
    assert "PeepholeLSTMCell" in json.loads(rnndsl("schema", FILES[1]).stdout)["$defs"]
    assert rnndsl("schema", tmp_path / "nothing.yaml").returncode == 2
