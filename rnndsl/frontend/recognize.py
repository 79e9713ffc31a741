"""Tells model files from other YAML, by a look at the text: a folder is searched, and an editor opens, much that is none."""

from __future__ import annotations


def is_model(text: str) -> bool:
    """True for a text with the top-level key `rnndsl`, or with `model` and `layers` somewhere below."""
    import re

    if re.search(r"(?m)\A\s*\{\s*[\"']?rnndsl[\"']?\s*:|^[\"']?rnndsl[\"']?[ \t]*:", text):
        return True
    return bool(re.search(r"(?m)^[\"']?model[\"']?[ \t]*:", text) and re.search(r"[\"']?\blayers[\"']?[ \t]*:", text))
