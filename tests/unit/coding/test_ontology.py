"""The ontology: PLOVER as it lies in the package, users' files on top, and what is refused with its place."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from hearsay.coding.ontology import load
from hearsay.errors import ConfigError

OWN = """\
[types.BLOCKADE]
quad = 4
covers = "ports and roads closed by force"

[types.ASSAULT.modes]
flooding = { covers = "dams opened on purpose", words = ["dam"] }

[[triggers]]
type = "BLOCKADE"
verbs = ["blockade"]
frame = "do"
needs = ["object:facilities", "subject:actor"]
over = ["COERCE"]
"""


def _file(folder: Path, text: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _refused(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load((_file(folder, text),))
    return str(caught.value)


def test_the_package_holds_all_of_plover() -> None:
    ontology = load()
    assert set(ontology.types) == {
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
        "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    }  # fmt: skip
    assert len(ontology.contexts) == 37
    assert set(ontology.types["ASSAULT"].modes) >= {"drone", "abduct", "unconventional", "crowd-control"}
    assert {t.type for t in ontology.triggers} == set(ontology.types)


@pytest.mark.parametrize(
    ("code", "kind"), [("042", "CONSULT"), ("0813", "CONCEDE"), ("0841", "RETREAT"), ("204", "ASSAULT"), ("012", None)]
)
def test_cameo_codes_become_types(code: str, kind: str | None) -> None:
    assert load().of_cameo(code) == kind


def test_types_have_cameo_roots_for_old_series() -> None:
    ontology = load()
    assert ontology.cameo_root("ACCUSE", "investigate") == "09"
    assert ontology.cameo_root("ASSAULT", "aerial") == "19"
    assert ontology.cameo_root("REQUEST", None) == "10"


def test_a_users_file_adds_types_and_modes(tmp_path: Path) -> None:
    ontology = load((_file(tmp_path, OWN),))
    assert ontology.types["BLOCKADE"].quad == 4
    assert "flooding" in ontology.types["ASSAULT"].modes
    assert "flooding" not in load().types["ASSAULT"].modes
    assert ontology.candidates("verbs", "blockade", "blockades")[0].type in ("BLOCKADE", "COERCE")


def test_two_types_on_one_word_without_a_winner_are_refused(tmp_path: Path) -> None:
    text = OWN.replace('needs = ["object:facilities", "subject:actor"]\nover = ["COERCE"]', 'needs = ["object"]')
    said = _refused(tmp_path, text)
    assert "own.toml:8:" in said
    assert "'blockade'" in said
    assert "COERCE" in said
    assert "BLOCKADE" in said


def test_two_types_that_each_claim_to_win_are_refused(tmp_path: Path) -> None:
    loud = OWN + '\n[types.CLOSING]\nquad = 4\n\n[[triggers]]\ntype = "CLOSING"\nverbs = ["blockade"]\nframe = "do"\n'
    loud += 'over = ["BLOCKADE", "COERCE"]\n'
    assert "CLOSING" in _refused(tmp_path, loud.replace('over = ["COERCE"]', 'over = ["COERCE", "CLOSING"]'))


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('"object:facilities"', '"objekt:facilities"', 12, "unknown slot 'objekt'"),
        ('frame = "do"', 'frame = "dance"', 11, "no frame 'dance'"),
        ('over = ["COERCE"]', 'over = ["COERCES"]', 13, "no type 'COERCES'"),
        ('type = "BLOCKADE"', 'type = "BLOCK"', 9, "no type 'BLOCK'"),
        ('verbs = ["blockade"]', "verbs = [3]", 10, "no word"),
        ("quad = 4", "quad = 7", 2, "quad is one of"),
        ("quad = 4", 'quad = "4"', 2, "wrong kind"),
        ("quad = 4", "quad = 4\ncolour = 1", 3, "unknown key 'colour'"),
        ("[[triggers]]", "[triggers]", 8, "[[triggers]]"),
        ("[types.BLOCKADE]", "[types.ASSAULT]", 1, "defined already"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path: Path, old: str, new: str, line: int, reason: str) -> None:
    said = _refused(tmp_path, OWN.replace(old, new, 1))
    assert f"own.toml:{line}:" in said
    assert reason in said


@pytest.mark.parametrize("text", ["[types", 'types = "x"', "[[types]]\nquad = 1", "[types]\nA = 3", "[kinds]\na = 1"])
def test_malformed_files_are_refused(tmp_path: Path, text: str) -> None:
    assert "own.toml" in _refused(tmp_path, text)


def test_a_file_that_is_no_text_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"# one\n# two \xff\n")
    with pytest.raises(ConfigError) as caught:
        load((path,))
    assert str(caught.value).endswith("own.toml:2: is not UTF-8")
    with pytest.raises(ConfigError, match="cannot be read"):
        load((tmp_path / "missing.toml",))


def test_frames_and_classes_are_checked(tmp_path: Path) -> None:
    frame = '[frames.mine]\nverb = { actor = ["subject:nobodies"], recipient = [] }\n'
    assert "no class 'nobodies'" in _refused(tmp_path, frame)
    assert "unknown slot 'doer'" in _refused(tmp_path, '[frames.mine]\nverb = { doer = ["subject"] }\n')
    assert "defined already" in _refused(tmp_path, '[classes]\nforces = ["knights"]\n')
    assert "list of words" in _refused(tmp_path, "[classes]\nmine = []\n")
    assert "has words" in _refused(tmp_path, '[contexts]\nmine = { covers = "x" }\n')


def test_of_senses_that_need_as_much_the_one_that_says_so_is_tried_first() -> None:
    for word in ("raid", "warn", "accept"):
        found = load().candidates("verbs", word, word)
        for first, second in pairwise(found):
            assert len(first.needs) >= len(second.needs)
            if len(first.needs) == len(second.needs):
                assert first.type not in second.over or first.type == second.type
