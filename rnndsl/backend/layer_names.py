"""What a layer is called in the Keras model: what the file calls it, unless Keras calls an operation of its own so.

Layers compute masks of masks by operations, which stand in the model beside the layers. Keras names them itself (`concatenate`,
`any_1`) without a look at the names that layers were given, and refuses a model with one name twice. The language sees to the
operations that a file holds.
"""

from __future__ import annotations

import re

MASKING = "any|concatenate|convert_to_tensor|expand_dims|logical_or|not_equal|ones_like|squeeze|where|zeros_like"
SUFFIX = "_layer"
_CLASH = re.compile(rf"({MASKING})(_\d+)?({SUFFIX})*")


def keras_name(name: str) -> str:
    """The name in Keras of the layer that a file calls so; different names stay different.

    >>> keras_name("encoder"), keras_name("concatenate"), keras_name("any_2"), keras_name("any_2_layer")
    ('encoder', 'concatenate_layer', 'any_2_layer', 'any_2_layer_layer')
    """
    return name + SUFFIX if _CLASH.fullmatch(name) else name


def file_name(name: str) -> str:
    """The name in the file of the layer that Keras calls so.

    >>> file_name("encoder"), file_name("concatenate_layer"), file_name("last_layer")
    ('encoder', 'concatenate', 'last_layer')
    """
    short = name.removesuffix(SUFFIX)
    return short if _CLASH.fullmatch(short) else name
