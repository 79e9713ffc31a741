"""What Keras takes at the call of a layer instead of in its constructor: all such arguments that a file can hold.

A line holds them beside the constructor's; a `use:` line has its own, so the language must know them without loading a kind.
"""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Entry

CAUSAL = Entry("use_causal_mask", Bool(), False, "Of this call: each step attends to no later one.")
SCORES = Entry("return_attention_scores", Bool(), False, "Of this call: return the attention weights too, as `.scores`.")
REVERSE = Entry("reverse", Bool(), False, "Of this call: project vectors back to ids instead of looking ids up.")

CALL_ARGUMENTS = (CAUSAL, SCORES, REVERSE)
