"""The group of commands, and how it ends whatever happens."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

import hearsay
from hearsay.errors import ConfigError
from hearsay.serve.cli import cli
from hearsay.serve.cli.main import run

main = importlib.import_module("hearsay.serve.cli.main")
Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearsay, "__version__", "9.8.7")


@pytest.mark.parametrize("arguments", [["version"], ["--version"]])
def test_the_version(arguments: list[str], capsys: Out) -> None:
    assert run(arguments) == 0
    assert capsys.readouterr() == ("hearsay 9.8.7\n", "")


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["read", "--help"], ["bench", "-h"], ["doctor", "-h"]])
def test_help_is_no_error(arguments: list[str], capsys: Out) -> None:
    assert run(arguments) == 0
    assert capsys.readouterr().out.startswith("Usage: hearsay")


@pytest.mark.parametrize("arguments", [[], ["bogus"], ["--bogus"], ["read", "--format"]])
def test_wrong_usage(arguments: list[str], capsys: Out) -> None:
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Usage: hearsay" in err or "Error: " in err


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (ConfigError("no such key", where="x.toml"), 1, "hearsay: x.toml: no such key [config]\n"),
        (ZeroDivisionError("by \x1b[2J"), 1, "hearsay: unexpected error: ZeroDivisionError: by ␛[2J"),
        (KeyboardInterrupt(), 130, "\nhearsay: interrupted\n"),
    ],
)
def test_no_error_gets_out(
    error: BaseException, status: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    def fail() -> str:
        raise error

    monkeypatch.setattr(main, "_version_line", fail)
    assert run(["version"]) == status
    err = capsys.readouterr().err
    assert said.strip() in err
    assert "Traceback" not in err


def test_debug_shows_the_traceback(monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    monkeypatch.setattr(main, "_version_line", lambda: 1 / 0)
    assert run(["--debug", "version"]) == 1
    assert "ZeroDivisionError: division by zero" in capsys.readouterr().err


def _commands() -> dict[str, click.Command]:
    context = click.Context(cli)
    found = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def test_there_are_all_commands_and_a_mistyped_one_is_told() -> None:
    assert len(_commands()) == 13
    assert cli.get_command(click.Context(cli), "raed") is None
    assert run(["raed"]) == 2


def test_a_command_waits_for_no_other_s_modules() -> None:
    code = "import sys; from hearsay.serve.cli.main import run; run(['version']); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "hearsay.serve.cli.main" in loaded
    assert not {"hearsay.serve.cli.read", "hearsay.serve.cli.serve", "hearsay.model"} & set(loaded)


def test_the_documentation_names_every_command_and_option() -> None:
    text = (Path(__file__).parents[4] / "docs" / "cli.md").read_text("utf-8")
    for name, command in _commands().items():
        assert f"hearsay {name}" in text
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert any(f"`{option}" in text for option in parameter.opts), (name, parameter.opts)


def test_the_documentation_names_no_command_that_is_not_there() -> None:
    text = (Path(__file__).parents[4] / "docs" / "cli.md").read_text("utf-8")
    assert set(re.findall(r"^## `hearsay (\w+)", text, re.MULTILINE)) == set(_commands())
