"""What is known before anything runs: the tensors of a model, what is wrong with them, and how to repair the text."""
