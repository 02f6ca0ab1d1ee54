"""Files appear whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from hearsay.serve.cli.output import OutputError, opened

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and links of POSIX")


def test_a_file_is_not_there_until_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out"
    with opened(path) as sink:
        sink.write(b"one")
        assert not path.exists()
        sink.write(b"two")
    assert path.read_bytes() == b"onetwo"
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_error_leaves_it_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "out"
    path.write_text("before")

    def fail() -> None:
        with opened(path) as sink:
            sink.write(b"after")
            raise error

    with pytest.raises(error):
        fail()
    assert path.read_text() == "before"
    assert os.listdir(tmp_path) == ["out"]


def test_nothing_written_leaves_it_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("before")
    with opened(path):
        pass
    assert path.read_text() == "before"


@posix
def test_modes_are_kept_and_new_files_follow_the_umask(tmp_path: Path) -> None:
    kept, new = tmp_path / "kept", tmp_path / "new"
    kept.write_text("before")
    kept.chmod(0o604)
    before = os.umask(0o027)
    try:
        for path in (kept, new):
            with opened(path) as sink:
                sink.write(b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o604
    assert stat.S_IMODE(new.stat().st_mode) == 0o640


@posix
def test_a_link_is_written_through(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("before")
    link.symlink_to(target)
    with opened(link) as sink:
        sink.write(b"after")
    assert link.is_symlink()
    assert target.read_text() == "after"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"cannot write to .*out"), opened(tmp_path / "no" / "out"):
        pytest.fail("the block was entered")


def test_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 200)
    with opened(path) as sink:
        sink.write(b"x")
    assert path.exists()
