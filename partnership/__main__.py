"""`python -m partnership` is the same as the command `partnership`."""

from partnership.cli import main

main()
