"""`rnndsl lint` as people use it: exit codes, streams, fixes on disk, and formats for machines."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rnndsl.cli.main import run

STACKED = """\
rnndsl: 1
model:
  inputs: {history: [24, 1]}
  layers:
    - LSTM: {units: 64}    # wide
    - LSTM:
        units: 32
    - LSTM: {units: 16}
    - Dense: {units: 1}
"""
REPAIRED = STACKED.replace("{units: 64}", "{units: 64, return_sequences: true}").replace(
    "units: 32\n", "units: 32\n        return_sequences: true\n"
)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "m.yaml"
    path.write_text(STACKED)
    return path


def test_findings_exit_1_and_sum_up(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both mistakes of a stack of three are found in one run, each once."""
    assert run(["lint", str(model)]) == 1
    out, err = capsys.readouterr()
    assert out.count("error[RNN201]") == 2
    assert out.endswith(f"2 errors in {model} (2 fixable with --fix)\n")
    assert err == ""


def test_fix_repairs_the_file_and_nothing_else(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--fix` writes the repaired text, exits 0 once it is clean, and has nothing to do the second time."""
    assert run(["lint", "--fix", str(model)]) == 0
    assert model.read_text() == REPAIRED
    assert capsys.readouterr().out == f"2 fixes made\n{model} is clean\n"
    assert run(["lint", "--fix", str(model)]) == 0
    assert capsys.readouterr().out == f"{model} is clean\n"


def test_diff_shows_and_writes_nothing(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--diff` prints what `--fix` would change on standard output, the rest on standard error, and exits 1."""
    assert run(["lint", "--diff", str(model)]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("--- a/")
    assert "+        return_sequences: true\n" in out
    assert "2 fixes possible" in err
    assert model.read_text() == STACKED


def test_standard_input_is_repaired_to_standard_output() -> None:
    """`lint --fix -` is a filter: byte for byte the repaired text, byte order mark and line ends included."""
    text = b"\xef\xbb\xbf" + STACKED.replace("\n", "\r\n").encode()
    done = subprocess.run([sys.executable, "-m", "rnndsl", "lint", "--fix", "-"], input=text, capture_output=True, check=False)
    assert done.stdout == b"\xef\xbb\xbf" + REPAIRED.replace("\n", "\r\n").encode()
    assert done.stderr == b"2 fixes made\n<stdin> is clean\n"
    assert done.returncode == 0


def test_json_keeps_its_keys(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The keys of version 1 of the JSON output, with places that find the text again."""
    assert run(["lint", "--format", "json", str(model)]) == 1
    document = json.loads(capsys.readouterr().out)
    assert list(document) == ["version", "tool", "findings", "settings", "summary"]
    assert document["summary"] == {"files": 1, "errors": 2, "warnings": 0, "infos": 0, "safe_fixes": 2, "truncated": False}
    keys = ["code", "severity", "message", "place", "label", "related", "notes", "help", "fix"]
    finding = document["findings"][0]
    assert list(finding) == keys
    assert list(finding["place"]) == ["file", "line", "column", "end_line", "end_column", "start", "end"]
    assert (finding["place"]["line"], finding["place"]["column"]) == (6, 7)
    assert STACKED[finding["place"]["start"] : finding["place"]["end"]] == "LSTM"
    assert finding["fix"]["safe"] is True


def test_concise_is_one_line_each(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line per finding, as editors and grep read it."""
    run(["lint", "--format", "concise", str(model)])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ", 1)[0] for line in lines] == [f"{model}:6:7:", f"{model}:8:7:"]


def test_unreadable_files_exit_2_and_others_are_still_linted(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file is wrong usage, said on standard error; the readable file is linted all the same."""
    assert run(["lint", str(model), str(model.parent / "none.yaml")]) == 2
    out, err = capsys.readouterr()
    assert out.count("error[RNN201]") == 2
    assert "no such file" in err


def test_settings_are_named_as_the_origin(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake in `--set` is drawn in the option, and no fix is written into the file for it."""
    assert run(["lint", str(model), "--set", "model.batch_size=x"]) == 1
    assert "--> --set:1:18" in capsys.readouterr().out


def test_plain_text_without_a_terminal(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No escape sequence reaches a pipe."""
    run(["lint", str(model)])
    assert "\033" not in capsys.readouterr().out


def test_thousands_of_mistakes_are_cut_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two hundred findings are shown, with a word that there are more."""
    path = tmp_path / "m.yaml"
    path.write_text(STACKED.split("    - LSTM")[0] + "    - LSTM: {units: 4}\n" * 300)
    assert run(["lint", str(path), "--format", "json"]) == 1
    summary = json.loads(capsys.readouterr().out)["summary"]
    assert (summary["errors"], summary["truncated"]) == (200, True)


@pytest.fixture
def extending(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Two models that extend one base, each file in a style of its own; the mistake lies in the base."""
    base, first, second = (tmp_path / name for name in ("base.yaml", "first.yaml", "second.yaml"))
    layers = "  layers:\r\n    - LSTM: {units: 8}  # kept\r\n    - LSTM:\r\n        units: 4\r\n    - Dense: {units: 1}"
    base.write_bytes(b"\xef\xbb\xbf" + ("rnndsl: 1\r\nmodel:\r\n  inputs: {x: [24, 3]}\r\n" + layers).encode())
    first.write_text("rnndsl: 1\nextends: base.yaml\ntrain: {epochs: 3, shuffle: yes, loss: mse}\n", encoding="utf-8")
    second.write_text("rnndsl: 1\nextends: base.yaml\n", encoding="utf-8")
    return base, first, second


def test_repairs_go_to_the_file_that_holds_the_value(
    extending: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Both files are repaired, each in its own style; a second run changes nothing."""
    base, first, _ = extending
    before = base.read_bytes()
    assert run(["lint", "--fix", str(first)]) == 0
    assert "2 fixes made" in capsys.readouterr().out
    assert base.read_bytes() == before.replace(b"{units: 8}", b"{units: 8, return_sequences: true}")
    assert "shuffle: true" in first.read_text(encoding="utf-8")
    texts = base.read_bytes(), first.read_bytes()
    assert run(["lint", "--fix", str(first)]) == 0
    assert (base.read_bytes(), first.read_bytes()) == texts


def test_a_difference_of_several_files_tells_each_change_once(
    extending: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """`--diff` over two models with one base shows the base's repair once, and leaves all files alone."""
    texts = [path.read_bytes() for path in extending]
    assert run(["lint", "--diff", *map(str, extending[1:]), str(extending[0])]) == 1
    shown = capsys.readouterr().out
    assert shown.count("+++ ") == 2
    assert shown.count("+    - LSTM: {units: 8, return_sequences: true}") == 1
    assert [path.read_bytes() for path in extending] == texts


def test_standard_input_repairs_no_other_file(extending: tuple[Path, Path, Path]) -> None:
    """What comes from standard input is repaired alone: the files that it extends stay."""
    base, first, _ = extending
    before = base.read_bytes()
    command = [sys.executable, "-m", "rnndsl", "lint", "--fix", "-", "--stdin-filename", str(first)]
    done = subprocess.run(command, input=first.read_bytes(), capture_output=True, check=False)
    assert b"shuffle: true" in done.stdout
    assert base.read_bytes() == before
    assert b"shuffle: yes" in first.read_bytes()


def test_a_repair_leaves_no_text_that_is_no_yaml(tmp_path: Path) -> None:
    """A repair that would break the file is not made."""
    path = tmp_path / "m.yaml"
    path.write_text("--- {model: {layers: [LSTM: {units: 4}]}}\n...\n--- x\n", encoding="utf-8")
    before = path.read_bytes()
    run(["lint", "--fix", str(path)])
    assert path.read_bytes() == before
