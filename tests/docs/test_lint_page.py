"""docs/lint.md shows what `rnndsl lint` prints, to the letter, and names every field and option."""

from __future__ import annotations

import argparse
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rnndsl.cli.lint import FORMATS, add_arguments
from rnndsl.cli.main import run
from rnndsl.rules.rule import TARGETS
from rnndsl.settings.check import KNOWN
from rnndsl.settings.find import forget

PATH = Path(__file__).resolve().parents[2] / "docs" / "lint.md"
PAGE = PATH.read_text(encoding="utf-8")
BLOCK = re.compile(r"(?:`([\w.]+)`:\n\n)?```(\w+)\n(.*?)```", re.DOTALL)


def played(page: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The page with the output of its commands, run from top to bottom beside the files that it shows."""

    def block(found: re.Match[str]) -> str:
        name, language, text = found.groups()
        if name:
            Path(name).write_text(text, encoding="utf-8")
        if language != "text" or not text.startswith("$ rnndsl "):
            return found[0]
        command = text.partition("\n")[0]
        forget()
        run(shlex.split(command)[2:])
        out, err = capsys.readouterr()
        return f"```text\n{command}\n{err}{out.rstrip(chr(10))}\n```"

    return BLOCK.sub(block, page)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    forget()
    yield
    forget()


def test_the_page_shows_what_the_commands_print(capsys: pytest.CaptureFixture[str]) -> None:
    """Every block that begins with a command is its output."""
    assert played(PAGE, capsys) == PAGE
    assert PAGE.count("$ rnndsl ") >= 7


def test_every_field_of_json_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """No key of the output is missing on the page."""
    text = BLOCK.findall(PAGE)[0][2]
    Path("m.yaml").write_text(text)
    Path("rnndsl.toml").write_text("selct = 1")
    for words in ([], ["--statistics"]):
        forget()
        run(["lint", "m.yaml", "--format", "json", *words])
        assert [key for key in keys(json.loads(capsys.readouterr().out)) if f"`{key}`" not in PAGE] == []


def keys(value: Any) -> set[str]:
    """All keys at any depth."""
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


def test_every_option_format_key_and_target_is_told() -> None:
    """What the command accepts stands on the page."""
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    options = [word for action in parser._actions for word in action.option_strings if word.startswith("--")]
    told = ("--help", "--set")  # of every command, and told in docs/language.md
    assert [word for word in options if word not in told and word not in PAGE] == []
    assert [word for word in (*FORMATS, *KNOWN, *TARGETS) if f"`{word}`" not in PAGE] == []
