from __future__ import annotations

import pytest

from hearsay.errors import NotEnglish
from hearsay.read.language import identify, require_english

ENGLISH = (
    "The mayor said on Tuesday that the bridge over the estuary would stay closed until engineers had looked at every one of "
    "its pillars, and that ferries would run in the meantime. Nobody will be put at risk, she told reporters."
)

OTHERS = {
    "French": "Le maire a déclaré mardi que le pont sur l'estuaire resterait fermé jusqu'à ce que les ingénieurs aient examiné "
    "chacun de ses piliers, et que des bacs circuleraient dans l'intervalle.",
    "Spanish": "El alcalde dijo el martes que el puente sobre el estuario seguirá cerrado hasta que los ingenieros hayan "
    "examinado cada uno de sus pilares, y que habrá barcos mientras tanto.",
    "German": "Der Bürgermeister sagte am Dienstag, die Brücke über die Mündung bleibe geschlossen, bis die Ingenieure jeden "
    "ihrer Pfeiler untersucht haben, und bis dahin werde es Fähren geben.",
    "Portuguese": "O prefeito disse na terça-feira que a ponte sobre o estuário ficará fechada até que os engenheiros tenham "
    "examinado cada um dos seus pilares, e que haverá barcos enquanto isso.",
    "Italian": "Il sindaco ha detto martedì che il ponte sull'estuario resterà chiuso finché gli ingegneri non avranno esaminato "
    "ciascuno dei suoi piloni, e che nel frattempo ci saranno dei traghetti.",
    "Dutch": "De burgemeester zei dinsdag dat de brug over de monding gesloten blijft tot ingenieurs alle pijlers hebben "
    "onderzocht, en dat er tot die tijd veerboten zullen varen voor het verkeer.",
    "Turkish": "Belediye başkanı salı günü yaptığı açıklamada haliç üzerindeki köprünün mühendisler bütün ayaklarını inceleyene "
    "kadar kapalı kalacağını ve bu süre içinde vapurların çalışacağını söyledi. Bu karar çok tartışıldı ve bir çok kişi için zor "
    "oldu, ancak başka bir yol yoktu.",
    "Indonesian": "Wali kota mengatakan pada hari Selasa bahwa jembatan di muara itu akan tetap ditutup sampai para insinyur "
    "memeriksa setiap tiangnya, dan bahwa feri akan beroperasi untuk sementara.",
    "Swahili": "Meya alisema siku ya Jumanne kuwa daraja la mto litaendelea kufungwa hadi wahandisi watakapokagua kila nguzo "
    "ya daraja hilo, na kwamba vivuko vya watu vitafanya kazi kwa muda huo katika mji wa bandari.",
    "Polish": "Burmistrz powiedział we wtorek, że most nad ujściem rzeki pozostanie zamknięty do czasu, gdy inżynierowie "
    "obejrzą wszystkie jego filary, i że przez ten czas będą kursować promy, które są już gotowe.",
    "Russian": "Мэр заявил во вторник, что мост через устье останется закрытым, пока инженеры не осмотрят все его опоры.",
    "Arabic": "قال رئيس البلدية يوم الثلاثاء إن الجسر فوق المصب سيبقى مغلقا حتى يفحص المهندسون كل دعامة من دعاماته، وإن العبارات ستعمل.",
    "Chinese": "市长星期二说，河口上的大桥将继续关闭，直到工程师检查完每一根桥墩为止，在此期间将开行渡轮。市民对此表示理解。",
    "Japanese": "市長は火曜日、河口にかかる橋は技術者がすべての橋脚を調べ終わるまで閉鎖されたままになり、その間はフェリーが運航されると述べた。",
    "Korean": "시장은 화요일 기술자들이 모든 교각을 살펴볼 때까지 하구의 다리가 폐쇄된 상태로 유지될 것이며 그동안 연락선이 운행될 것이라고 말했다. 시민들은 이해한다고 했다.",
    "Greek": "Ο δήμαρχος δήλωσε την Τρίτη ότι η γέφυρα πάνω από τις εκβολές θα παραμείνει κλειστή έως ότου οι μηχανικοί εξετάσουν όλα της τα βάθρα.",
}

NAMED = {"Russian": "Cyrillic", "Arabic": "Arabic"}


@pytest.mark.parametrize("name", OTHERS)
def test_other_languages_are_refused_by_name(name: str) -> None:
    with pytest.raises(NotEnglish, match=NAMED.get(name, name)) as caught:
        require_english(OTHERS[name], where="-")
    assert str(caught.value).startswith("-: the text is in ")


@pytest.mark.parametrize("name", ["French", "Spanish", "German"])
def test_capitals_without_accents_change_nothing(name: str) -> None:
    plain = OTHERS[name].upper().replace("É", "E").replace("Ü", "U").replace("À", "A")
    with pytest.raises(NotEnglish, match=name):
        require_english(plain)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        ENGLISH.replace("’", "'").replace(".", "").replace(",", ""),
        ENGLISH
        + " “"
        + OTHERS["Spanish"][:80]
        + "”, the ambassador answered in Spanish, and then said it again in English.",
        # names, results, a table: few function words of any language
        "Juan de la Cruz, María del Carmen López, José Luis de los Santos, Ana de la Vega, Pedro van der Berg, Luis de León, "
        "Carlos de la Torre, Isabel del Río, Miguel Ángel de la Fuente, Rosa de las Heras",
        "Kamau 9.81, Otieno 9.84, Li 9.90, Nguyen 9.95, Silva 10.01, Kowalski 10.02, Ivanov 10.05, Haile 10.06, Abebe 10.08, "
        "Bekele 10.10, Chebet 10.11, Rossi 10.12, Weber 10.15, Dubois 10.16",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25",
        "Bonjour, a dit le maire.",
        "Нет.",
        "北京",
        "😀" * 50,
        "",
    ],
)
def test_english_names_figures_and_what_is_too_short_to_judge_pass(text: str) -> None:
    require_english(text)


def test_what_is_identified() -> None:
    english = identify(ENGLISH)
    assert english is not None
    assert (english.code, english.name) == ("en", "English")
    assert 0.2 < english.share < 0.7
    french = identify(OTHERS["French"])
    assert french is not None
    assert french.code == "fr"
    assert identify("Too short to say.") is None


def test_a_long_text_is_judged_by_its_parts() -> None:
    require_english(ENGLISH * 2_000)
    with pytest.raises(NotEnglish, match="German"):
        require_english(OTHERS["German"] * 2_000)
