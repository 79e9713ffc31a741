"""The linter's own walk and `jsonschema` accept the same files.

What a schema cannot see is left out on both sides: repeated keys (JSON has none), variables that nobody defines (RNN007) and
wiring, which is resolved after the walk.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from rnndsl.diagnostics.report import Report
from rnndsl.diagnostics.span import Source
from rnndsl.frontend.parse import parse
from rnndsl.frontend.scalars import scalar
from rnndsl.frontend.validate import validate
from rnndsl.pipeline import check
from rnndsl.rules import load, modules
from rnndsl.schema.generate import generate

from .language import Writer

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FILES = 3000
UNSEEN = ("RNN002", "RNN007")


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    Draft202012Validator.check_schema(generate())
    return Draft202012Validator(generate())


def lint_errors(text: str) -> list[str] | None:
    """What the walk finds in a text; None where a variable hides what stands there."""
    report = Report()
    document = parse(Source("generated.yaml", text), report)
    assert document is not None, report.sorted()
    validate(document, report)
    found = report.sorted()
    if any(d.code in UNSEEN for d in found):
        return None
    return [f"{d.code} {d.message}" for d in found]


def filled(value: object, variables: dict[str, object]) -> object:
    """The value with its `${vars.…}` answered, as build and train hand it to the schema."""
    if isinstance(value, dict):
        return {key: filled(inner, variables) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, variables) for inner in value]
    name = value[7:-1] if isinstance(value, str) and value.startswith("${vars.") else None
    return variables.get(name, value) if name is not None else value


def schema_errors(validator: Draft202012Validator, plain: object) -> list[str]:
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in validator.iter_errors(plain)]


@pytest.mark.parametrize("part", range(10))
def test_generated_files(schema: Draft202012Validator, part: int) -> None:
    """Thousands of generated files, half of them spoilt in one place, are judged alike."""
    judged = {True: 0, False: 0}
    for seed in range(part * FILES // 10, (part + 1) * FILES // 10):
        writer = Writer(seed)
        plain = writer.file()
        if seed % 2:
            plain = writer.spoil(plain)
        text = json.dumps(plain)
        walked = lint_errors(text)
        if walked is None:
            continue
        variables = plain.get("vars") if isinstance(plain, dict) else None
        opinion = schema_errors(schema, filled(plain, variables if isinstance(variables, dict) else {}))
        assert bool(walked) == bool(opinion), f"seed {seed}: {text}\nlint: {walked}\nschema: {opinion}"
        assert seed % 2 or not walked, f"a valid file is refused, seed {seed}: {text}\n{walked}"
        judged[bool(walked)] += 1
    assert min(judged.values()) > FILES // 100, judged


@pytest.mark.parametrize("module", modules())
def test_fixtures(schema: Draft202012Validator, module: str) -> None:
    """Both examples of every rule are judged alike."""
    rule = load(module)
    for example in (rule.bad.replace("«", "").replace("»", ""), rule.good):
        report = Report()
        document = parse(Source("example.yaml", example), report)
        if document is None:
            continue
        walked = lint_errors(example)
        if walked is not None:
            opinion = schema_errors(schema, plain_of(document.root))
            assert bool(walked) == bool(opinion), f"{example}\nlint: {walked}\nschema: {opinion}"


def plain_of(node):
    """The plain data of a node tree, scalars as YAML 1.2 reads them."""
    if node.id == "scalar":
        return node.value if node.style else scalar(node.value)
    if node.id == "sequence":
        return [plain_of(child) for child in node.value]
    return {key.value: plain_of(value) for key, value in node.value}


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).resolve().parents[2] / "examples").glob("*/*.yaml")), ids=lambda p: p.stem
)
def test_examples(schema: Draft202012Validator, path: Path) -> None:
    """The examples please both, as written and resolved."""
    checked = check(Source(str(path), path.read_text("utf-8"), str(path.parent)))
    document = parse(checked.source, Report())
    assert document is not None
    assert checked.spec is not None
    assert schema_errors(schema, plain_of(document.root)) == []
    assert schema_errors(schema, checked.spec.plain()) == []
