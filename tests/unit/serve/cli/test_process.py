"""The program as a process: pipes that close, full disks, interrupts, what it imports."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
PROGRAM = [sys.executable, str(ROOT / "tests/support/fake_pipeline.py")]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and devices of POSIX")


def _environment(**more: str) -> dict[str, str]:
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    return kept | {"PYTHONPATH": paths} | more


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _start(*arguments: str, folder: Path, **more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, *arguments],
        # A shell that runs the tests in the background makes them ignore interrupts; a person's shell does not.
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 (nothing here runs threads)
        cwd=folder,
        env=_environment(**more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Rain\n\nAna Brom said the road is shut. " * 40, "utf-8")
    (tmp_path / "slow.txt").write_text("SLOW", "utf-8")
    return tmp_path


@pytest.mark.parametrize("form", ["jsonl", "table"])
def test_a_reader_that_goes_away_ends_it_quietly(folder: Path, form: str) -> None:
    process = _start("read", *["a.txt"] * 400, "--format", form, folder=folder)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(60) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


def test_lines_come_as_they_are_ready(folder: Path) -> None:
    process = _start("read", "a.txt", "slow.txt", "--format", "jsonl", folder=folder)
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["document"]["title"] == "Rain"
    assert process.poll() is None
    process.kill()
    process.communicate()


@pytest.mark.parametrize(
    ("told", "status", "said"),
    [(signal.SIGINT, 130, b"hearsay: interrupted"), (signal.SIGTERM, 143, b"hearsay: told to end")],
)
def test_a_signal_ends_it_and_leaves_nothing_half_written(
    folder: Path, told: signal.Signals, status: int, said: bytes
) -> None:
    process = _start("read", "a.txt", "slow.txt", "--format", "jsonl", "-o", "out.jsonl", folder=folder)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        parts = list(folder.glob(".out.jsonl.*.part"))
        if parts and parts[0].stat().st_size:
            break
        time.sleep(0.02)
    process.send_signal(told)
    out, err = process.communicate(timeout=60)
    assert process.returncode == status
    assert out == b""
    assert err.strip() == said
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "slow.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "html"])
def test_a_full_disk_is_said_plainly(folder: Path, form: str) -> None:
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            [*PROGRAM, "read", "a.txt", "--format", form],
            cwd=folder,
            env=_environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert result.returncode == 1
    assert result.stderr == b"hearsay: cannot write to standard output: No space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_device_is_written_to_and_not_replaced(folder: Path) -> None:
    process = _start("read", "a.txt", "-o", "/dev/full", folder=folder)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err == b"hearsay: cannot write to /dev/full: No space left on device\n"
    assert Path("/dev/full").is_char_device()


def test_a_terminal_that_is_not_utf_8_gets_what_it_can_show(folder: Path) -> None:
    process = _start("read", "a.txt", folder=folder, PYTHONIOENCODING="ascii")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "unknown ? language" in out.decode("ascii")
    assert err == b""


def _terminal(folder: Path, **more: str) -> str:
    """What a terminal gets, of a width of 80."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, "read", "a.txt"],
        cwd=folder,
        env=_environment(TERM="xterm-256color", COLUMNS="80", **more),
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    got = b""
    try:
        while chunk := os.read(ours, 65536):
            got += chunk
    except OSError:  # Linux reports the end of a terminal so
        pass
    assert process.wait(60) == 0
    os.close(ours)
    return got.decode()


def test_a_terminal_gets_styles_unless_it_asks_for_none(folder: Path) -> None:
    assert "\x1b[" in _terminal(folder)
    assert "\x1b" not in _terminal(folder, NO_COLOR="1")


def test_help_imports_nothing_heavy() -> None:
    """What makes `hearsay --help` quick: none of the stages, none of the libraries they stand on."""
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "hearsay", "--help"],
        env=_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    imported = set(re.findall(r"\| +([\w.]+)$", result.stderr, re.MULTILINE))
    assert "click" in imported
    heavy = {"numpy", "spacy", "onnxruntime", "tokenizers", "torch", "rich", "jinja2", "trafilatura", "httpx"}
    assert not imported & (heavy | {"importlib.metadata", "urllib.request", "asyncio", "email"})
    ours = {name for name in imported if name.startswith("hearsay.")}
    assert not {name for name in ours if name.split(".")[1] in ("parse", "attribute", "read", "evaluate")}


def test_reading_imports_neither_spacy_nor_torch(folder: Path) -> None:
    """Importing spaCy takes longer than reading an article, and it imports PyTorch where that is installed."""
    article = folder / "quick.txt"
    article.write_text("The harbour office said on Monday that the bridges of Vantmoor would be blorted by towns.\n")
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "hearsay", "read", str(article), "--format", "json"],
        env=_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    imported = set(re.findall(r"\| +([\w.]+)$", result.stderr, re.MULTILINE))
    assert "onnxruntime" in imported
    assert not imported & {"spacy", "thinc", "torch"}
