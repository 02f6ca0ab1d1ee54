"""``hearsay``: the group of commands, and how any of them ends.

Exit status: 0 all was done, 1 some of it could not be, 2 wrong usage, 130 interrupted, 141 whoever was
reading standard output went away, 143 told to end (the last three as a shell reports a process that SIGINT, SIGPIPE
or SIGTERM ended).
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

import click

from hearsay.errors import HearsayError
from hearsay.serve.cli.messages import say
from hearsay.serve.cli.output import HungUpError, OutputError

FAILED, USAGE, INTERRUPTED, HUNG_UP, TERMINATED = 1, 2, 130, 141, 143


def _print_version(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        click.echo(_version_line())
        context.exit()


def _version_line() -> str:
    import hearsay

    return f"hearsay {hearsay.__version__}"


COMMANDS = {
    "read": "read:read",
    "run": "run:run",
    "search": "ask:search",
    "show": "ask:show",
    "index": "run:index_command",
    "corroborate": "corroborate:corroborate",
    "doctor": "doctor:doctor",
    "bench": "bench:bench",
    "actors": "actors:actors",
    "ontology": "ontology:ontology",
    "export": "export:export",
    "serve": "serve:serve",
}
"""Where each command is: a module of this package and a name in it."""


class _Commands(click.Group):
    """Commands imported when they are asked for: a reader waits for its own alone."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted({*COMMANDS, *super().list_commands(context)})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return super().get_command(context, name)
        module, attribute = COMMANDS[name].split(":")
        command = getattr(importlib.import_module(f"hearsay.serve.cli.{module}"), attribute)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
@click.pass_context
def cli(context: click.Context, debug: bool) -> None:
    """Read news and keep the record straight: who says what, through whom."""
    context.obj = {"debug": debug}


@cli.command()
def version() -> None:
    """Show the version."""
    click.echo(_version_line())


def main() -> None:
    """The program: run the command line and exit with its status."""
    signal.signal(signal.SIGTERM, _end)
    sys.exit(run(sys.argv[1:]))


def _end(_signal: int, _frame: FrameType | None) -> None:
    """End as an error would, so that nothing half-written stays behind and locks are let go."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # whoever says it twice need not wait
    say("told to end")
    sys.exit(TERMINATED)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit status. No error gets past it."""
    try:
        status = cli.main(list(arguments), prog_name="hearsay", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except OutputError as error:
        error.show()
        _let_go_of_stdout()
        return FAILED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("interrupted")
        return INTERRUPTED
    except (HungUpError, BrokenPipeError):
        _let_go_of_stdout()
        return HUNG_UP
    except HearsayError as error:
        say(f"{error} [{error.code}]")
        return FAILED
    except Exception as error:
        return _unexpected(error, "--debug" in arguments)


def _unexpected(error: Exception, debug: bool) -> int:
    if debug:
        import traceback

        traceback.print_exception(error)
    else:
        say(f"unexpected error: {type(error).__name__}: {error} (--debug shows where)")
    return FAILED


def _let_go_of_stdout() -> None:
    """Give the interpreter somewhere to flush to at exit, or it would complain on standard error."""
    with contextlib.suppress(OSError, ValueError):  # not a real file: nothing to flush to
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
