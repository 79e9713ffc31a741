"""Keeps TensorFlow's own chatter off the user's terminal.

TensorFlow's C++ parts write to the standard error before any log level applies (drivers looked for, instructions used).
Whatever imports it for a command does so inside `hushed()`: if the import fails, what was written is shown after all.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def hushed() -> Iterator[None]:
    """Hold back what native code writes to the standard error; show it only if the block raises."""
    try:
        stderr = sys.stderr.fileno()
    except (AttributeError, OSError, ValueError):  # a test or a notebook has replaced it: nothing native to hold back
        yield
        return
    sys.stderr.flush()
    saved = os.dup(stderr)
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), stderr)
        try:
            yield
        except Exception as error:
            if not isinstance(error, ModuleNotFoundError):
                held.seek(0)
                os.write(saved, held.read())
            raise
        finally:
            sys.stderr.flush()
            os.dup2(saved, stderr)
            os.close(saved)


def load_tensorflow() -> None:
    """Import TensorFlow and Keras without noise; raises ModuleNotFoundError where the extra is missing."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    with hushed():
        import keras  # noqa: F401
        import tensorflow as tf

        tf.get_logger().setLevel(logging.ERROR)
        tf.config.list_physical_devices()  # the first look at devices is what makes the drivers talk
    logging.getLogger("absl").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", module=r"(keras|tensorflow)\.")
