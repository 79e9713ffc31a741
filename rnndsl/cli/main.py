"""Entry point: finds the command, loads only its file, turns interruptions and missing extras into one clear line."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

from rnndsl import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import Protocol

    class Command(Protocol):
        """What a file of this folder offers: its arguments, and what it does (the result is the exit code)."""

        def add_arguments(self, parser: argparse.ArgumentParser) -> None:
            """Declare the options."""

        def run(self, args: argparse.Namespace) -> int:
            """Do it; the result is the exit code."""


COMMANDS = {
    "new": "write a model file that trains as it stands, with a small sample of data",
    "lint": "say what is wrong in a model file, where and why, and fix it",
    "explain": "explain a rule of the linter, or a layer of a model file",
    "rules": "list the rules of the linter, for people and machines",
    "summary": "count parameters, multiply-adds and memory, layer by layer, and follow the masks",
    "render": "print a file with everything resolved and where each value came from",
    "lsp": "serve an editor: findings, fixes, completion, shapes (Language Server Protocol)",
    "schema": "print the JSON Schema of the language, for editors",
    "build": "write the Keras script, the model, its table of layers and its diagram",
    "train": "train a model, and report how good it is",
    "evaluate": "measure a trained model on its held-out data again",
    "predict": "predict with a trained model",
    "doctor": "say which Python, TensorFlow and devices there are",
}
USAGE, FAILED = 2, 1
BRIEF = ("lint", "explain", "rules", "schema")


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command line; returns the exit code: 0 fine, 1 findings or failure, 2 wrong usage, 130 interrupted."""
    args = list(sys.argv[1:] if argv is None else argv)
    brief = argv is None and args[:1] and args[0] in BRIEF
    if brief:
        gc.disable()  # the process ends before collecting could pay: half a Python start saved
    try:
        return _dispatch(args)
    except KeyboardInterrupt:
        print("rnndsl: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except ModuleNotFoundError as error:
        return _missing(error)
    finally:
        if brief:
            gc.freeze()  # nor does the interpreter look for garbage on its way out


def _dispatch(args: list[str]) -> int:
    if not args or args[0] not in COMMANDS:
        return _help(args)
    import argparse  # here, where an interruption is caught: it is half of what loads before a command does

    command: Command = import_module("rnndsl.cli." + args[0])
    parser = argparse.ArgumentParser(
        prog=f"rnndsl {args[0]}", description=COMMANDS[args[0]], allow_abbrev=False, formatter_class=_formatter
    )
    command.add_arguments(parser)
    return command.run(parser.parse_args(args[1:]))


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Help as wide as the terminal. Left alone, argparse asks `shutil` for the width, which costs a third of a start."""
    import argparse

    try:
        width = int(os.environ.get("COLUMNS", "")) or 80
    except ValueError:
        width = os.get_terminal_size().columns if sys.stdout.isatty() else 80
    return argparse.HelpFormatter(prog, width=max(width - 2, 40))


def _help(args: list[str]) -> int:
    if args and args[0] in ("--version", "-V"):
        print(f"rnndsl {__version__}")
        return 0
    width = max(map(len, COMMANDS))
    listing = "\n".join(f"  {name:<{width}}  {text}" for name, text in COMMANDS.items())
    text = f"usage: rnndsl COMMAND …\n\n{__doc_line__}\n\ncommands:\n{listing}\n\n`rnndsl COMMAND --help` says more."
    if not args or args[0] in ("--help", "-h", "help"):
        print(text)
        return 0 if args else USAGE
    import difflib

    near = difflib.get_close_matches(args[0], COMMANDS, 1)
    hint = f"; did you mean `{near[0]}`?" if near else "; `rnndsl --help` lists them"
    print(f"rnndsl: there is no command `{args[0]}`{hint}", file=sys.stderr)
    return USAGE


__doc_line__ = "Recurrent networks in YAML: proven right before TensorFlow starts, trained with one command."

EXTRAS = {
    "tensorflow": "tensorflow",
    "keras": "tensorflow",
    "polars": "tensorflow",
    "matplotlib": "tensorflow",
    "numpy": "tensorflow",
    "pygls": "lsp",
    "lsprotocol": "lsp",
}
REQUIRED = ("pathspec", "tomli", "rich", "jsonschema")


def _missing(error: ModuleNotFoundError) -> int:
    """Name what brings a missing package; anything else is our own mistake and stays visible."""
    package = (error.name or "").partition(".")[0]
    if package not in EXTRAS and package not in REQUIRED:
        raise error
    wanted = f"'rnndsl[{EXTRAS[package]}]'" if package in EXTRAS else package
    print(f"rnndsl: this command needs {package}, which is not installed: pip install {wanted}", file=sys.stderr)
    return USAGE


if __name__ == "__main__":
    sys.exit(run())
