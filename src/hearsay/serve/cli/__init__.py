"""The command line. Nothing heavy is imported before a command runs."""

from hearsay.serve.cli.main import cli, main

__all__ = ["cli", "main"]
