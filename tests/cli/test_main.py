"""The entry point: nothing heavy loads before interruptions are caught."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rnndsl.cli import main


def test_importing_the_entry_point_loads_next_to_nothing() -> None:
    """Ctrl-C while a module loads is a traceback unless `run` is already there to catch it."""
    code = "import rnndsl.cli.main; print(*(name for name in ('argparse', 're', 'yaml') if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"sys_path = {sys.path!r}; import sys; sys.path += sys_path; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""


@pytest.mark.parametrize(
    ("package", "install"), [("pathspec", "pathspec"), ("tomli", "tomli"), ("keras", "'rnndsl[tensorflow]'")]
)
def test_a_missing_package_is_named(
    package: str, install: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What has to be installed is said in one line."""

    def dispatch(args: list[str]) -> int:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)

    monkeypatch.setattr(main, "_dispatch", dispatch)
    assert main.run(["lint"]) == 2
    said = f"rnndsl: this command needs {package}, which is not installed: pip install {install}\n"
    assert capsys.readouterr().err == said
