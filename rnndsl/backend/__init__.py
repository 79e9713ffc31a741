"""From a graph to Keras: emitted as data, printed as a script, evaluated as a model, drawn as a diagram."""
