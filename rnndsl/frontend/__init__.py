"""From text to graph: read, parse, validate, resolve. Every value keeps its place; no mistake of the user raises."""
