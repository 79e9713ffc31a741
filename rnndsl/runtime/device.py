"""Which device computes: what there is, what the file asks for, and whether they agree."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record
from rnndsl.runtime.failure import RunError


class Device(Record):
    """A device that TensorFlow can compute on: `kind` is "cpu" or "gpu", `memory` in bytes where the driver tells it."""

    kind: str
    name: str
    memory: int | None = None


def devices() -> tuple[Device, ...]:
    """All devices, GPUs first; TensorFlow must be importable."""
    import tensorflow as tf

    found = [_gpu(tf, device) for device in tf.config.list_physical_devices("GPU")]
    return (*found, Device("cpu", _processor()))


def choose(wanted: str) -> Device:
    """Make TensorFlow compute where `train.device` (auto, cpu, gpu) says, before anything else touches a device.

    Raises RunError for `gpu` where there is none.
    """
    import tensorflow as tf

    gpus = tf.config.list_physical_devices("GPU")
    if wanted == "gpu" and not gpus:
        raise RunError(
            "`train.device: gpu`, but TensorFlow finds no GPU here; use `device: auto`, or see what `rnndsl doctor` says", 2
        )
    try:
        if wanted == "cpu" and gpus:
            tf.config.set_visible_devices([], "GPU")
        for gpu in gpus if wanted != "cpu" else ():
            tf.config.experimental.set_memory_growth(gpu, True)  # leave the rest of the memory to others
    except RuntimeError as error:
        raise RunError(f"the device can only be chosen before TensorFlow has started: {error}") from error
    return _gpu(tf, gpus[0]) if gpus and wanted != "cpu" else Device("cpu", _processor())


def cudnn_version() -> str | None:
    """Version of the cuDNN that TensorFlow was built with, or None for a build without CUDA."""
    import tensorflow as tf

    return tf.sysconfig.get_build_info().get("cudnn_version") or None


def _gpu(tf: object, device: object) -> Device:
    experimental = tf.config.experimental  # type: ignore[attr-defined]
    name = experimental.get_device_details(device).get("device_name") or device.name  # type: ignore[attr-defined]
    return Device("gpu", str(name), _memory(str(name)))


def _memory(name: str) -> int | None:
    """Memory of the GPU of that name as the driver's own tool tells it; TensorFlow does not say."""
    import subprocess

    query = ["nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader,nounits"]
    try:
        answer = subprocess.run(query, capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    for line in answer.splitlines():
        found, _, mebibytes = line.rpartition(",")
        if found.strip() == name and mebibytes.strip().isdigit():
            return int(mebibytes) * 2**20
    return None


def _processor() -> str:
    import os
    import platform

    return f"{platform.machine() or 'CPU'}, {os.cpu_count() or 1} cores"
