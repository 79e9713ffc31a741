"""rnndsl: recurrent networks described in YAML, proven before TensorFlow starts, trained with one command."""

__version__ = "0.1.0"
