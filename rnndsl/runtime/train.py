"""The story of `rnndsl train`, top to bottom: data, layers, model, training, figures, run folder."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from rnndsl.backend.emit import emit
from rnndsl.data import Dataset, load
from rnndsl.diagnostics.record import Record
from rnndsl.ir.graph import Graph
from rnndsl.ir.spec import Value
from rnndsl.pipeline import Checked
from rnndsl.runtime import callbacks, device, extensions, folder, judge, manifest, metrics, pictures, report_page, saved_model
from rnndsl.runtime.conformity import build_own
from rnndsl.runtime.failure import RunError
from rnndsl.runtime.fit import Settings, Trained, fit
from rnndsl.runtime.fit_layers import fit_layers, with_fitted
from rnndsl.runtime.folder import RunFolder
from rnndsl.runtime.judge import Judged
from rnndsl.runtime.records import Display
from rnndsl.runtime.resolved import resolved


class Run(Record):
    """A finished run: where it lies, its figures, and the signal that cut it short, if one did."""

    folder: RunFolder
    contests: tuple[metrics.Contest, ...]
    best_epoch: int
    stopped_by: str = ""


def train(checked: Checked, runs: Path, display: Display, allowed: bool = False) -> Run:
    """Train what a checked file describes and leave everything in `runs/<name>/<n>/`; `allowed`: its extensions too.

    Raises RunError and data.DataError where the file, the data or the machine make it impossible.
    """
    spec, typed = checked.spec, checked.typed
    if spec is None or typed is None:
        raise RunError("the file has mistakes: `rnndsl lint` shows them")
    data, section = _section(spec, "data"), _section(spec, "train")
    _needs_loss(section)
    callbacks.check(section.get("callbacks"))
    chosen = device.choose(str(_plain(section, "device")))
    own = extensions.load(typed.graph, allowed)
    dataset = load(data, typed.graph)
    fitted = fit_layers(typed.graph, dataset)
    typed = with_fitted(checked, fitted).typed or typed
    dataset = dataset.with_fitted(fitted)
    model = build_own(emit(typed.graph, fitted), own, typed)
    place = folder.create(runs, typed.graph.name)
    text = resolved(spec, typed.graph.name, place.path)
    place.write_text(folder.RESOLVED, text)
    modules = extensions.keep(typed.graph, place)
    settings = _settings(section, typed.graph)
    made = callbacks.make(section.get("callbacks"), place.path)
    trained = fit(model, dataset.parts, settings, made, place, display, chosen.kind)  # type: ignore[arg-type]
    saved_model.save(model, place, {"rnndsl": 1, "file": text, "codec": dataset.codec.to_json()})
    judged = judge.judge(model, dataset, typed, settings.batch_size, settings.drop_remainder)
    facts = _manifest(chosen, settings, dataset, trained, modules)
    _write(place, typed.graph.name, model.count_params(), trained, judged, dataset, facts)
    return Run(place, judged.contests, trained.best_epoch, trained.stopped_by)


def _write(
    place: RunFolder, name: str, parameters: int, trained: Trained, judged: Judged, dataset: Dataset, facts: dict[str, Any]
) -> None:
    """Everything that people read about the run."""
    place.write_json(folder.METRICS, metrics.to_json(judged.contests, judged.keras))
    place.write_json(folder.HISTORY, trained.history)
    place.write_text("history.csv", _csv(trained.history))
    place.write_json(folder.MANIFEST, facts)
    pictures.write(place, name, trained, judged, dataset)
    training = {
        "epochs": len(trained.epochs),
        "best_epoch": trained.best_epoch,
        "monitor": trained.monitor,
        "parameters": parameters,
    }
    note = f"Stopped by {trained.stopped_by} before its last epoch." if trained.stopped_by else ""
    title = f"{name}, run {place.path.name}"
    place.write_text(folder.REPORT, report_page.page(title, judged.contests, judged.examples, facts, training, note))


def _manifest(
    chosen: device.Device, settings: Settings, dataset: Dataset, trained: Trained, modules: list[Path]
) -> dict[str, Any]:
    seen = dataset.training.samples * len(trained.epochs)
    return manifest.manifest(
        chosen,
        settings.seed,
        [Path(file) for file in dataset.files],
        trained.seconds,
        seen / max(trained.seconds, 1e-9),
        **({"extensions": manifest.fingerprints(modules)} if modules else {}),
        samples={name: part.samples for name, part in dataset.parts.items()},
        stopped_by=trained.stopped_by or None,
    )


def _csv(history: dict[str, list[float]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["epoch", *history])
    writer.writerows([number, *row] for number, row in enumerate(zip(*history.values(), strict=True), 1))
    return text.getvalue()


def _settings(section: Value, graph: Graph) -> Settings:
    size = graph.batch_size or int(_plain(section, "batch_size"))
    return Settings(
        int(_plain(section, "epochs")),
        size,
        bool(_plain(section, "shuffle")),
        int(_plain(section, "seed")),
        drop_remainder=graph.batch_size is not None,
        name=graph.name,
    )


def _plain(section: Value, key: str) -> Any:
    """A setting as plain data, its default filled in by `validate`; None where it has none and nobody wrote it."""
    value = section.get(key)
    return None if value is None else value.plain()


def _section(spec: Value, name: str) -> Value:
    section = spec.get(name)
    if section is None or not isinstance(section.data, dict):
        raise RunError(f"training needs a `{name}` section, and this file has none")
    return section


def _needs_loss(section: Value) -> None:
    if _plain(section, "loss") is None:
        raise RunError("`train.loss` is missing: say what training shall minimise, e.g. `loss: mse`")
