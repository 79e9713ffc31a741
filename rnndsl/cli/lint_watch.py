"""`rnndsl lint --watch`: lints again what a change may have touched, until Ctrl-C.

Every file that a lint opens is known, because Python reports each opening (`sys.addaudithook`): the model file, the files that
it extends, its data, settings. What has not changed is not read again. Changes are found by asking for times and sizes, which
works on every file system, network folders included.
"""

from __future__ import annotations

import gc
import os
import sys
import time

from rnndsl.diagnostics.record import Record
from rnndsl.frontend.read import Unreadable

from .lint import Run, each_once, show
from .lint_files import Search, Wanted, search
from .lint_one import lint_one
from .lint_project import WrongOption

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from rnndsl.diagnostics.linted import Linted

    from .lint_project import Project

    State = dict[str, tuple[int, int] | None]

PAUSE = 0.3
CLEAR = "\033[H\033[2J\033[3J"
OPENINGS = ("open", "os.listdir", "os.scandir")
OURS = tuple({os.path.realpath(p) + os.sep for p in (sys.prefix, sys.base_prefix, os.path.dirname(os.path.dirname(__file__)))})


class Known(Record):
    """What the last lint of a file said, and the state of all that it opened."""

    outcome: Linted | None
    failure: str
    state: State


class Openings:
    """The paths that Python opens while `paths` is a set; one listener for a process, as it cannot be taken off."""

    def __init__(self) -> None:
        self.paths: set[str] | None = None
        sys.addaudithook(self._hear)

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if self.paths is not None and event in OPENINGS and args and isinstance(args[0], str):
            self.paths.add(os.path.abspath(args[0]))

    def state(self) -> State:
        """The state of all that was opened, but for Python's own files and ours; listening ends."""
        heard, self.paths = self.paths or set(), None
        return {path: _look(path) for path in heard if not path.startswith(OURS)}


def watch(args: argparse.Namespace, project: Project) -> int:
    """Lint, wait for a change, lint again; ends with KeyboardInterrupt only."""
    gc.enable()  # the command line switches it off for runs that end soon
    openings = Openings()
    known: dict[str, Known] = {}
    settings: State = {}
    wanted: Search | None = None
    while True:
        latest = search(args.files, not args.no_gitignore)
        renewed = _changed(settings)
        if renewed:
            _renew(project)
        stale = [w for w in latest.files if renewed or w.path not in known or _changed(known[w.path].state)]
        if stale or latest != wanted or wanted is None:
            if renewed or wanted is None:
                settings = _settings(latest, project, openings)
            for one in stale:
                known[one.path] = _lint(one, args, project, openings)
            _show(latest, known, args, project)
            wanted = latest
        time.sleep(PAUSE)


def _renew(project: Project) -> None:
    """Read all settings again; the old ones hold while a `--config` cannot be read."""
    try:
        project.renew()
    except WrongOption as problem:
        print(f"rnndsl: {problem}", file=sys.stderr)


def _settings(found: Search, project: Project, openings: Openings) -> State:
    """The state of all settings files that are there, or would be heard if they were."""
    openings.paths = set()
    for one in found.files:
        project.settings(one.path)
    return {**openings.state(), **{path: _look(path) for path in project.files}}


def _lint(one: Wanted, args: argparse.Namespace, project: Project, openings: Openings) -> Known:
    openings.paths = set()
    outcome, failure = None, ""
    try:
        outcome = lint_one(one, args, project)
    except Unreadable as error:
        failure = str(error)
    return Known(outcome, failure, {**openings.state(), os.path.abspath(one.path): _look(one.path)})


def _show(found: Search, known: dict[str, Known], args: argparse.Namespace, project: Project) -> None:
    """All findings as they are now; on a terminal nothing else stays on the screen."""
    if sys.stdout.isatty():
        print(CLEAR, end="", flush=True)
    said = [known[one.path] for one in found.files]
    files = each_once(one.outcome for one in said if one.outcome is not None)
    failures = (*found.failures, *(one.failure for one in said if one.failure))
    show(Run(files, failures, tuple(project.mistakes)), args)
    sys.stderr.flush()
    print(f"watching {len(files)} file{'' if len(files) == 1 else 's'}; Ctrl-C ends", flush=True)


def _changed(state: State) -> bool:
    return any(_look(path) != seen for path, seen in state.items())


def _look(path: str) -> tuple[int, int] | None:
    """Time and size of a file; None where there is none."""
    try:
        seen = os.stat(path)
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size
