"""The colours of the families of layers, the same in every picture of a model; they tell apart for colour-blind eyes too.

After Okabe and Ito, with two more.
"""

from __future__ import annotations

from rnndsl.layers.kind import OTHER

from .picture import END

COLOURS = {
    "recurrent": "#0072B2",
    "text and embedding": "#CC79A7",
    "dense and activation": "#E69F00",
    "convolution and pooling": "#009E73",
    "attention": "#B8A800",
    "merge": "#D55E00",
    "normalization and dropout": "#56B4E9",
    "operations": "#7A6BB0",
    "pictures": "#A65628",
    OTHER: "#8A8F98",
    END: "#3B4252",
}
