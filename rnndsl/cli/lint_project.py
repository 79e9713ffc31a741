"""What a run of `rnndsl lint` knows of the project: settings files, and the options that change them."""

from __future__ import annotations

from rnndsl.diagnostics.record import replace
from rnndsl.settings import Found, Settings, settings_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from rnndsl.diagnostics.diagnostic import Diagnostic
    from rnndsl.diagnostics.span import Source


class WrongOption(Exception):
    """An option whose value cannot be meant; its message is one line."""


class Project:
    """The settings of every file of a run: `--select` and `--target` replace what settings files say, `--ignore` adds.

    `mistakes` are those of all settings files met so far, each once, and `files` their real paths; `opened` the files that
    repairs have changed, by real path, whether they are saved or only shown.
    """

    def __init__(self, args: argparse.Namespace) -> None:
        """Raises WrongOption for codes that there are not, and for a `--config` that cannot be read."""
        self.select, self.ignore = _codes("--select", args.select), _codes("--ignore", args.ignore)
        self.target: str = args.target or ""
        self.mistakes: list[Diagnostic] = []
        self.files: set[str] = set()
        self.opened: dict[str, Source] = {}
        self._config: str | None = args.config
        self._isolated: bool = args.isolated
        self._one = self._fixed()

    def settings(self, path: str) -> Settings:
        """The settings of a model file, or of a text that would be saved there."""
        found = self._one or settings_for(path)
        self.files.update(found.files)
        for mistake in found.mistakes:
            if mistake not in self.mistakes:
                self.mistakes.append(mistake)
        chosen = found.chosen
        if self.select or self.ignore or self.target:
            target = self.target or chosen.target
            chosen = replace(chosen, select=self.select or chosen.select, ignore=(*chosen.ignore, *self.ignore), target=target)
        return chosen

    def renew(self) -> None:
        """Read all settings again: a file has changed. Raises WrongOption for a `--config` that is gone."""
        from rnndsl.settings.find import forget

        forget()
        self.mistakes = []
        self._one = self._fixed()

    def _fixed(self) -> Found | None:
        """The settings that hold for all files alike, where options say so."""
        if self._isolated:
            return Found()
        if self._config is None:
            return None
        from rnndsl.settings.find import reason, settings_in

        try:
            return settings_in(self._config)
        except (OSError, ValueError) as error:
            raise WrongOption(f"--config {self._config}: {reason(error)}") from None


def _codes(option: str, texts: list[str]) -> tuple[str, ...]:
    words = tuple(word for text in texts for word in text.replace(",", " ").split())
    if words:
        from rnndsl.settings.check import unknown_code

        problem = next(filter(None, map(unknown_code, words)), "")
        if problem:
            raise WrongOption(f"{option}: {problem}; `rnndsl rules` lists them all")
    return words
