"""PyTorch's formulas in NumPy, from its documentation: what `rnndsl explain` prints for PyTorch runs on these modules.

A module knows the shapes of its weights and takes no others; it computes only when every weight was given.
"""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np

from . import functions


class Tensor(np.ndarray):
    """An array with the methods of a tensor that differ from an array's."""

    def flip(self, dim: int) -> Any:
        return np.flip(self, dim)

    def transpose(self, *axes: Any) -> Any:  # type: ignore[override]
        return np.swapaxes(self, *axes) if len(axes) == 2 else np.ndarray.transpose(self, *axes)

    def permute(self, *axes: int) -> Any:
        return np.ndarray.transpose(self, axes)

    def repeat(self, *times: int) -> Any:  # type: ignore[override]
        return np.tile(np.asarray(self), times).view(Tensor)

    def flatten(self, first: int) -> Any:  # type: ignore[override]
        return self.reshape(*self.shape[:first], -1)

    def mean(self, dim: int, keepdim: bool = False) -> Any:  # type: ignore[override]
        return np.mean(np.asarray(self), axis=dim, keepdims=keepdim).view(Tensor)

    def triu(self, diagonal: int) -> Any:
        return np.triu(self, diagonal).view(Tensor)

    def bool(self) -> Any:
        return self.astype("bool")


class Module:
    """Weights of known shapes, and a formula."""

    shapes: dict[str, tuple[int, ...]]

    def __init__(self, **shapes: tuple[int, ...]) -> None:
        object.__setattr__(self, "shapes", shapes)

    def __setattr__(self, name: str, value: Any) -> None:
        shapes = object.__getattribute__(self, "shapes")
        assert name in shapes, f"{type(self).__name__} has no weight {name}"
        assert np.shape(value) == shapes[name], f"{name} is {shapes[name]} in PyTorch, given {np.shape(value)}"
        object.__setattr__(self, name, value)

    def eval(self) -> Any:
        return self

    def __call__(self, *inputs: Any, **options: Any) -> Any:
        missing = [name for name in self.shapes if name not in vars(self)]
        assert not missing, f"{type(self).__name__} was not given {missing}"
        return self.forward(*(np.asarray(x, np.float64).view(Tensor) if x is not None else x for x in inputs), **options)

    def forward(self, *inputs: Any, **options: Any) -> Any:
        raise AssertionError


class _Recurrent(Module):
    """One layer of a recurrence, in one or both directions; batch first, states (directions, N, hidden)."""

    gates = 1

    def __init__(self, input_size: int, hidden_size: int, batch_first: bool, bias: bool = True, **more: Any) -> None:
        assert batch_first
        suffixes = ("", "_reverse") if more.pop("bidirectional", False) else ("",)
        wide = self.gates * hidden_size
        shapes = {"weight_ih_l0": (wide, input_size), "weight_hh_l0": (wide, hidden_size)}
        shapes |= {"bias_ih_l0": (wide,), "bias_hh_l0": (wide,)} if bias else {}
        super().__init__(**{name + suffix: shape for name, shape in shapes.items() for suffix in suffixes})
        self.__dict__.update(suffixes=suffixes, hidden=hidden_size, nonlinearity=more.pop("nonlinearity", "tanh"))
        assert not more, more

    def forward(self, x: Any, states: Any = None) -> Any:  # type: ignore[override]
        outputs, ends = [], []
        for index, suffix in enumerate(self.suffixes):
            state = self._start(len(x), states, index)
            order = range(x.shape[1]) if not suffix else reversed(range(x.shape[1]))
            found: dict[int, Any] = {}
            for t in order:
                a = x[:, t] @ self._weight("weight_ih_l0", suffix).T + self._weight("bias_ih_l0", suffix)
                b = state[0] @ self._weight("weight_hh_l0", suffix).T + self._weight("bias_hh_l0", suffix)
                state = self.step(np.split(a, self.gates, -1), np.split(b, self.gates, -1), *state)
                found[t] = state[0]
            outputs.append(np.stack([found[t] for t in range(x.shape[1])], 1))
            ends.append(state)
        last = tuple(np.stack(each).view(Tensor) for each in zip(*ends, strict=True))
        return np.concatenate(outputs, -1).view(Tensor), last if len(last) > 1 else last[0]

    def _weight(self, name: str, suffix: str) -> Any:
        return np.asarray(vars(self).get(name + suffix, 0.0))

    def _start(self, samples: int, states: Any, index: int) -> tuple[Any, ...]:
        if states is None:
            return tuple(np.zeros((samples, self.hidden)) for _ in range(2 if self.gates == 4 else 1))
        return tuple(np.asarray(one[index]) for one in (states if isinstance(states, tuple) else (states,)))

    def __call__(self, x: Any, states: Any = None) -> Any:  # type: ignore[override]
        missing = [name for name in self.shapes if name not in vars(self)]
        assert not missing, f"{type(self).__name__} was not given {missing}"
        return self.forward(np.asarray(x, np.float64), states)

    def step(self, a: Any, b: Any, *state: Any) -> tuple[Any, ...]:
        raise AssertionError


class RNN(_Recurrent):
    def step(self, a: Any, b: Any, h: Any) -> tuple[Any, ...]:  # type: ignore[override]
        total = a[0] + b[0]
        return (np.tanh(total) if self.nonlinearity == "tanh" else functions.relu(total),)


class GRU(_Recurrent):
    gates = 3

    def step(self, a: Any, b: Any, h: Any) -> tuple[Any, ...]:  # type: ignore[override]
        r, z = functions.sigmoid(a[0] + b[0]), functions.sigmoid(a[1] + b[1])
        n = np.tanh(a[2] + r * b[2])
        return ((1 - z) * n + z * h,)


class LSTM(_Recurrent):
    gates = 4

    def step(self, a: Any, b: Any, h: Any, c: Any) -> tuple[Any, ...]:  # type: ignore[override]
        i, f, g, o = (x + y for x, y in zip(a, b, strict=True))
        c = functions.sigmoid(f) * c + functions.sigmoid(i) * np.tanh(g)
        return functions.sigmoid(o) * np.tanh(c), c


class Linear(Module):
    def __init__(self, in_features: int, out_features: int, bias: bool = True) -> None:
        super().__init__(weight=(out_features, in_features), **({"bias": (out_features,)} if bias else {}))

    def forward(self, x: Any) -> Any:  # type: ignore[override]
        return x @ self.weight.T + vars(self).get("bias", 0.0)


class Embedding(Module):
    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        super().__init__(weight=(num_embeddings, embedding_dim))

    def forward(self, x: Any) -> Any:  # type: ignore[override]
        return self.weight[np.asarray(x).astype("int64")]


class _Conv(Module):
    """y[n, o, p] = Σ weight[o, i, k] · x[n, i, stride·p + dilation·k], in groups."""

    axes = 1

    def __init__(self, in_channels: int, out_channels: int, kernel_size: Any, **more: Any) -> None:
        bias, groups = more.pop("bias", True), more.pop("groups", 1)
        size = tuple(int(n) for n in np.broadcast_to(kernel_size, self.axes))
        super().__init__(weight=(out_channels, in_channels // groups, *size), **({"bias": (out_channels,)} if bias else {}))
        self.__dict__.update(groups=groups, more=more)

    def forward(self, x: Any) -> Any:  # type: ignore[override]
        strides, padding = self.more.get("stride", 1), self.more.get("padding", "valid")
        assert padding == "valid" or strides == 1
        kernels = np.split(np.moveaxis(np.asarray(self.weight), (0, 1), (-1, -2)), self.groups, -1)
        samples = []
        for sample in np.moveaxis(np.asarray(x), 1, -1):
            parts = zip(np.split(sample, self.groups, -1), kernels, strict=True)
            samples.append(np.concatenate([self._slide(part, kernel, strides, padding) for part, kernel in parts], -1))
        return np.moveaxis(np.stack(samples) + vars(self).get("bias", 0.0), -1, 1).view(Tensor)

    def _slide(self, part: Any, kernel: Any, strides: Any, padding: str) -> Any:
        return functions.conv(part, kernel, padding, strides, self.more.get("dilation", 1))


class Conv2d(_Conv):
    axes = 2


class Conv3d(_Conv):
    axes = 3


class LayerNorm(Module):
    def __init__(self, size: int, eps: float, elementwise_affine: bool = True, bias: bool = True) -> None:
        names = ("weight", "bias") if bias else ("weight",)
        super().__init__(**{name: (size,) for name in names if elementwise_affine})
        self.__dict__["eps"] = eps

    def forward(self, x: Any) -> Any:  # type: ignore[override]
        x = np.asarray(x)
        found = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + self.eps)
        return found * vars(self).get("weight", 1.0) + vars(self).get("bias", 0.0)


class BatchNorm1d(Module):
    def __init__(self, size: int, eps: float, momentum: float, affine: bool = True) -> None:
        names = ("running_mean", "running_var", *(("weight", "bias") if affine else ()))
        super().__init__(**dict.fromkeys(names, (size,)))
        self.__dict__["eps"] = eps

    def forward(self, x: Any) -> Any:  # type: ignore[override]
        def along(values: Any) -> Any:
            return np.asarray(values).reshape(1, -1, *[1] * (x.ndim - 2)) if np.ndim(values) else values

        found = (np.asarray(x) - along(self.running_mean)) / np.sqrt(along(self.running_var) + self.eps)
        return (found * along(vars(self).get("weight", 1.0)) + along(vars(self).get("bias", 0.0))).view(Tensor)


class MultiheadAttention(Module):
    def __init__(self, embed_dim: int, num_heads: int, batch_first: bool, bias: bool = True) -> None:
        assert batch_first
        super().__init__(in_proj_weight=(3 * embed_dim, embed_dim), **({"in_proj_bias": (3 * embed_dim,)} if bias else {}))
        self.__dict__.update(heads=num_heads, out_proj=Linear(embed_dim, embed_dim, bias))

    def forward(self, query: Any, key: Any, value: Any, average_attn_weights: bool, **masks: Any) -> Any:  # type: ignore[override]
        weights = np.split(np.asarray(self.in_proj_weight), 3)
        biases = np.split(np.asarray(vars(self).get("in_proj_bias", np.zeros(3 * len(weights[0])))), 3)
        q, k, v = (self._heads(x @ w.T + b) for x, w, b in zip((query, key, value), weights, biases, strict=True))
        scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
        if "attn_mask" in masks:
            scores = np.where(np.asarray(masks["attn_mask"]), -1e9, scores)
        shares = functions.softmax(scores)
        joined = np.swapaxes(shares @ v, 1, 2)
        return self.out_proj(joined.reshape(*joined.shape[:2], -1)), shares

    def _heads(self, x: Any) -> Any:
        return np.swapaxes(np.asarray(x).reshape(*x.shape[:2], self.heads, -1), 1, 2)


def _softplus(x: Any) -> Any:
    return np.logaddexp(x, 0)


def _gelu(x: Any) -> Any:
    return x * (1 + np.vectorize(math.erf)(np.asarray(x, np.float64) / math.sqrt(2))) / 2


def _selu(x: Any) -> Any:
    return 1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * (np.exp(x) - 1))


def _pad(x: Any, sides: tuple[int, int]) -> Any:
    return np.pad(np.asarray(x), [(0, 0)] * (x.ndim - 1) + [sides]).view(Tensor)


torch = SimpleNamespace(
    relu=functions.relu,
    tanh=np.tanh,
    sigmoid=functions.sigmoid,
    softmax=lambda x, dim: functions.softmax(x, axis=dim),
    cat=lambda parts, dim=0: np.concatenate([np.asarray(part) for part in parts], axis=dim).view(Tensor),
    stack=lambda parts: np.stack(parts).view(Tensor),
    zeros=np.zeros,
    ones=lambda *shape: np.ones(shape).view(Tensor),
)
F = SimpleNamespace(
    elu=lambda x: np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1),
    gelu=_gelu,
    selu=_selu,
    silu=lambda x: x * functions.sigmoid(x),
    softplus=_softplus,
    leaky_relu=lambda x, slope: np.where(x > 0, x, slope * x),
    pad=_pad,
)
MODULES = (RNN, GRU, LSTM, Linear, Embedding, Conv2d, Conv3d, LayerNorm, BatchNorm1d, MultiheadAttention)
nn = SimpleNamespace(Conv1d=_Conv, **{module.__name__: module for module in MODULES})
