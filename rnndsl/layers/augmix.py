"""AugMix: mixes several chains of random changes of a picture while training."""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Entry, Float, Int

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import VALUE_RANGE, Picture, interpolation, share

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class AugMix(Picture):
    """Keras' AugMix."""

    name = "AugMix"
    doc = "Mixes several chains of random changes of a picture while training."
    parameters = (
        VALUE_RANGE,
        Entry("num_chains", Int(1), 3, "Chains that are mixed."),
        Entry("chain_depth", Int(1), 3, "Changes in a chain."),
        Entry("factor", share(0, 1), 0.3, "Strength of the changes."),
        Entry("alpha", Float(0, open_low=True), 1.0, "Parameter of the distributions that mix the chains."),
        Entry("all_ops", Bool(), True, "Use brightness, colour, contrast and sharpness too."),
        interpolation(),
        SEED,
        DATA_FORMAT,
    )

    def channels(self, args: Mapping[str, Any]) -> tuple[int, ...]:
        """Colour is among the changes that all_ops draws from: sooner or later it is drawn."""
        return (1, 3) if args["all_ops"] else ()


KIND = AugMix()
