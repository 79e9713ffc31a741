"""What a project wants of the linter: `[tool.rnndsl]` of a pyproject.toml, or an `rnndsl.toml`, and the same as options.

    settings = settings_for("models/a.yaml")     # the nearest file upward; a pyproject.toml without the table is passed over
    kept = settings.chosen.judge(findings)       # selected, not ignored, with the severities of the project

A mistake in settings is a diagnostic in the settings file; what can be understood of them holds all the same.
"""

from __future__ import annotations

from .find import settings_for
from .settings import Found, Settings

__all__ = ["Found", "Settings", "settings_for"]
