"""The schema in the repository is the one that the code generates."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from rnndsl.schema.generate import generate

COMMITTED = Path(__file__).resolve().parents[2] / "schemas" / "rnndsl.schema.json"


def test_no_drift() -> None:
    """`rnndsl schema > schemas/rnndsl.schema.json` would change nothing."""
    assert json.loads(COMMITTED.read_text("utf-8")) == json.loads(json.dumps(generate()))


def test_it_is_a_schema() -> None:
    """It is valid JSON Schema of the draft that it names."""
    Draft202012Validator.check_schema(generate())


def closed(schema: object, path: str = "") -> list[str]:
    """Paths of mappings with fixed keys that admit others; what the whole file is asked besides closes nothing again."""
    if isinstance(schema, list):
        return [p for i, part in enumerate(schema) for p in closed(part, f"{path}/{i}")]
    if not isinstance(schema, dict):
        return []
    besides = path in ("/then", "/else")
    judged = "properties" in schema and not besides and path.rpartition("/")[2] not in ("properties", "if", "$defs")
    own = [path] if judged and schema.get("additionalProperties") is not False else []
    return own + [p for key, part in schema.items() for p in closed(part, f"{path}/{key}")]


def test_closed_everywhere() -> None:
    """No mapping with named keys admits another key, and no `oneOf` hides which form is meant."""
    schema = generate()
    assert closed(schema) == []
    assert '"oneOf"' not in json.dumps(schema)


def test_editors_get_words_and_defaults() -> None:
    """Every argument of every layer has a sentence, and a default where it has one."""
    units = generate()["$defs"]["LSTM"]["properties"]["units"]
    bias = generate()["$defs"]["LSTM"]["properties"]["use_bias"]
    assert units["description"]
    assert "default" not in units
    assert bias["default"] is True
