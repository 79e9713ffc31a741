"""The module beside the declarations is the user's: it is imported by the commands alone, never collected."""

collect_ignore = ["own_layers.py"]
