"""Ctrl-C and SIGTERM during training: the step in progress ends, then training stops as if it had been the last one."""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType
from typing import Any


class Interrupt:
    """While entered, the first SIGINT or SIGTERM is only noted (`requested`); a second one raises KeyboardInterrupt.

    Outside the main thread, where Python allows no handlers, it never notes anything.
    """

    def __init__(self) -> None:
        self.requested = False
        self.signal = ""
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Interrupt:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()

    def _note(self, number: int, frame: FrameType | None) -> None:
        if self.requested:
            raise KeyboardInterrupt
        self.requested = True
        self.signal = "Ctrl-C" if number == signal.SIGINT else signal.Signals(number).name
