"""The campaign: a thousand faults and more of each kind, and the figures that come of it.

python -m tests.faults [SHARE] [--keep]      SHARE 0.1 does a tenth; --keep writes the table into README.md
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.faults.campaign import Campaign
from tests.faults.figures import keep, table


def main() -> int:
    """Run the campaign; 1 where a figure is not what it must be."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="The campaign of injected faults.")
    parser.add_argument("share", nargs="?", type=float, default=1.0, help="how much of it: 1 is all")
    parser.add_argument("--keep", action="store_true", help="keep the figures in tests/faults/README.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        os.environ["FASHIONTRACKER_HOME"] = str(Path(folder) / "home")
        figures = Campaign(Path(folder), options.share).run()
    print(table(figures))
    if options.keep:
        keep(figures)
    return int(not all(figure.fine for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
