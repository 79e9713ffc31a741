"""SARIF, GitHub's commands and JUnit of every rule's bad example, held against their schemas and read back."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st

from rnndsl.analysis.fixes import apply
from rnndsl.diagnostics.as_github import as_github
from rnndsl.diagnostics.as_junit import as_junit
from rnndsl.diagnostics.as_sarif import as_sarif
from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.diagnostics.linted import Linted
from rnndsl.diagnostics.span import Source, Span
from rnndsl.pipeline import check
from rnndsl.rules.told import descriptor, every, plain

FORMATS = Path(__file__).parent / "formats"
SARIF = jsonschema.Draft4Validator(
    json.loads((FORMATS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")),
    format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER,
)
JUNIT = xmlschema.XMLSchema(FORMATS / "junit-10.xsd")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.fixture(scope="module")
def linted(tmp_path_factory: pytest.TempPathFactory) -> list[Linted]:
    """The bad example of every rule, linted as a file of its own."""
    files = []
    for rule in every():
        folder = tmp_path_factory.mktemp(rule.code)
        for name, text in rule.data.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="")
        source = Source(str(folder / "model.yaml"), plain(rule.bad), str(folder))
        files.append(Linted(source, tuple(check(source).report.sorted())))
    return files


def sarif(files: list[Linted], settings: list[Diagnostic] | None = None, failures: list[str] | None = None) -> dict[str, Any]:
    """The run of a log that is valid."""
    log = json.loads(as_sarif(files, descriptor, settings or [], failures or []))
    assert [f"{list(e.path)}: {e.message}" for e in SARIF.iter_errors(log)] == []
    (run,) = log["runs"]
    return run


def a_finding(text: str, start: int, end: int, message: str = "wrong", name: str = "m.yaml") -> tuple[Source, Diagnostic]:
    source = Source(name, text)
    span = Span(source, start, end)
    fix = Fix("write `x`", (Edit(span, "x"),), safe=True)
    return source, Diagnostic("RNN201", "error", message, span, related=(Label(Span(source, 0, 1), "here"),), fix=fix)


def test_sarif_of_all_rules_is_valid(linted: list[Linted]) -> None:
    """Every finding is a result whose rule is described with help in text and Markdown; fixes and related places are there."""
    run = sarif(linted)
    findings = [finding for file in linted for finding in file.findings]
    assert [result["ruleId"] for result in run["results"]] == [finding.code for finding in findings]
    rules = run["tool"]["driver"]["rules"]
    for result, finding in zip(run["results"], findings, strict=True):
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == finding.code
        assert rule["help"]["text"]
        assert "```yaml" in rule["help"]["markdown"]
        assert len(result.get("relatedLocations", [])) == len(finding.related)
        assert ("fixes" in result) == (finding.fix is not None)


def test_sarif_names_files_below_the_current_folder_by_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative URIs with %SRCROOT% below the current folder, absolute ones elsewhere; blanks and umlauts are escaped."""
    monkeypatch.chdir(tmp_path)
    inside, one = a_finding("abc", 0, 1, name=str(tmp_path / "a b" / "ü.yaml"))
    outside, other = a_finding("abc", 0, 1, name="/somewhere/else#.yaml")
    run = sarif([Linted(inside, (one,)), Linted(outside, (other,))])
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in run["results"]]
    assert places == [{"uri": "a%20b/%C3%BC.yaml", "uriBaseId": "%SRCROOT%"}, {"uri": "file:///somewhere/else%23.yaml"}]
    assert run["originalUriBaseIds"]["%SRCROOT%"]["uri"] == tmp_path.as_uri() + "/"


@given(TEXT, st.data())
@settings(max_examples=60, deadline=None)
def test_sarif_counts_utf16(text: str, data: st.DataObject) -> None:
    """Who applies a SARIF fix to UTF-16 columns gets the text that `--fix` makes."""
    text = "a" + text.replace("\r", "").replace("\x0b", "")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    source, finding = a_finding(text, start, end)
    run = sarif([Linted(source, (finding,))])
    assert run["columnKind"] == "utf16CodeUnits"
    (replacement,) = run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"]
    region, units = replacement["deletedRegion"], text.encode("utf-16-le")
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line.encode("utf-16-le")) + 2)
    low = starts[region["startLine"] - 1] + 2 * (region["startColumn"] - 1)
    high = starts[region["endLine"] - 1] + 2 * (region["endColumn"] - 1)
    repaired = units[:low] + replacement["insertedContent"]["text"].encode("utf-16-le") + units[high:]
    assert finding.fix is not None
    assert repaired.decode("utf-16-le") == apply(text, [finding.fix])


def test_sarif_marks_what_comments_silence() -> None:
    """A silenced finding is a result that is suppressed in source; others say that they are not."""
    source, finding = a_finding("abc", 0, 1)
    run = sarif([Linted(source, (finding,), (finding,))])
    assert [result["suppressions"] for result in run["results"]] == [[], [{"kind": "inSource"}]]


def test_sarif_tells_of_settings_and_failures() -> None:
    """Wrong settings are notifications of the configuration, unreadable files of the tool; the run was no success."""
    _, mistake = a_finding("select = 1", 9, 10, name="rnndsl.toml")
    (invocation,) = sarif([], [mistake], ["a.yaml: no such file"])["invocations"]
    assert invocation["executionSuccessful"] is False
    assert len(invocation["toolConfigurationNotifications"]) == len(invocation["toolExecutionNotifications"]) == 1


def test_sarif_of_standard_input_and_options_names_no_file() -> None:
    """What no path leads to has a logical place."""
    source, finding = a_finding("abc", 0, 1, name="<stdin>")
    (result,) = sarif([Linted(source, (finding,))])["results"]
    assert result["locations"] == [{"logicalLocations": [{"name": "<stdin>", "kind": "parameter"}]}]
    assert "fixes" not in result


def test_junit_of_all_rules_is_valid(linted: list[Linted]) -> None:
    """Errors and warnings are failures, a file without them passes."""
    text = as_junit([*linted, Linted(Source("clean.yaml", ""))])
    JUNIT.validate(text)
    root = ElementTree.fromstring(text.partition("\n")[2])
    failing = [d for file in linted for d in file.findings if d.severity != "info"]
    assert [f.get("message") for f in root.iter("failure")] == [d.message for d in failing]
    assert root.get("failures") == str(len(failing))
    assert [case.get("name") for case in root[-1]] == ["clean"]


@given(TEXT)
@settings(max_examples=60, deadline=None)
def test_junit_holds_any_text(message: str) -> None:
    """Whatever a message and a file's text hold, the document is well-formed and valid."""
    source, finding = a_finding("a" + message, 0, 1, message)
    JUNIT.validate(as_junit([Linted(source, (finding,))]))


@given(TEXT, TEXT)
@settings(max_examples=60, deadline=None)
def test_github_reads_back_what_is_written(message: str, name: str) -> None:
    """One line per finding; unescaped as the runner does it, properties and message are what they were."""
    source, finding = a_finding("abc\ndef", 4, 6, message, "m" + name)
    command = as_github([finding])
    assert len(command.split("\n")) == 1
    assert "\r" not in command
    found = re.fullmatch(r"::error ([^:]*)::(.*)", command, re.DOTALL)
    assert found is not None
    properties = dict(pair.split("=", 1) for pair in found[1].split(","))
    assert unescaped(properties["file"], True) == source.name
    assert [properties[key] for key in ("line", "endLine", "col", "endColumn")] == ["2", "2", "1", "2"]
    assert unescaped(found[2], False) == f"{message}\nhelp: write `x`"


def unescaped(text: str, in_property: bool) -> str:
    """What the runner of GitHub Actions makes of an escaped text."""
    if in_property:
        text = text.replace("%3A", ":").replace("%2C", ",")
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_github_marks_a_file_only(linted: list[Linted]) -> None:
    """A mistake in a `--set` has no place in a pull request; infos are notices."""
    _, finding = a_finding("abc", 0, 1, name="--set")
    assert as_github([finding]).startswith("::error title=rnndsl RNN201::wrong")
    _, info = a_finding("abc", 0, 1)
    assert as_github([Diagnostic("RNN901", "info", "slow", info.span)]).startswith("::notice file=m.yaml,")
    assert all(line.startswith("::") for line in as_github(list(linted[3].findings)).splitlines())
    assert os.sep in linted[3].source.name
