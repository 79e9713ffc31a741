"""Settings files: which one is found, what it extends, what it makes of findings, and how its mistakes are told."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.draw import concise, draw
from rnndsl.diagnostics.span import Source, Span
from rnndsl.settings import Settings, settings_for
from rnndsl.settings.find import forget
from rnndsl.settings.globs import fits


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty project that is the current folder."""
    monkeypatch.chdir(tmp_path)
    forget()
    yield tmp_path
    forget()


def write(path: str, text: str) -> None:
    place = Path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


def finding(code: str, severity: str = "warning", path: str = "m.yaml") -> Diagnostic:
    return Diagnostic(code, severity, "…", Span(Source(path, "abc"), 0, 1))


def codes(settings: Settings, *found: str) -> list[str]:
    return [one.code for one in settings.judge(finding(code) for code in found)]


def mistakes(path: str = "m.yaml") -> list[str]:
    return [f"{concise(one)} | {one.help}" for one in settings_for(path).mistakes]


def test_the_nearest_file_wins() -> None:
    """A folder's own settings hide those above; `rnndsl.toml` comes before `pyproject.toml`; others' are passed over."""
    write("rnndsl.toml", 'target = "cpu"')
    write("a/pyproject.toml", '[project]\nname = "rnndsl-models"\n')
    write("a/b/pyproject.toml", '[tool.rnndsl]\ntarget = "gpu"')
    write("a/b/c/pyproject.toml", '[tool.rnndsl]\ntarget = "onnx"')
    write("a/b/c/rnndsl.toml", 'target = "litert"')
    targets = [settings_for(path).chosen.target for path in ("m.yaml", "a/m.yaml", "a/b/m.yaml", "a/b/c/d/m.yaml")]
    assert targets == ["cpu", "cpu", "gpu", "litert"]


@pytest.mark.parametrize(
    "text",
    [
        "tool.rnndsl.target = 'cpu'",
        "[tool]\nrnndsl = {target = 'cpu'}",
        "tool = {rnndsl = {target = 'cpu'}}",
        "[tool . rnndsl]\ntarget='cpu'",
    ],
)
def test_a_table_is_found_however_it_is_written(text: str) -> None:
    """TOML has many ways to write one table."""
    write("pyproject.toml", text)
    assert settings_for("m.yaml").chosen.target == "cpu"


def test_longer_prefixes_are_heard_first() -> None:
    """`select` says what is looked for, `ignore` what not; the longer prefix wins, at a tie `ignore`."""
    found = ("RNN201", "RNN401", "RNN402", "RNN901")
    assert codes(Settings(), *found) == list(found)
    assert codes(Settings(select=("RNN4",)), *found) == ["RNN401", "RNN402"]
    assert codes(Settings(ignore=("RNN4",)), *found) == ["RNN201", "RNN901"]
    assert codes(Settings(select=("ALL", "RNN402"), ignore=("RNN4", "RNN9")), *found) == ["RNN201", "RNN402"]
    assert codes(Settings(select=("RNN4",), ignore=("RNN4",)), *found) == []


def test_severities_by_code() -> None:
    """The severity of the longest prefix; none changes what is not named."""
    judged = Settings(severity=(("RNN4", "info"), ("RNN402", "error"))).judge(map(finding, ("RNN201", "RNN401", "RNN402")))
    assert [one.severity for one in judged] == ["warning", "info", "error"]


def test_per_file_ignores_count_from_the_settings_file(project: Path) -> None:
    """Globs go by the file in which the finding stands, from the folder of the settings."""
    write("rnndsl.toml", '[per-file-ignores]\n"old/**" = ["RNN4"]\n"*_draft.yaml" = ["ALL"]\n')
    chosen = settings_for("m.yaml").chosen
    paths = ("m.yaml", "old/m.yaml", str(project / "old" / "deep" / "m.yaml"), "a/b_draft.yaml")
    assert [len(chosen.judge([finding("RNN401", path=path)])) for path in paths] == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("glob", "path", "fit"),
    [
        ("*.yaml", "a/b.yaml", True),
        ("a/*.yaml", "a/b.yaml", True),
        ("a/*.yaml", "a/c/b.yaml", False),
        ("a/**/b.yaml", "a/b.yaml", True),
        ("a/**/b.yaml", "a/c/d/b.yaml", True),
        ("a", "a/c/b.yaml", True),
        ("./a/?.yaml", "a/b.yaml", True),
        ("a/[!b].yaml", "a/b.yaml", False),
        ("*.yaml", "../b.yaml", False),
        ("a.b", "aXb", False),
    ],
)
def test_globs(glob: str, path: str, fit: bool) -> None:
    """Stars stay in a folder, two cross them, a glob without a slash is about names."""
    assert fits(str(Path("/project") / path) if not path.startswith("..") else "/b.yaml", "/project", glob) is fit


def test_extend_lays_settings_over_others() -> None:
    """Values are replaced, tables completed; globs of an extended file count from its own folder."""
    base = 'target = "cpu"\nignore = ["RNN9"]\nseverity = {RNN401 = "error", RNN402 = "error"}\n'
    write("base/rnndsl.toml", base + 'per-file-ignores = {"x.yaml" = ["RNN2"]}\n')
    write(
        "mine/pyproject.toml", '[tool.rnndsl]\nextend = "../base/rnndsl.toml"\nignore = ["RNN8"]\nseverity = {RNN402 = "info"}'
    )
    found = settings_for("mine/m.yaml")
    assert found.mistakes == ()
    assert (found.chosen.target, found.chosen.ignore) == ("cpu", ("RNN8",))
    judged = found.chosen.judge([finding("RNN401"), finding("RNN402"), finding("RNN201", path="base/x.yaml")])
    assert [(one.code, one.severity) for one in judged] == [("RNN401", "error"), ("RNN402", "info")]


def test_circles_of_extend_are_told() -> None:
    """Files that extend each other are named in a row, where the circle closes."""
    write("rnndsl.toml", 'extend = "b.toml"')
    write("b.toml", '# back\nextend = "rnndsl.toml"')
    shown = "b.toml:2:10: error[settings]: the settings lead back to themselves: rnndsl.toml > b.toml > rnndsl.toml"
    assert mistakes() == [f"{shown} | break the circle"]


MISTAKES = {
    'selct = ["RNN4"]': "1:1: there is no setting `selct` | did you mean `select`?",
    'select = "RNN4"': "1:10: `select` is 'RNN4', expected a list of codes | write a list: [\"RNN402\"]",
    'ignore = [\n  "RNN201",\n  "RNN45",\n]': "3:3: no rule's code begins with RNN45 | `rnndsl rules` lists them all",
    'ignore = ["E501"]': "1:11: `E501` is no code: expected one such as RNN402, a prefix such as RNN4, or ALL"
    " | `rnndsl rules` lists them all",
    "ignore = [402]": "1:11: 402 is no code, expected one such as RNN402 | `rnndsl rules` lists them all",
    '# target = "cpu"\ntarget = "tpu"': "2:10: the target is 'tpu', expected one of gpu, cpu, litert, onnx | ",
    '[severity]\nRNN402 = "off"': "2:10: the severity of RNN402 is 'off', expected one of error, warning, info"
    " | to see it nowhere, put the code under `ignore`",
    '[severity]\nRNN998 = "info"': "2:1: no rule has the code RNN998 | `rnndsl rules` lists them all",
    'severity = "error"': "1:12: `severity` is 'error', expected a table | write {RNN402 = \"error\"}",
    '[per-file-ignores]\n"a/*" = ["RNN777"]': "2:10: no rule has the code RNN777 | `rnndsl rules` lists them all",
    'extend = "none.toml"': "1:10: cannot read the settings that these extend, none.toml: No such file or directory | ",
    "extend = 3": "1:10: `extend` is 3, expected the path of a settings file | ",
    'target = "cpu"\nselect = [': "2:10: not TOML: invalid value | ",
    'target = "cpu" x': "1:16: not TOML: expected newline or end of document after a statement | ",
}


@pytest.mark.parametrize("text", MISTAKES, ids=range(len(MISTAKES)))
def test_mistakes_are_told_where_they_stand(text: str) -> None:
    """Each mistake in settings is one diagnostic with file, line and column, and says what is expected."""
    write("rnndsl.toml", text)
    place, _, words = MISTAKES[text].partition(": ")
    assert mistakes() == [f"rnndsl.toml:{place}: error[settings]: {words}"]


def test_mistakes_in_a_pyproject_stand_in_its_table() -> None:
    """The same key in another tool's table is not meant."""
    write("pyproject.toml", '[tool.ruff]\nselect = ["E501"]\n\n[tool.rnndsl]\nselect = ["E501"]\n')
    assert [line.split(" ")[0] for line in mistakes()] == ["pyproject.toml:5:11:"]


def test_the_rest_of_wrong_settings_holds() -> None:
    """What can be understood is done."""
    write("rnndsl.toml", 'ignore = ["RNN4", "RNN45"]\ntarget = "tpu"')
    chosen = settings_for("m.yaml").chosen
    assert (chosen.ignore, chosen.target) == (("RNN4",), "")


def test_no_settings_cost_no_toml() -> None:
    """A pyproject.toml without our table is searched for bytes and not parsed; with it, the parser is loaded."""
    script = "import sys; from rnndsl.settings import settings_for; settings_for('m.yaml'); print('tomllib' in sys.modules)"
    write("pyproject.toml", '[project]\nname = "other"\ndependencies = ["rnndsl"]\n[project.scripts]\nrnndsl = "x:run"\n')

    def loaded() -> str:
        return subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=ENV
        ).stdout.strip()

    before = loaded()
    write("pyproject.toml", '[tool.rnndsl]\ntarget = "cpu"')
    assert (before, loaded()) == ("False", "True")


ENV = {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}


WHOLE = """\
extend = "other.toml"
select = ["RNN2", "ALL"]
ignore = ["RNN9"]  # "RNN8"
target = "cpu"
severity = {RNN4 = "info", "RNN402" = 'error'}

[per-file-ignores]
"old/**" = ["RNN4"]
"""


SIGNS = st.text('"[]{}=,.\\n #aR42\\U0001f600\\0', max_size=4)


@given(st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 20), SIGNS), max_size=4))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_settings_or_mistakes(project: Path, changes: list[tuple[int, int, str]]) -> None:
    """However damaged, settings are read; every mistake is drawn at a place inside its text."""
    text = WHOLE
    for at, length, new in changes:
        text = text[:at] + new + text[at + length :]
    (project / "rnndsl.toml").write_bytes(text.encode())
    (project / "other.toml").write_text('extend = "rnndsl.toml"')
    forget()
    for mistake in settings_for("m.yaml").mistakes:
        assert 0 <= mistake.span.start <= mistake.span.end <= len(mistake.span.source.text)
        assert draw(mistake)


def test_a_file_that_is_no_text_is_told() -> None:
    """Bytes that are no UTF-8, and a folder of that name."""
    Path("rnndsl.toml").write_bytes(b"select = '\xff'")
    Path("a/rnndsl.toml").mkdir(parents=True)
    assert mistakes()[0].startswith("rnndsl.toml:1:1: error[settings]: the settings cannot be read: 'utf-8' codec")
    assert mistakes("a/m.yaml") == ["a/rnndsl.toml:1:1: error[settings]: the settings cannot be read: Is a directory | "]
