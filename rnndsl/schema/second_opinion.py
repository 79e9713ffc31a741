"""The second opinion: `jsonschema` on a resolved file, before anything expensive is built from it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from rnndsl.layers.kind import Kind


def second_opinion(plain: dict[str, Any], own: Sequence[Kind] = ()) -> list[str]:
    """What `jsonschema` finds wrong in a file as plain data, one line each, first things first; empty if nothing.

    `own` are the kinds that the file declares.
    """
    from jsonschema import Draft202012Validator

    from .generate import generate

    errors = Draft202012Validator(generate(own)).iter_errors(plain)
    found = [(list(map(str, error.absolute_path)), error.message) for error in errors]
    return [f"{'.'.join(path) or 'the file'}: {message[:300]}" for path, message in sorted(found)]
