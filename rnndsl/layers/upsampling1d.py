"""UpSampling1D: every step of a sequence several times."""

from __future__ import annotations

from rnndsl.ir.fields import Entry, Int

from ._resampling import UpSampling


class UpSampling1D(UpSampling):
    """Keras' UpSampling1D: (N, T, F) to (N, size·T, F)."""

    name = "UpSampling1D"
    doc = "Repeats every time step; a mask is lost."
    parameters = (Entry("size", Int(1), 2, "How often to repeat every time step."),)


KIND = UpSampling1D()
