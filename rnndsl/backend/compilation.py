"""The arguments of `model.compile` from the train section and the graph's losses.

A model with one output gets plain values, one with several gets dicts by output name: that is what `keras.Model` calls them.
"""

from __future__ import annotations

from rnndsl.ir.fitted import Fitted
from rnndsl.ir.graph import Graph
from rnndsl.ir.program import Entries, Expr, Items, Literal

from .expressions import expression, named_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NOTHING = Fitted()


def compilation(graph: Graph) -> tuple[tuple[str, Expr], ...]:
    """Keyword arguments for `compile`: optimizer, loss, loss_weights, metrics; those that the file leaves open are left out."""
    train: dict[str, Any] = graph.train.plain() if graph.train is not None else {}
    names = [output.name for output in graph.outputs]
    found: list[tuple[str, Expr | None]] = [
        ("optimizer", expression(train.get("optimizer", "rmsprop"), NOTHING, "optimizers")),
        ("loss", _losses(graph, names)),
        ("loss_weights", _weights(train.get("loss_weights"), names)),
        ("metrics", _metrics(train.get("metrics"), names)),
    ]
    return tuple((key, value) for key, value in found if value is not None)


def _losses(graph: Graph, names: list[str]) -> Expr | None:
    each = [(n, named_object("losses", loss.name, loss.args, NOTHING)) for n in names if (loss := graph.losses.get(n))]
    if not each:
        return None
    return each[0][1] if len(names) == 1 else Entries(tuple(each))


def _weights(weights: dict[str, float] | None, names: list[str]) -> Expr | None:
    if not weights:
        return None
    if len(names) == 1:
        return Literal([weights[names[0]]]) if names[0] in weights else None
    return Literal({name: weights[name] for name in names if name in weights})


def _metrics(metrics: Any, names: list[str]) -> Expr | None:
    """A list for one output; with several, a list for all is written out for each, as Keras wants it."""
    if not metrics:
        return None
    by_output = _by_output(metrics, names)
    each = [(name, _list(by_output[name])) for name in names if by_output.get(name)]
    if not each:
        return None
    return each[0][1] if len(names) == 1 else Entries(tuple(each))


def _by_output(metrics: Any, names: list[str]) -> dict[str, list[Any]]:
    if isinstance(metrics, dict) and set(metrics) <= set(names):
        return {name: value if isinstance(value, list) else [value] for name, value in metrics.items()}
    return dict.fromkeys(names, metrics if isinstance(metrics, list) else [metrics])


def _list(metrics: list[Any]) -> Expr:
    return Items(tuple(expression(metric, NOTHING, "metrics") for metric in metrics))
