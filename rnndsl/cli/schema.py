"""`rnndsl schema`: the JSON Schema of the language, for editors. `rnndsl schema > rnndsl.schema.json`, then tell the editor."""

from __future__ import annotations

import argparse
import json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`rnndsl schema` has no options."""


def run(args: argparse.Namespace) -> int:
    """Print the schema; always succeeds."""
    from rnndsl.schema.generate import generate

    print(json.dumps(generate(), indent=2, ensure_ascii=False))
    return 0
