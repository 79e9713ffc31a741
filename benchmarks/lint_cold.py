"""A cold `rnndsl lint` of a 60-line file against bare Python, yamllint and check-jsonschema.

The goal is at most five times `python -c pass`. Commands run in turn, so that the machine's mood meets all alike. The package
is compiled first, as an installed one is: a checkout under PYTHONDONTWRITEBYTECODE would measure the compiler instead.
"""

from __future__ import annotations

import argparse
import compileall
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILE = HERE / "sixty_lines.yaml"
SCHEMA = HERE.parent / "schemas" / "rnndsl.schema.json"
BIN = Path(sys.executable).parent


def commands() -> dict[str, list[str]]:
    """What is compared, by name; every command must succeed on the file."""
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "import argparse, yaml": [sys.executable, "-c", "import argparse, yaml"],
        "rnndsl lint": [str(BIN / "rnndsl"), "lint", str(FILE)],
        "yamllint": [str(BIN / "yamllint"), "-d", "relaxed", str(FILE)],
        "check-jsonschema": [str(BIN / "check-jsonschema"), "--schemafile", str(SCHEMA), str(FILE)],
    }


def measure(rounds: int) -> dict[str, float]:
    """Median seconds of each command over interleaved rounds."""
    times: dict[str, list[float]] = {name: [] for name in commands()}
    for _ in range(rounds):
        for name, command in commands().items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21, help="how often each command runs")
    compileall.compile_dir(HERE.parent / "rnndsl", quiet=1)
    medians = measure(parser.parse_args().rounds)
    bare = medians["python -c pass"]
    for name, seconds in medians.items():
        print(f"{name:<24} {seconds * 1e3:8.1f} ms  {seconds / bare:6.2f} × bare Python")


if __name__ == "__main__":
    main()
