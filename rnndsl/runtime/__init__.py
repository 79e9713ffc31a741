"""Running models: fit layers and weights, measure, predict, and keep everything in a run folder."""
