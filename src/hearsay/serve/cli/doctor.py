"""``hearsay doctor``: what is installed, whether the model is whole, and whether it all reads."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hearsay.errors import HearsayError
from hearsay.export.safe import for_terminal
from hearsay.serve.cli.output import opened

if TYPE_CHECKING:
    from hearsay import Pipeline

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SAMPLE = "The bridge was closed on Friday, the ministry said. It will open again in May."


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file of the model: its size in bytes and SHA-256 (None: it is not there), and the one it should have."""

    name: str
    size: int | None
    sha256: str | None
    expected: str

    @property
    def whole(self) -> bool:
        """Whether it is the file the manifest means."""
        return self.sha256 == self.expected


@dataclass(frozen=True, slots=True)
class Model:
    """A model as it lies on the disk. ``matches`` tells whether every file is the one the manifest means."""

    id: str
    path: str
    size: int
    matches: bool
    files: tuple[ModelFile, ...]


@dataclass(slots=True)
class Diagnosis:
    """All that ``hearsay doctor`` finds; ``problems`` is empty if Hearsay can be used."""

    hearsay: str
    python: str
    platform: str
    dependencies: dict[str, str | None]
    model: Model | None = None
    reads: bool = False
    problems: list[str] = field(default_factory=list)


def inspect_model(folder: Path | None) -> Model:
    """The model in a folder, or the one in the package, not loaded. Raises ModelError without a sound manifest."""
    from hearsay.parse import weights

    manifest = weights.manifest(folder or weights.shipped())
    found = tuple(_file(manifest.path(name), name, expected) for name, expected in manifest.sha256.items())
    return Model(
        id=manifest.id,
        path=str(manifest.folder),
        size=sum(file.size or 0 for file in found),
        matches=all(file.whole for file in found),
        files=found,
    )


def _file(path: Path, name: str, expected: str) -> ModelFile:
    import hashlib

    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return ModelFile(name, path.stat().st_size, digest, expected)
    except OSError:
        return ModelFile(name, None, None, expected)


def load_reader(model: Path | None) -> Pipeline:
    """The pipeline, imported only now."""
    from hearsay import Pipeline

    return Pipeline.load(model)


def diagnose(model: Path | None) -> Diagnosis:
    """Look at everything a reading needs, and read two sentences."""
    import platform

    import hearsay

    found = Diagnosis(
        hearsay=hearsay.__version__,
        python=f"{platform.python_implementation()} {platform.python_version()}",
        platform=platform.platform(),
        dependencies=dict(_dependencies()),
    )
    found.problems += [f"{name} is not installed" for name, there in found.dependencies.items() if there is None]
    try:
        found.model = inspect_model(model)
        found.problems += _damage(found.model)
        load_reader(model).read(_SAMPLE.encode(), input_format="text")
        found.reads = True
    except HearsayError as error:
        found.problems.append(str(error))
    except Exception as error:
        found.problems.append(f"cannot read: {type(error).__name__}: {error}")
    return found


def _dependencies() -> Iterator[tuple[str, str | None]]:
    """What the package says it needs, with the versions that are there."""
    from importlib import metadata

    try:
        requirements = metadata.requires("hearsay") or []
    except metadata.PackageNotFoundError:
        return
    for requirement in requirements:
        name = _NAME.match(requirement)
        if name is not None and "extra ==" not in requirement:
            try:
                yield name.group(), metadata.version(name.group())
            except metadata.PackageNotFoundError:
                yield name.group(), None


def _damage(model: Model) -> Iterator[str]:
    for file in model.files:
        if not file.whole:
            state = "is missing" if file.sha256 is None else "is damaged: its hash is not the one in the manifest"
            yield f"{Path(model.path) / file.name} {state}"


@click.command(short_help="Show what is installed and whether it can be used.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@click.option("--model", type=click.Path(path_type=Path), help="Look at this model.")
def doctor(as_json: bool, model: Path | None) -> int:
    """Show the version, what is installed, the model and its hash, and what is missing.

    Exit status: 0 if Hearsay can be used, 1 if not.
    """
    found = diagnose(model)
    with opened(None) as sink:
        sink.write(_as_json(found) if as_json else _as_text(found).encode(_encoding(), "replace"))
    return 1 if found.problems else 0


def _encoding() -> str:
    return sys.stdout.encoding or "utf-8"


def _as_json(found: Diagnosis) -> bytes:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(asdict(found)), indent=2) + b"\n"


def _as_text(found: Diagnosis) -> str:
    lines = [f"hearsay {found.hearsay}", f"python  {found.python}", f"system  {found.platform}"]
    if found.model is not None:
        lines += ["", *_model_lines(found.model)]
    if found.dependencies:
        width = max(map(len, found.dependencies))
        lines += [
            "",
            *(f"{name:{width}}  {there or 'MISSING'}" for name, there in found.dependencies.items()),
        ]
    lines += ["", *(f"Problem: {for_terminal(problem)}" for problem in found.problems)]
    if not found.problems:
        lines.append("All is well: two sentences were read.")
    return "".join(f"{line}\n" for line in lines)


def _model_lines(model: Model) -> Iterator[str]:
    yield f"model   {for_terminal(model.id)}, {model.size:,} bytes"
    yield f"        {for_terminal(model.path)}"
    for file in model.files:
        state = "whole" if file.whole else "MISSING" if file.sha256 is None else "DAMAGED"
        yield f"        {for_terminal(file.name)}  sha256 {(file.sha256 or '-')[:16]}  {state}"
