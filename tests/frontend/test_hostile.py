"""Whatever a file holds, it is answered by a clear error at a place, never by a traceback, and in well under a second."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rnndsl.cli.main import run
from rnndsl.diagnostics.draw import draw
from rnndsl.diagnostics.report import Report
from rnndsl.diagnostics.span import Source
from rnndsl.frontend import parse as parsing
from rnndsl.frontend.parse import parse
from rnndsl.frontend.validate import validate
from rnndsl.pipeline import check

HEAD = "rnndsl: 1\nmodel:\n  inputs: {x: [24, 8]}\n  layers:\n    - LSTM: "
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12)
)
MERGES = "a0: &a0 {x: 1}\n" + "".join(f"a{i}: &a{i} {{<<: [{', '.join([f'*a{i - 1}'] * 9)}]}}\n" for i in range(1, 12))

# What stands in the file, the code of the finding, and its place where that is certain.
TEXTS: dict[str, tuple[str, str, tuple[int, int] | None]] = {
    "empty": ("", "RNN000", (1, 1)),
    "only a comment": ("# nothing\n", "RNN000", (1, 1)),
    "one endless line": ("a" * 5_000_000, "RNN000", (1, 1)),
    "a long line further down": ("rnndsl: 1\nname: " + "a" * 200_000, "RNN000", (2, 1)),
    "brackets": ("[" * 20_000, "RNN000", None),
    "closed brackets": ("[" * 20_000 + "]" * 20_000, "RNN000", None),
    "braces": ("{a: " * 20_000, "RNN000", None),
    "dashes": ("- " * 20_000 + "a", "RNN000", None),
    "question marks": ("? " * 20_000 + "a", "RNN000", None),
    "deep layers": (HEAD + "{a: " * 80 + "1" + "}" * 80, "RNN000", None),
    "too many values": ("[" + "a, " * 30_000 + "]\n", "RNN008", (1, 1)),
    "tab": ("rnndsl: 1\nmodel:\n\tinputs: {x: [24, 8]}\n", "RNN000", (3, 1)),
    "two documents": ("rnndsl: 1\n---\nrnndsl: 1\n", "RNN000", (2, 1)),
    "NUL": ("rnndsl: 1\nname: a\0b\n", "RNN000", (2, 8)),
    "escape character": ("rnndsl: 1\nname: \x1b[31mred\n", "RNN000", (2, 7)),
    "lone surrogate": ("rnndsl: 1\nname: \ud800\n", "RNN000", (2, 7)),
    "alias bomb": (BOMB, "RNN963", None),
    "merge bomb": (MERGES, "RNN963", None),
    "alias cycle": ("vars:\n  a: &a [*a]\n", "RNN963", (2, 6)),
    "merge cycle": ("vars: &v\n  a: {<<: *v}\n", "RNN963", None),
    "undefined alias": ("vars: *v\n", "RNN000", (1, 7)),
    "python object": ("rnndsl: !!python/object/apply:os.system [true]\n", "RNN961", (1, 9)),
    "own tag": ("rnndsl: 1\nname: !mine x\n", "RNN961", (2, 7)),
    "unclosed quotes": ('rnndsl: 1\nname: "a\n', "RNN000", None),
    "unclosed bracket": ("rnndsl: 1\nvars: [1, 2\nname: x\n", "RNN000", None),
    "a list": ("- 1\n- 2\n", "RNN008", (1, 1)),
    "a word": ("hello\n", "RNN008", (1, 1)),
    "a number of many digits": (HEAD + "{units: " + "9" * 10_000 + "}\n", "RNN008", (5, 21)),
    "hexadecimal of many digits": (HEAD + "{units: 0x" + "f" * 10_000 + "}\n", "RNN008", (5, 21)),
    "not a number": (HEAD + "{units: .nan}\n", "RNN008", (5, 21)),
    "infinite": (HEAD + "{units: 8, dropout: .inf}\n", "RNN008", (5, 33)),
    "beyond floats": (HEAD + "{units: 8, dropout: 1e999}\n", "RNN008", (5, 33)),
    "a list as key": (HEAD + "{[a]: 1, units: 8}\n", "RNN008", (5, 14)),
    "a mapping as key": ("rnndsl: 1\n? {a: 1}\n: 2\n", "RNN008", (2, 3)),
    "a circle of variables": ("rnndsl: 1\nvars: {a: '${vars.b}', b: '${vars.a}'}\n", "RNN007", None),
    "variables that multiply": (
        "rnndsl: 1\nvars:\n  a0: x\n"
        + "".join(f"  a{i}: ['${{vars.a{i - 1}}}', '${{vars.a{i - 1}}}']\n" for i in range(1, 40)),
        "RNN963",
        None,
    ),
    "repeats that multiply": (
        "rnndsl: 1\nmodel:\n  inputs: {x: [2]}\n  layers:\n    - repeat: {times: 1000, layers: [repeat: {times: 1000, "
        "layers: [{repeat: {times: 1000, layers: [Flatten]}}]}]}\n",
        "RNN963",
        None,
    ),
}

TEXTS["many unknown keys"] = (HEAD + "{" + ", \n".join(f"k{i}: 1" for i in range(20_000)) + "}\n", "RNN001", (5, 14))
TEXTS["many equal keys"] = (HEAD + "{" + ", \n".join("units: 1" for i in range(20_000)) + "}\n", "RNN002", (6, 1))
TEXTS["many undefined names"] = (
    HEAD + "{units: 1}\n" + "".join(f"    - Dense: {{units: 1, inputs: dens_{i}x}}\n" for i in range(2_000)),
    "RNN007",
    None,
)
TEXTS["a name without end"] = (HEAD + "{" + "u" * 900 + ": 1}\n", "RNN001", (5, 14))

# What a file holds that is no text, and what is said of it.
BYTES = {
    "UTF-16": ("rnndsl: 1\n".encode("utf-16"), "UTF-16"),
    "UTF-16, the other way round": (b"\xfe\xff" + "rnndsl: 1\n".encode("utf-16-be"), "UTF-16"),
    "binary": (bytes(range(256)) * 20, "binary"),
    "invalid UTF-8": (b"rnndsl: 1\nname: caf\xe9\n", "2:10: the byte 0xe9 is not UTF-8"),
    "huge": (b"a: 1\n" * 1_000_000, "larger than"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command ends with 1; the finding has the right code and place, and prints little of the file."""
    text, code, place = TEXTS[name]
    path = tmp_path / "model.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    status = run(["lint", str(path)])
    printed = "".join(capsys.readouterr())
    if name in ("lone surrogate", "one endless line"):
        assert status == 2
    else:
        assert status == 1
        assert code in printed
    assert str(path) in printed
    assert len(printed) < 200_000
    report = Report()
    document = parse(Source("model.yaml", text), report)
    if document is not None:
        validate(document, report)
    if place is not None:
        first = report.sorted()[0]
        spans = [(d.span.line, d.span.column) for d in report.sorted() if d.code == code]
        assert place in spans, (first, spans)


@pytest.mark.parametrize("name", BYTES)
def test_bytes(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no text is a wrong use of the command: exit 2 and one line that names the file."""
    content, says = BYTES[name]
    path = tmp_path / "model.yaml"
    path.write_bytes(content)
    assert run(["lint", str(path)]) == 2
    printed = capsys.readouterr().err
    assert says in printed
    assert str(path) in printed
    assert len(printed.splitlines()) == 1


def test_no_file_and_one_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is named in one line, with exit 2."""
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for path, says in ((tmp_path / "nowhere.yaml", "no such file"), (loop, "cannot be read")):
        assert run(["lint", str(path)]) == 2
        printed = capsys.readouterr().err
        assert says in printed
        assert len(printed.splitlines()) == 1


def test_a_byte_order_mark_and_windows_line_ends_are_welcome(tmp_path: Path) -> None:
    """They change neither the meaning nor the places."""
    path = tmp_path / "model.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + "{units: 8}\n").replace("\n", "\r\n").encode())
    assert run(["lint", str(path)]) == 0


def test_deep_and_wide_files_are_refused_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML has no C parser, the pure one stands in, under the same bounds."""
    script = (
        "import sys; sys.modules['yaml._yaml'] = None\n"
        "from rnndsl.frontend.parse import parse, Parser\n"
        "from rnndsl.diagnostics.report import Report\n"
        "from rnndsl.diagnostics.span import Source\n"
        "assert Parser.__name__ == 'SlowParser'\n"
        "for text in ('[' * 20000, '- ' * 20000 + 'a', '{a: ' * 20000):\n"
        "    report = Report(); assert parse(Source('x', text), report) is None; print(report.sorted()[0].code)\n"
        "assert parse(Source('x', 'a: [1, {b: c}]'), Report()).root.id == 'mapping'\n"
    )
    root = Path(parsing.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}
    )
    assert done.stdout.split() == ["RNN000"] * 3, done.stderr


def test_suggestions_stop_where_the_report_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of undefined variables and facts cost two hundred searches for what is meant, not thousands."""
    from rnndsl.rules import rnn007_undefined

    asked = []
    near = rnn007_undefined.near
    monkeypatch.setattr(rnn007_undefined, "near", lambda *given: asked.append(given[0]) or near(*given))
    for name in ("${vars.nope%d}", "${nope%d.vocabulary_size}"):
        asked.clear()
        lines = "".join(f'    - Dense: {{units: "{name % number}"}}\n' for number in range(1000))
        report = check(Source("m.yaml", "rnndsl: 1\nvars: {known: 3}\nmodel:\n  inputs: {x: [8]}\n  layers:\n" + lines)).report
        assert (len(report), len(asked)) == (200, 200)
        assert report.dropped >= 800


def test_overlong_words_are_cut_in_messages() -> None:
    """A name of ninety thousand characters is named by its ends."""
    text = f"rnndsl: 1\nmodel:\n  inputs: {{x: [8]}}\n  layers:\n    - Dense: {{units: 3, inputs: {'a' * 90_000}z}}\n"
    (finding,) = check(Source("m.yaml", text)).report.sorted()
    assert len(draw(finding)) < 1000
    assert "a…a" in draw(finding)
    assert "az`" in draw(finding)
