"""Layers of Keras that a file cannot hold, each with the reason and what to do instead.

Read only once a name is unknown. A test finds every public class of `keras.layers` here or among the kinds.
"""

from __future__ import annotations

_BASE = "it is a base class for Python code, and computes nothing"
_CODE = "it wraps Python code, which a file never holds"
_OWN = "write the layer as a Python class and name it under `extensions`"

REFUSED: dict[str, tuple[str, str]] = {
    "Equalization": (
        "Keras announces its input as its output, so that no model can be wired with it",
        "even out the pictures before training, or use ContrastLimitedAdaptiveHistogramEqualization",
    ),
    "FlaxLayer": (_CODE, _OWN),
    "InputLayer": ("Keras makes it of an Input", "write `Input`, or declare what comes in under `model.inputs: {x: [24, 8]}`"),
    "InputSpec": ("it is no layer: Keras checks shapes with it", "leave it out: rnndsl checks the shapes"),
    "JaxLayer": (_CODE, _OWN),
    "Lambda": (_CODE, "use Keras' layers and operations (`take`, `cast`, `expand_dims`, …), or " + _OWN),
    "Layer": (_BASE, _OWN),
    "MaxNumBoundingBoxes": ("it works on boxes of objects in pictures, which no input of a model here is", "leave it out"),
    "Pipeline": (
        "the lines under `layers:` are applied one after another as they stand",
        "write its layers as lines, or as a block where several places need them",
    ),
    "TFSMLayer": ("it loads a saved program of TensorFlow, and opening a file here never runs code", _OWN),
    "TorchModuleWrapper": (_CODE + ", and needs PyTorch", _OWN),
    "Wrapper": (_BASE, "use Bidirectional or TimeDistributed, or " + _OWN),
}
