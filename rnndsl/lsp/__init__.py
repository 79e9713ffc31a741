"""`rnndsl lsp`: what the linter knows, at the cursor of an editor.

Everything is answered from two views of a text: the checked document (`pipeline.check`), where it can be read, and the outline
(`outline.py`), which reads any text, however broken. No request may end the server, and none runs code from a file.
"""
