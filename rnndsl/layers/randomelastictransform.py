"""RandomElasticTransform: bends pictures like rubber while training."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from ._entries import SEED
from ._formats import DATA_FORMAT
from ._images import FILL_VALUE, VALUE_RANGE, Picture, fill_mode, interpolation, share


class RandomElasticTransform(Picture):
    """Keras' RandomElasticTransform."""

    name = "RandomElasticTransform"
    doc = "Bends pictures like rubber while training."
    parameters = (
        Entry("factor", share(0, 1), 1.0, "Chance that a picture is bent."),
        Entry("scale", share(0, 1), 1.0, "How far pixels move."),
        interpolation(),
        fill_mode(),
        FILL_VALUE,
        VALUE_RANGE,
        SEED,
        DATA_FORMAT,
    )


KIND = RandomElasticTransform()
