"""What `rnndsl explain` says a layer computes: its equations, and the same layer in PyTorch, a module for each family.

A kind's file names the function that tells it; nothing here is loaded to lint.
"""
