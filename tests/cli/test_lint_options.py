"""Options of `rnndsl lint`: settings by flag, reports to files, counts, exit codes, and what cannot go together."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rnndsl.cli.main import run
from rnndsl.settings.find import forget

MODEL = """\
rnndsl: 1
model:
  inputs: {ids: {shape: [30], dtype: int32, vocabulary: 500}}
  targets: {score: [1]}
  layers:
    - Embedding: {input_dim: 500, output_dim: 16, mask_zero: true}
    - LSTM: {units: 64}
    - LSTM: {units: 32}
    - Dense: {units: 1}
train: {loss: mse}
"""
MASKED = MODEL.replace("    - LSTM: {units: 64}\n    - LSTM: {units: 32}", "    - GlobalMaxPooling1D")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The current folder, with a model that has an error and one that has a warning."""
    monkeypatch.chdir(tmp_path)
    Path("error.yaml").write_text(MODEL)
    Path("warning.yaml").write_text(MASKED)
    forget()
    yield tmp_path
    forget()


def codes(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """Severities and codes of a run over both files."""
    capsys.readouterr()
    run(["lint", "--format", "concise", *words])
    return re.findall(r"\w+\[\w+\]", capsys.readouterr().out)


BOTH = ["error[RNN201]", "warning[RNN401]"]


def test_select_and_ignore(capsys: pytest.CaptureFixture[str]) -> None:
    """Codes and prefixes, by comma or one by one."""
    assert codes(capsys) == BOTH
    assert codes(capsys, "--select", "RNN2") == codes(capsys, "--ignore", "RNN401") == BOTH[:1]
    assert codes(capsys, "--select", "RNN2,RNN4") == codes(capsys, "--select", "RNN2", "--select", "RNN4") == BOTH
    assert codes(capsys, "--ignore", "ALL") == []


def test_flags_over_settings(capsys: pytest.CaptureFixture[str]) -> None:
    """`--select` replaces, `--ignore` adds; `--isolated` reads no settings, `--config` reads these."""
    Path("rnndsl.toml").write_text('select = ["RNN2"]\nseverity = {RNN4 = "error"}')
    Path("other.toml").write_text('ignore = ["RNN2"]')
    assert codes(capsys) == BOTH[:1]
    assert codes(capsys, "--select", "RNN4") == ["error[RNN401]"]
    assert codes(capsys, "--ignore", "RNN201") == []
    assert codes(capsys, "--isolated") == BOTH
    assert codes(capsys, "--config", "other.toml") == BOTH[1:]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--select", "RNN45"], "--select: no rule's code begins with RNN45; `rnndsl rules` lists them all"),
        (["--ignore", "402"], "--ignore: `402` is no code: expected one such as RNN402, a prefix such as RNN4, or ALL; "),
        (["--config", "none.toml"], "--config none.toml: No such file or directory"),
        (["--config", "a.toml", "--isolated"], "--isolated takes no settings file, --config takes one: give one of them"),
        (["--watch", "--fix"], "--watch only looks: it goes with no fixes, no --diff, no --output and no standard input"),
        (["--statistics", "--format", "sarif"], "--statistics counts in text and json, not in sarif"),
        (["--output", "no/such/folder/x"], "--output no/such/folder/x: cannot be written (No such file or directory)"),
    ],
)
def test_wrong_options_exit_2(capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    """One line on standard error says what is wrong."""
    assert run(["lint", *words]) == 2
    assert capsys.readouterr().err.startswith(f"rnndsl: {said}")


def test_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """0 clean or only infos, 1 errors and warnings, 2 what cannot be read; `--exit-zero` forgives findings alone."""
    assert [run(["lint", name]) for name in ("error.yaml", "warning.yaml", "none.yaml")] == [1, 1, 2]
    assert [run(["lint", "--exit-zero", name]) for name in ("error.yaml", "none.yaml")] == [0, 2]
    Path("rnndsl.toml").write_text('severity = {RNN401 = "info"}\n')
    forget()
    assert run(["lint", "warning.yaml"]) == 0
    Path("rnndsl.toml").write_text("selct = []\n")
    forget()
    assert [run(["lint", "warning.yaml"]), run(["lint", "--exit-zero", "warning.yaml"])] == [2, 2]
    assert "error[settings]: there is no setting `selct`" in capsys.readouterr().err


def test_statistics(capsys: pytest.CaptureFixture[str]) -> None:
    """Counts by rule, the most frequent first, and nothing else; in JSON they take the place of findings."""
    Path("more.yaml").write_text(MASKED)
    assert run(["lint", "--statistics"]) == 1
    shown = (
        "2  warning  RNN401  mask-destroyed\n"
        "1  error    RNN201  missing-return-sequences  [fixable with --fix]\n"
        "3 findings of 2 rules in 3 files\n"
    )
    assert capsys.readouterr().out == shown
    assert run(["lint", "--statistics", "--ignore", "ALL"]) == 0
    assert capsys.readouterr().out == "0 findings of 0 rules in 3 files\n"
    run(["lint", "--statistics", "--format", "json"])
    document = json.loads(capsys.readouterr().out)
    assert list(document) == ["version", "tool", "statistics", "settings", "summary"]
    assert [list(row.values())[:4] for row in document["statistics"]] == [
        ["RNN401", "mask-destroyed", "warning", 2],
        ["RNN201", "missing-return-sequences", "error", 1],
    ]


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "junit"])
def test_output_holds_what_would_be_printed(capsys: pytest.CaptureFixture[str], form: str) -> None:
    """The report lies in the file, whole; standard output has the line that sums up."""
    run(["lint", "--format", form])
    printed = capsys.readouterr().out
    assert run(["lint", "--format", form, "--output", "report"]) == 1
    last = "1 error, 1 warning in 2 files (1 fixable with --fix)\n"
    assert capsys.readouterr().out == last
    assert Path("report").read_text(encoding="utf-8") == printed.removesuffix(last)
    assert sorted(path.name for path in Path().iterdir()) == ["error.yaml", "report", "warning.yaml"]


def test_a_clean_run_writes_a_report_too(capsys: pytest.CaptureFixture[str]) -> None:
    """Build servers want the file whether there is anything in it or not."""
    for form in ("text", "json", "sarif", "junit", "github"):
        assert run(["lint", "--ignore", "ALL", "--format", form, "--output", "report"]) == 0
        assert Path("report").exists()
        Path("report").unlink()
    assert capsys.readouterr().out == "2 files are clean\n" * 5


@pytest.mark.parametrize("form", ["json", "sarif", "junit"])
def test_a_folder_without_models_gives_a_document_too(capsys: pytest.CaptureFixture[str], form: str) -> None:
    """Whoever reads the report finds one, and nothing in it."""
    Path("empty").mkdir()
    assert run(["lint", "empty", "--format", form]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("<?xml" if form == "junit" else "{")
    assert err == "rnndsl: no model file in empty\n"


def test_fixes_leave_alone_what_is_ignored() -> None:
    """`--fix` repairs what would be reported, and nothing else."""
    assert run(["lint", "--fix", "--ignore", "RNN201"]) == 1
    assert Path("error.yaml").read_text() == MODEL
    assert run(["lint", "--fix", "--select", "RNN2"]) == 0
    assert Path("error.yaml").read_text() != MODEL


def test_rules_see_the_target(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--target`, and the target of settings, reach every rule's View."""
    from rnndsl.rules import rnn401_mask_destroyed as module
    from rnndsl.rules.rule import View

    seen = []

    def check(view: View) -> list[object]:
        seen.append(view.target)
        return []

    from rnndsl.diagnostics.record import replace

    monkeypatch.setattr(module, "RULE", replace(module.RULE, check=check))
    run(["lint", "warning.yaml"])
    Path("rnndsl.toml").write_text('target = "litert"')
    forget()
    run(["lint", "warning.yaml"])
    run(["lint", "warning.yaml", "--target", "onnx"])
    assert seen == ["", "litert", "onnx"]
