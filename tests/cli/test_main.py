"""The entry point: nothing heavy loads before interruptions are caught."""

from __future__ import annotations

import subprocess
import sys


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
