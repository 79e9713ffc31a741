"""The LSTM cell of Gers and Schmidhuber (2000), whose gates see the cell state: they learn to tell the time between events.

`peephole.yaml` declares it under `extensions`; rnndsl imports it with --allow-extensions only.
"""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="peephole")
class PeepholeLSTMCell(keras.layers.Layer):
    """(N, F) and the states h and c, (N, units) each, to (N, units) and the next states.

    Input and forget gate see the cell state before the step, the output gate sees the one after it: one weight for each unit
    and gate, in the rows of `peephole`.
    """

    def __init__(self, units, activation="tanh", **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)
        self.state_size = [units, units]
        self.output_size = units

    def build(self, input_shape):
        """Weights in the order in which the file declares them; the forget gate's bias starts at one."""
        units = self.units
        self.kernel = self.add_weight(name="kernel", shape=(input_shape[-1], 4 * units), initializer="glorot_uniform")
        self.recurrent_kernel = self.add_weight(name="recurrent_kernel", shape=(units, 4 * units), initializer="orthogonal")
        self.peephole = self.add_weight(name="peephole", shape=(3, units), initializer="zeros")
        self.bias = self.add_weight(name="bias", shape=(4 * units,), initializer=self._forget_nothing)

    def _forget_nothing(self, shape, dtype=None):
        return ops.concatenate([ops.zeros(self.units, dtype), ops.ones(self.units, dtype), ops.zeros(2 * self.units, dtype)])

    def call(self, inputs, states):
        """One time step."""
        h, c = states
        gates = ops.matmul(inputs, self.kernel) + ops.matmul(h, self.recurrent_kernel) + self.bias
        i, f, g, o = ops.split(gates, 4, axis=-1)
        i = ops.sigmoid(i + self.peephole[0] * c)
        f = ops.sigmoid(f + self.peephole[1] * c)
        c = f * c + i * self.activation(g)
        o = ops.sigmoid(o + self.peephole[2] * c)
        h = o * self.activation(c)
        return h, [h, c]

    def get_config(self):
        """What `model.keras` keeps of it."""
        config = {"units": self.units, "activation": keras.activations.serialize(self.activation)}
        return {**super().get_config(), **config}
