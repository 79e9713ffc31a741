"""The language as data: the sections of a file (`sections.py`) and the JSON Schema made from them and the layer kinds."""
