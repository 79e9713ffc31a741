"""`python -m rnndsl` is the `rnndsl` command."""

import sys

from rnndsl.cli.main import run

sys.exit(run())
