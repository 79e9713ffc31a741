"""`rnndsl doctor`: what there is to compute with, and what is missing; works wherever Python does."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from rnndsl import __version__

if TYPE_CHECKING:
    from rnndsl.runtime.device import Device

FOR = {
    "tensorflow": "building and training",
    "keras": "building and training",
    "polars": "reading data",
    "matplotlib": "pictures",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options: doctor looks at everything."""
    parser.add_argument("--no-devices", action="store_true", help="do not start TensorFlow to look for devices")


def run(args: argparse.Namespace) -> int:
    """Print what there is; exit 0 if models can be trained here, 1 if something is missing for that."""
    rows = [("Python", f"{platform.python_version()}, {sys.executable}"), ("System", platform.platform())]
    rows += [("rnndsl", f"{__version__}, {os.path.dirname(os.path.dirname(os.path.abspath(__file__)))}")]
    rows += [(name, installed(name) or f"missing, needed for {use}") for name, use in FOR.items()]
    missing = [name for name in FOR if installed(name) is None]
    ready = "tensorflow" not in missing and "keras" not in missing
    if ready and not args.no_devices:
        rows += list(devices())
    advice = advise(missing)
    width = max(len(name) for name, _ in rows)
    for name, text in rows:
        print(f"{name:<{width}}  {text}")
    print("\n" + advice)
    return 1 if missing else 0


def devices() -> list[tuple[str, str]]:
    """One row per device, and whether recurrent layers can use cuDNN's fast path."""
    from rnndsl.runtime.quiet import hushed, load_tensorflow

    try:
        load_tensorflow()
        with hushed():
            from rnndsl.runtime import device

            found, cudnn = device.devices(), device.cudnn_version()
    except Exception as error:
        return [("devices", f"TensorFlow does not start: {str(error).strip().splitlines()[0] or type(error).__name__}")]
    rows = [(d.kind.upper(), d.name + (f", {d.memory / 2**30:.0f} GiB" if d.memory else "")) for d in found]
    return [*rows, ("cuDNN", fast_path(found, cudnn))]


def fast_path(found: tuple[Device, ...], cudnn: str | None) -> str:
    """Whether LSTM and GRU run in one fused kernel here."""
    if not any(device.kind == "gpu" for device in found):
        return "not used: there is no GPU that TensorFlow can use (fine for small models)"
    if cudnn is None:
        return "not usable: this TensorFlow was built without CUDA"
    return f"{cudnn}: LSTM and GRU take the fast path while activations, recurrent_dropout and unroll stay at Keras' defaults"


def advise(missing: list[str]) -> str:
    """What to do next, as a line to copy."""
    if not missing:
        return "All set: models can be linted, built and trained here."
    return f"Linting works. For the rest ({', '.join(missing)} missing): pip install 'rnndsl[tensorflow]'"


def installed(package: str) -> str | None:
    """The installed version of a package, or None. TensorFlow for CPUs alone has a name of its own."""
    for name in (package, f"{package}-cpu"):
        try:
            return version(name)
        except PackageNotFoundError:
            continue
    return None
