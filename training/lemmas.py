"""The lemma table: ``python -m training.lemmas --data DIR --out src/hearsay/data/model/lemmas.tsv``.

Only forms whose lemma the rules get wrong are kept, and only where the treebanks are of one mind about them.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from hearsay.parse.lemmas import ruled
from training.data import CLOSED_GENRES, read_ud
from training.options import add_data

SHARE = 0.6


def table(data: Path) -> dict[tuple[str, str], str]:
    """(form, UPOS) to lemma, from the treebanks' training parts."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for name in ("ewt", "gum"):
        for document in read_ud(data / f"ud/{name}-train.conllu"):
            if name == "gum" and document.name.split("_")[1] in CLOSED_GENRES:
                continue
            for row in (r for sentence in document.sentences for r in sentence):
                form = row.form if row.upos == "PROPN" else row.form.lower()
                seen[form, row.upos][row.lemma] += 1
    out = {}
    for key, lemmas in seen.items():
        lemma, count = lemmas.most_common(1)[0]
        if count >= SHARE * lemmas.total() and lemma != ruled(*key) and not set(key[0] + lemma) & set("\t\n"):
            out[key] = lemma
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_data(parser)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rows = sorted(table(args.data).items())
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text("".join(f"{form}\t{upos}\t{lemma}\n" for (form, upos), lemma in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
