"""Signals during training: the first is noted, the second raises, the old handlers come back."""

from __future__ import annotations

import os
import signal

import pytest

from rnndsl.runtime.interrupt import Interrupt


@pytest.mark.parametrize(("number", "name"), [(signal.SIGINT, "Ctrl-C"), (signal.SIGTERM, "SIGTERM")])
def test_the_first_signal_is_noted_and_the_second_raises(number: signal.Signals, name: str) -> None:
    """One signal lets the step in progress end; who insists gets out at once."""
    before = signal.getsignal(number)
    with Interrupt() as interrupt:
        os.kill(os.getpid(), number)
        assert (interrupt.requested, interrupt.signal) == (True, name)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)
    assert signal.getsignal(number) is before


def test_nothing_is_noted_without_a_signal() -> None:
    """An undisturbed training was not stopped by anything."""
    with Interrupt() as interrupt:
        pass
    assert (interrupt.requested, interrupt.signal) == (False, "")
