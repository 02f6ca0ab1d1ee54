"""``python -m hearsay`` is the command line."""

from hearsay.serve.cli import main

main()
