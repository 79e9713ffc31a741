"""Findings as JUnit XML, which every build server shows as tests: a file is a suite, a finding a failure, a clean file passes.

Valid against the schema of Jenkins' xUnit plugin. Infos do not fail: they stand in the suite's standard output.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from .diagnostic import Diagnostic
from .draw import concise, draw
from .linted import Linted

INDENT = "  "


def as_junit(files: list[Linted]) -> str:
    """The document of a run, without a final newline."""
    suites = [_suite(file) for file in files]
    failing = sum(len(_failing(file)) for file in files)
    tests = sum(max(len(_failing(file)), 1) for file in files)
    head = f'<testsuites name="rnndsl lint" tests="{tests}" failures="{failing}" errors="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>"])


def _failing(file: Linted) -> list[Diagnostic]:
    return [finding for finding in file.findings if finding.severity != "info"]


def _suite(file: Linted) -> str:
    failing, name = _failing(file), _attribute(file.source.name)
    infos = [concise(finding) for finding in file.findings if finding.severity == "info"]
    cases = [_case(finding, name) for finding in failing] or [f'{INDENT * 2}<testcase name="clean" classname={name}/>']
    said = [f"{INDENT * 2}<system-out>{_text(chr(10).join(infos))}</system-out>"] if infos else []
    head = f'{INDENT}<testsuite name={name} tests="{max(len(failing), 1)}" failures="{len(failing)}" errors="0" skipped="0">'
    return "\n".join([head, *cases, *said, f"{INDENT}</testsuite>"])


def _case(finding: Diagnostic, classname: str) -> str:
    name = _attribute(f"{finding.code} at {finding.span.line}:{finding.span.column}")
    kind = _attribute(f"{finding.severity}[{finding.code}]")
    failure = f"<failure message={_attribute(finding.message)} type={kind}>{_text(draw(finding))}</failure>"
    return f"{INDENT * 2}<testcase name={name} classname={classname}>{failure}</testcase>"


def _text(text: str) -> str:
    return escape(_legal(text))


def _attribute(text: str) -> str:
    return quoteattr(_legal(text), {"\n": "&#10;", "\t": "&#9;"})


def _legal(text: str) -> str:
    """The text without what XML 1.0 cannot hold at all: control characters, surrogates, two code points that are none."""
    return "".join(c if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "�" for c in text)
