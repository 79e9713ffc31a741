"""Callbacks that a file can hold; those that take Python code are not among them, nor those that fit adds itself."""

from __future__ import annotations

from rnndsl.ir.fields import Bool, Choice, Either, Entry, Float, Int, ListOf, MapOf, Str, optional

from ._table import maker, table

_callback = maker("callbacks")
_MONITOR = Entry("monitor", Str("a quantity such as val_loss"), "val_loss", "What to watch.")
_VERBOSE = Entry("verbose", Int(0, 1), 0, "1 prints what it does.")
_MODE = Entry("mode", Choice(("auto", "min", "max")), "auto", "Whether small or large is good; auto asks the name.")
_SAVE_FREQ = Entry("save_freq", Either((Choice(("epoch",)), Int(1))), "epoch", "After every epoch, or after so many batches.")
_BEST_ONLY = Entry("save_best_only", Bool(), False, "Keep only the best.")
_WEIGHTS_ONLY = Entry("save_weights_only", Bool(), False, "Save weights instead of the whole model.")
_INITIAL = Entry("initial_value_threshold", optional(Float()), None, "What has to be beaten first.")


def _path(name: str, doc: str, default: str | None = None) -> Entry:
    return Entry(name, Str("a path", path=True), default, doc) if default else Entry(name, Str("a path", path=True), doc=doc)


OBJECTS = table(
    (
        _callback(
            "BackupAndRestore",
            "Continue a run that was interrupted.",
            _path("backup_dir", "Folder of the backup."),
            _SAVE_FREQ,
            Entry("double_checkpoint", Bool(), False, "Keep the backup before the last one too."),
            Entry("delete_checkpoint", Bool(), True, "Remove the backup at the end."),
            aliases=(),
        ),
        _callback(
            "CSVLogger",
            "Write losses and metrics of every epoch to a file.",
            _path("filename", "The file."),
            Entry("separator", Str("a character"), ",", "What stands between columns."),
            Entry("append", Bool(), False, "Continue a file that exists."),
            aliases=(),
        ),
        _callback(
            "EarlyStopping",
            "Stop when what is watched no longer improves.",
            _MONITOR,
            Entry("min_delta", Float(), 0, "Smallest change that counts."),
            Entry("patience", Int(0), 0, "Epochs without improvement before it stops."),
            _VERBOSE,
            _MODE,
            Entry("baseline", optional(Float()), None, "A value that has to be beaten."),
            Entry("restore_best_weights", Bool(), False, "End with the best weights instead of the last ones."),
            Entry("start_from_epoch", Int(0), 0, "Epochs before it begins to watch."),
            aliases=(),
        ),
        _callback(
            "ModelCheckpoint",
            "Save the model now and then.",
            _path("filepath", "Where to; may hold {epoch} and the names of metrics."),
            _MONITOR,
            _VERBOSE,
            _BEST_ONLY,
            _WEIGHTS_ONLY,
            _MODE,
            _SAVE_FREQ,
            _INITIAL,
            aliases=(),
        ),
        _callback(
            "OrbaxCheckpoint",
            "Save the model with Orbax, which has to be installed.",
            _path("directory", "Folder of the checkpoints."),
            _MONITOR,
            _VERBOSE,
            _BEST_ONLY,
            _MODE,
            _SAVE_FREQ,
            _INITIAL,
            Entry("max_to_keep", optional(Int(1)), 1, "How many checkpoints stay."),
            Entry("save_on_background", Bool(), True, "Write while training goes on."),
            _WEIGHTS_ONLY,
            aliases=(),
        ),
        _callback(
            "ReduceLROnPlateau",
            "Lower the learning rate when what is watched no longer improves.",
            _MONITOR,
            Entry("factor", Float(0, 1, open_high=True), 0.1, "Factor on the learning rate."),
            Entry("patience", Int(0), 10, "Epochs without improvement before it acts."),
            _VERBOSE,
            _MODE,
            Entry("min_delta", Float(0), 0.0001, "Smallest change that counts."),
            Entry("cooldown", Int(0), 0, "Epochs to wait after it acted."),
            Entry("min_lr", Float(0), 0.0, "Smallest learning rate."),
            aliases=(),
        ),
        _callback(
            "RemoteMonitor",
            "Send losses and metrics to a server.",
            Entry("root", Str("a URL"), "http://localhost:9000", "The server."),
            Entry("path", Str("a path on the server"), "/publish/epoch/end/", "Path on it."),
            Entry("field", Str("a name"), "data", "Field of the request."),
            Entry("headers", optional(MapOf(Str(), "header")), None, "Headers of the request."),
            Entry("send_as_json", Bool(), False, "Send JSON instead of a form."),
            aliases=(),
        ),
        _callback(
            "SwapEMAWeights",
            "Evaluate with the moving average of the weights (optimizer with use_ema).",
            Entry("swap_on_epoch", Bool(), False, "Swap at the end of every epoch too."),
            aliases=(),
        ),
        _callback(
            "TensorBoard",
            "Write logs for TensorBoard.",
            _path("log_dir", "Folder of the logs.", "logs"),
            Entry("histogram_freq", Int(0), 0, "Epochs between histograms of weights; 0 for none."),
            Entry("write_graph", Bool(), True, "Write the graph."),
            Entry("write_images", Bool(), False, "Write weights as images."),
            Entry("write_steps_per_second", Bool(), False, "Write the speed."),
            Entry(
                "update_freq",
                Either((Choice(("batch", "epoch")), Int(1))),
                "epoch",
                "After every batch, epoch, or so many batches.",
            ),
            Entry("profile_batch", Either((Int(0), ListOf(Int(0), low=2, high=2))), 0, "Batches to profile; 0 for none."),
            Entry("embeddings_freq", Int(0), 0, "Epochs between embeddings; 0 for none."),
            Entry(
                "embeddings_metadata",
                optional(Either((Str("a path", path=True), MapOf(Str(path=True), "layer")))),
                None,
                "Words of the embeddings.",
            ),
            aliases=(),
        ),
        _callback(
            "TerminateOnNaN",
            "Stop when the loss is not a number.",
            Entry("raise_error", Bool(), False, "Stop with an error."),
            aliases=(),
        ),
    )
)
