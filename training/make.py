"""From data to the shipped model in one command: ``python -m training.make --data DIR --out RUN``.

Trains (or goes on training: see ``training.train``), makes the lemma table, writes the model folder, learns what is
laid over the encoder's names and antecedents, and fits the confidence. Options after ``--`` go to ``training.train``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from training.options import add_data

SHIPPED = Path(__file__).resolve().parent.parent / "src" / "hearsay" / "data" / "model"


def run(module: str, *arguments: str | Path) -> None:
    """One step of the recipe, in a process of its own so that its memory is given back."""
    subprocess.run([sys.executable, "-m", module, *map(str, arguments)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_data(parser)
    parser.add_argument("--out", type=Path, required=True, help="the run's folder: checkpoints and logs")
    parser.add_argument("--model", type=Path, default=SHIPPED, help="the model folder to write")
    parser.add_argument("rest", nargs="*", help="options for training.train, after --")
    args = parser.parse_args()
    run("training.train", "--data", args.data, "--out", args.out, *args.rest)
    run("training.lemmas", "--data", args.data, "--out", args.model / "lemmas.tsv")
    run("training.export", "--net", args.out / "net.pt", "--out", args.model)
    for module in ("training.names", "training.coreference"):
        run(module, "--data", args.data, "--model", args.model)
    run("training.calibrate", "--data", args.data, "--model", args.model)


if __name__ == "__main__":
    main()
