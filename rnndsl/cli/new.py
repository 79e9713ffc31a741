"""`rnndsl new`: a model file that trains as it stands, with a small sample of data beside it. It never overwrites."""

from __future__ import annotations

import argparse
import os
import shlex
import sys

from .templates import DESCRIPTIONS, Project, project

USAGE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The template, and where to write it."""
    listing = "; ".join(f"{name}: {text}" for name, text in DESCRIPTIONS.items())
    parser.add_argument("template", metavar="TEMPLATE", choices=tuple(DESCRIPTIONS), help=listing)
    parser.add_argument("folder", metavar="DIR", nargs="?", help="folder to write into (default: named as the template)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the sample data (default 0)")


def run(args: argparse.Namespace) -> int:
    """Write the files and say what to type next; exit 2 if one is there already or can't be written."""
    folder = args.folder or args.template
    made = project(args.template, args.seed)
    taken = [path for path in made.files if os.path.lexists(os.path.join(folder, path))]
    if taken:
        return _refuse(f"`{os.path.join(folder, taken[0])}` is there already: nothing is overwritten, name another folder")
    try:
        for path, text in made.files.items():
            _write(os.path.join(folder, path), text)
    except OSError as error:
        return _refuse(f"`{error.filename}` can't be written: {error.strerror}")
    print(_next_steps(folder, args.template, made))
    return 0


def _write(path: str, text: str) -> None:
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _refuse(problem: str) -> int:
    print(f"rnndsl new: {problem}", file=sys.stderr)
    return USAGE


def _next_steps(folder: str, template: str, made: Project) -> str:
    model = shlex.quote(os.path.join(folder, made.model))
    data = sorted({path.split("/")[0] + ("/" if "/" in path else "") for path in made.files} - {made.model})
    given = f"--input {shlex.quote(os.path.join(folder, made.sample))}" if made.sample else "--input -"
    spoken = f"echo {shlex.quote(made.spoken)} | " if made.spoken else ""
    return "\n".join(
        (
            f"wrote {model}, with data in {', '.join(os.path.join(folder, name) for name in data)}",
            "",
            "next:",
            f"  rnndsl lint {model}",
            f"  rnndsl train {model}",
            f"  {spoken}rnndsl predict runs/{template}/1 {given}",
        )
    )
