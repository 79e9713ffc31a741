"""The documents that rules about heads, masks and states show: a small model, what the loss meets, and the loss."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def trained(inputs: str, targets: str, loss: str) -> Callable[..., str]:
    """Makes a document of the lines of a model; inputs and targets are written as in a flow mapping.

    >>> print(trained("x: [8]", "y: [1]", "mse")("Dense: {units: 1}"), end="")
    rnndsl: 1
    model:
      inputs: {x: [8]}
      targets: {y: [1]}
      layers:
        - Dense: {units: 1}
    train:
      loss: mse
    """

    def model(*layers: str) -> str:
        lines = "".join(f"    - {layer}\n" for layer in layers)
        head = f"rnndsl: 1\nmodel:\n  inputs: {{{inputs}}}\n  targets: {{{targets}}}\n"
        return f"{head}  layers:\n{lines}train:\n  loss: {loss}\n"

    return model
