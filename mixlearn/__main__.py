"""`python -m mixlearn` is the command `mixlearn`."""

import sys

from mixlearn.cli import main

sys.exit(main())
