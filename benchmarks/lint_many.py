"""A thousand files of 60 lines in one run: `rnndsl lint FOLDER` against yamllint and check-jsonschema on the same files, and
ruff on as many lines of Python.

Commands run in turn, medians are compared; every command must find its files clean.
"""

from __future__ import annotations

import argparse
import compileall
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from lint_cold import BIN, FILE, HERE, SCHEMA

PYTHON = '''\
"""Module {i}."""

from __future__ import annotations

{functions}
'''
FUNCTION = '''
def layer_{i}(units: int, activation: str = "tanh") -> dict[str, object]:
    """Arguments of layer {i}."""
    found: dict[str, object] = {{"units": units, "activation": activation}}
    if units > {i}:
        found["dropout"] = 0.1
    return found
'''


def write(folder: Path, files: int) -> list[str]:
    """Write the models and as many Python modules of as many lines; returns the models' paths."""
    text = FILE.read_text(encoding="utf-8")
    (folder / "models").mkdir()
    (folder / "python").mkdir()
    paths = []
    for i in range(files):
        path = folder / "models" / f"model_{i}.yaml"
        path.write_text(text.replace("units: 64", f"units: {32 + i % 64}"), encoding="utf-8")
        functions = "\n".join(FUNCTION.format(i=n) for n in range(7))
        (folder / "python" / f"module_{i}.py").write_text(PYTHON.format(i=i, functions=functions), encoding="utf-8")
        paths.append(str(path))
    return paths


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    compileall.compile_dir(HERE.parent / "rnndsl", quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = write(folder, options.files)
        commands = {
            "rnndsl lint": [str(BIN / "rnndsl"), "lint", str(folder / "models")],
            "yamllint": [str(BIN / "yamllint"), "-d", "relaxed", str(folder / "models")],
            "check-jsonschema": [str(BIN / "check-jsonschema"), "--schemafile", str(SCHEMA), *paths],
            "ruff check, Python": [str(BIN / "ruff"), "check", "--no-cache", "--isolated", str(folder / "python")],
        }
        times: dict[str, list[float]] = {command: [] for command in commands}
        for _ in range(options.rounds):
            for command, words in commands.items():
                start = time.perf_counter()
                subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=sys.stderr)
                times[command].append(time.perf_counter() - start)
    ours = statistics.median(times["rnndsl lint"])
    for command, values in times.items():
        median = statistics.median(values)
        print(
            f"{command:<20} {median:7.2f} s  {median / options.files * 1e3:7.2f} ms a file  {median / ours:6.2f} × rnndsl lint"
        )


if __name__ == "__main__":
    main()
