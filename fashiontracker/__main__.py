"""``python -m fashiontracker``: the command line."""

import sys

from fashiontracker.cli import main

sys.exit(main())
