"""The resolved file of a run: what was trained, as one file that stands alone and can be trained or evaluated again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from rnndsl.ir.spec import LayerSpec, Value
from rnndsl.probe.plan import plan

MERGED = ("vars", "extends")  # answered by now: nothing refers to them any more


def resolved(spec: Value, name: str, folder: Path) -> str:
    """The checked document as YAML, without what nobody wrote and has no effect; paths start in `folder`."""
    plain: dict[str, Any] = {key: _plain(value) for key, value in spec.items() if key not in MERGED and not _absent(value)}
    plain = {"rnndsl": plain.pop("rnndsl", 1), **plain, "name": name}
    data = spec.get("data")
    source = plan(data).source if data is not None and data.data is not None else None
    if source is not None:
        path = os.path.relpath(source.path, folder)
        written = plain["data"]["source"]
        plain["data"]["source"] = path if isinstance(written, str) else {**written, _path_key(written): path}
    order = ("rnndsl", "name", "description", "extensions", "data", "model", "train", "export")
    ordered = {key: plain[key] for key in (*order, *plain) if key in plain}
    return yaml.safe_dump(ordered, sort_keys=False, allow_unicode=True, width=120)


def _path_key(source: dict[str, Any]) -> str:
    return next(key for key in ("csv", "tsv", "folder") if source.get(key) is not None)


def _absent(value: Value) -> bool:
    return value.default and value.data in (None, (), {})


def _plain(value: Value) -> Any:
    """The value without places and without defaults that say nothing."""
    if isinstance(value.data, dict):
        return {str(key): _plain(entry) for key, entry in value.data.items() if not _absent(entry)}
    if isinstance(value.data, tuple):
        return [_plain(entry) for entry in value.data]
    return value.data.plain() if isinstance(value.data, LayerSpec) else value.plain()
