"""`python -m graph_catalog` is the command `graph-catalog`."""

import sys

from graph_catalog.cli import main

sys.exit(main())
