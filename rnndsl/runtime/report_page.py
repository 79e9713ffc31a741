"""The report of a run: one short page of Markdown that says how good the model is, before it says anything else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rnndsl.runtime.folder import CURVES, HISTORY, MANIFEST, METRICS, MODEL, RESOLVED
from rnndsl.runtime.metrics import Contest, rows, verdict


def page(
    title: str,
    contests: Sequence[Contest],
    examples: Sequence[tuple[str, str, str]],
    manifest: dict[str, Any],
    training: dict[str, Any],
    note: str = "",
) -> str:
    """The page: the verdict per target, the tables, the picture, how it was made, what lies beside it.

    `examples` are texts of the test part: given, written, expected. `training` holds epochs, best_epoch, monitor and
    parameters; `note` is a remark on top (an interruption).
    """
    parts = [f"# {title}", *([f"> {note}"] if note else [])]
    for contest in contests:
        parts += [f"**{contest.target}**: {verdict(contest)}.", _table(contest)]
    if not contests:
        parts.append("There is no test part (`data.split.test`), so nothing is known of how good the model is on new data.")
    if examples:
        parts += ["Some of the test part, as the model writes it by itself:", _examples(examples)]
    parts += [f"![losses and predictions]({CURVES})", "## How it was made", _facts(manifest, training), "## Files", _files()]
    return "\n\n".join(parts) + "\n"


def _table(contest: Contest) -> str:
    titles, body = rows(contest)
    lines = ["| " + " | ".join(titles) + " |", "|---|" + "---:|" * (len(titles) - 1)]
    lines += ["| " + " | ".join([f"**{cell}**" for cell in row] if row[0] == "model" else row) + " |" for row in body]
    lines.append(f"\nOn {contest.samples:,} samples of the test part, which training never saw.")
    return "\n".join(lines)


def _examples(examples: Sequence[tuple[str, str, str]]) -> str:
    lines = ["| given | written | expected |", "|---|---|---|"]
    return "\n".join(lines + ["| " + " | ".join(t.replace("|", "\\|") for t in row) + " |" for row in examples])


def _facts(manifest: dict[str, Any], training: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {text}" for name, text in manifest["versions"].items() if name != "system")
    best = f"the weights of epoch {training['best_epoch']} (lowest {training['monitor']}) were kept"
    files = ", ".join(f"`{f['file']}` ({f['sha256'][:12]}…)" for f in manifest["data"][:5])
    more = f" and {len(manifest['data']) - 5} more" if len(manifest["data"]) > 5 else ""
    return "\n".join(
        (
            f"- {training['epochs']} epoch{'s' if training['epochs'] != 1 else ''} in {manifest['seconds']:.1f} s, "
            f"{manifest['samples_per_second']:,.0f} samples/s; {best}",
            f"- {training['parameters']:,} parameters, on {manifest['device']['kind']} ({manifest['device']['name']}), "
            f"seed {manifest['seed']}",
            f"- data: {files}{more}",
            f"- rnndsl {manifest['rnndsl']}, {versions}",
        )
    )


def _files() -> str:
    texts = {
        MODEL: "the trained model, with everything fitted inside; `keras.models.load_model` opens it",
        RESOLVED: "the file that was trained, with everything resolved",
        METRICS: "the figures above",
        HISTORY: "loss and metrics of every epoch, as CSV too",
        MANIFEST: "versions, seeds, fingerprints of the data",
    }
    return "\n".join(f"- `{name}`: {text}" for name, text in texts.items())
