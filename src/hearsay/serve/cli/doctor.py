"""``hearsay doctor``: what is installed, whether the model is whole, and whether it all reads."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

import click

from hearsay.errors import HearsayError
from hearsay.export.safe import for_terminal
from hearsay.serve.cli.output import opened

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SAMPLE = "The bridge was closed on Friday, the ministry said. It will open again in May."


class ModelReport(Protocol):
    """What the pipeline can say about a model without loading it."""

    @property
    def id(self) -> str | None:
        """The model's id, as readings carry it; None if there is no telling."""

    @property
    def path(self) -> str:
        """Where its weights are, or should be."""

    @property
    def size(self) -> int | None:
        """The weights' size in bytes; None if there are none."""

    @property
    def sha256(self) -> str | None:
        """Of the weights as they are; None if there are none."""

    @property
    def expected_sha256(self) -> str | None:
        """Of the weights as the manifest has it; None if there is no manifest."""


@dataclass(slots=True)
class Diagnosis:
    """All that ``hearsay doctor`` finds; ``problems`` is empty if Hearsay can be used."""

    hearsay: str
    python: str
    platform: str
    dependencies: dict[str, str | None]
    model: dict[str, Any] | None = None
    reads: bool = False
    problems: list[str] = field(default_factory=list)


def inspect_model(model: Path | None) -> ModelReport:
    """What the pipeline can say about a model without loading it."""
    from hearsay.pipeline import inspect_model as inspect

    report: ModelReport = inspect(model)
    return report


def load_reader(model: Path | None) -> Any:
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
        report = inspect_model(model)
        found.model = _described(report)
        found.problems += _model_problems(report)
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


def _described(report: ModelReport) -> dict[str, Any]:
    matches = None if report.expected_sha256 is None else report.sha256 == report.expected_sha256
    return {
        "id": report.id,
        "path": report.path,
        "size": report.size,
        "sha256": report.sha256,
        "expected_sha256": report.expected_sha256,
        "matches": matches,
    }


def _model_problems(report: ModelReport) -> Iterator[str]:
    if report.sha256 is None:
        yield f"the model's weights are missing: {report.path}"
    elif report.expected_sha256 is None:
        yield f"the model has no manifest to check its weights against: {report.path}"
    elif report.sha256 != report.expected_sha256:
        yield f"the model's weights are damaged: {report.path} is not what its manifest says"


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


def _model_lines(model: dict[str, Any]) -> Iterator[str]:
    verdict = {
        True: "as its manifest says",
        False: "NOT what its manifest says",
        None: "nothing to check it against",
    }
    size = "missing" if model["size"] is None else f"{model['size']:,} bytes"
    yield f"model   {for_terminal(model['id'] or 'unknown')}"
    yield f"        {for_terminal(model['path'])}, {size}"
    if model["sha256"]:
        yield f"        sha256 {model['sha256']}: {verdict[model['matches']]}"
