"""Layers of somebody's own, one for each thing that a declaration can say; `own.yaml` declares them."""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="own")
class Mix(keras.layers.Layer):
    """A product over the last axis, any axes before it; hands the mask on."""

    def __init__(self, units, use_bias=True, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units, self.use_bias, self.activation = units, use_bias, keras.activations.get(activation)
        self.supports_masking = True

    def build(self, input_shape):
        self.kernel = self.add_weight(name="kernel", shape=(input_shape[-1], 2 * self.units))
        self.bias = self.add_weight(name="bias", shape=(2 * self.units,)) if self.use_bias else 0.0

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], 2 * self.units)

    def call(self, inputs):
        return self.activation(ops.matmul(inputs, self.kernel) + self.bias)

    def get_config(self):
        own = {"units": self.units, "use_bias": self.use_bias, "activation": keras.activations.serialize(self.activation)}
        return {**super().get_config(), **own}


@keras.saving.register_keras_serializable(package="own")
class Halve(keras.layers.Layer):
    """Every second time step; loses the mask."""

    def call(self, inputs):
        return inputs[:, 1::2]


@keras.saving.register_keras_serializable(package="own")
class Compare(keras.layers.Layer):
    """Two sequences, given one by one: what the first makes of the second, and how like their steps are."""

    def call(self, query, value):
        scores = ops.matmul(query, ops.transpose(value, (0, 2, 1)))
        return ops.matmul(ops.softmax(scores), value), scores


@keras.saving.register_keras_serializable(package="own")
class Largest(keras.layers.Layer):
    """Which feature is the largest at each step: a whole number."""

    def call(self, inputs):
        return ops.argmax(inputs, axis=-1)


@keras.saving.register_keras_serializable(package="own")
class Scaled(keras.layers.Layer):
    """Each feature times a number that training leaves alone."""

    def build(self, input_shape):
        self.scale = self.add_weight(name="scale", shape=(input_shape[-1],), initializer="ones", trainable=False)

    def call(self, inputs):
        return inputs * self.scale


@keras.saving.register_keras_serializable(package="own")
class Ends(keras.layers.Layer):
    """The last steps of a sequence."""

    def __init__(self, steps=2, **kwargs):
        super().__init__(**kwargs)
        self.steps = steps

    def call(self, inputs):
        return inputs[:, self.steps :]


@keras.saving.register_keras_serializable(package="own")
class Leaky(keras.layers.Layer):
    """A cell that keeps a share of its state."""

    def __init__(self, units, keep=0.9, **kwargs):
        super().__init__(**kwargs)
        self.units, self.keep = units, keep
        self.state_size = self.output_size = units

    def build(self, input_shape):
        self.kernel = self.add_weight(name="kernel", shape=(input_shape[-1], self.units))

    def call(self, inputs, states):
        state = self.keep * states[0] + ops.matmul(inputs, self.kernel)
        return state, [state]


class Plain(keras.layers.Layer):
    """A layer that nobody has registered."""
