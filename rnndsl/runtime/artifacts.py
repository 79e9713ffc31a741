"""What `rnndsl build` leaves for people: the script, the model, the table of its layers and its picture.

Every file is written beside its place and renamed, so nobody ever sees half of one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rnndsl.backend import table
from rnndsl.backend.render import render, side_files
from rnndsl.ir.program import Program
from rnndsl.ir.typed import Typed

from .folder import RunFolder

if TYPE_CHECKING:
    import keras

SCRIPT, MODEL, TABLE, SVG, PNG = "model.py", "model.keras", "layers.txt", "model.svg", "model.png"


def write_script(folder: RunFolder, program: Program) -> list[Path]:
    """`model.py`, and beside it the vocabularies that it reads."""
    beside = [folder.write_text(name, text) for name, text in side_files(program).items()]
    return [folder.write_text(SCRIPT, render(program)), *beside]


def write_model(folder: RunFolder, model: keras.Model) -> list[Path]:
    """`model.keras`: the model with the weights that it has now."""
    with folder.replacing(MODEL) as beside:
        model.save(beside)
    return [folder.file(MODEL)]


def write_table(folder: RunFolder, typed: Typed) -> list[Path]:
    """`layers.txt`: every layer with its shapes, parameters and connections."""
    return [folder.write_text(TABLE, table.text(typed))]


def write_diagram(folder: RunFolder, typed: Typed) -> list[Path]:
    """`model.svg` and `model.png`: the same picture for zooming and for pasting."""
    from rnndsl.backend.diagram import draw

    with folder.replacing(SVG) as svg, folder.replacing(PNG) as png:
        draw(typed, svg, png)
    return [folder.file(SVG), folder.file(PNG)]
