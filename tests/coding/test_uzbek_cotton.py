"""A codebook of another country and programme is data alone: Uzbekistan's cotton.

The documents are invented; they were read by hand before the codebook was run on them.
"""

from __future__ import annotations

import shutil
from collections import Counter
from importlib.resources import as_file, files
from pathlib import Path

import pytest

import sightline
from sightline.coding import annotate, document_flows, indicator_hits, load_codebook
from sightline.text import Text

NAME = "uzbek-cotton"

REPORT = """Autumn in Oqtepa: notes of a field visit

Oqtepa District, Jizzakh Region, October 2016

The khokimiyat set a cotton quota for every institution in August. The district school sent
nineteen teachers to the fields, and the polyclinic eleven nurses, each with a daily quota of
sixty kilograms. A teacher who fell ill paid a replacement fee and two mardikors took her place.
Staff were threatened with dismissal, and the mahalla told mothers that they would lose their
allowances. They slept in unheated barracks and could not leave.

In Turkmenistan, the authors add, teachers are sent to pick cotton as well.
"""

CYRILLIC = """Пахта мавсуми бошланди

2015 йил сентябрь ойида Бухоро вилояти ҳокимлиги пахта йиғим-терими бўйича селектор йиғилишини
ўтказди. Туман мактабларининг ўқитувчилари ва касалхона шифокорлари пахтага жўнатилди, талабалар
эса дала шийпонига кўчирилди. Бозор тадбиркорларидан пахта пули йиғилди. Пахта режаси бажарилмаса,
фермерлар ери олиб қўйилади. Умумхалқ ҳашарига чиқмаганлар ишдан бўшатилади.
"""

MIXED = """Хлопок: осень на полях

В октябре 2018 года в Наманганской области бюджетников снова отправили на хлопок. Хокимият довёл
до махалли план по хлопку, дневная норма составила семьдесят килограммов. Налоговая инспекция
Намангана наняла мардикеров.

Paxta terimiga oʻqituvchilar jalb etilmaydi, deyiladi qarorda. Lekin hamshiralar paxtaga yuborildi.
Hokimlikning javobi: majburiy mehnat yoʻq.
"""

LATER = """Harvest news, Bukhara Region, October 2022

The cotton cluster pays pickers two thousand soums a kilogram. Teachers and nurses are at work,
and no mardikors were seen at the cotton harvest.
"""

ELSEWHERE = """Мары, Туркменистан, октябрь 2019 года

Учителей и врачей отправили на хлопок, за отказ им грозят увольнением. Хашар объявлен всенародным.
"""

FOUND = [
    (
        REPORT,
        {
            ("hokimiyat", ()): 1, ("cotton-quota", (5,)): 1, ("teachers", (1,)): 2, ("teachers", ()): 1,
            ("medical-staff", (1,)): 1, ("picking-norm", ()): 1, ("replacement-fee", (4,)): 1,
            ("hired-replacements", (4,)): 1, ("mahalla", (3,)): 1, ("field-barracks", ()): 1,
        },
        {1, 3, 4, 5},
    ),
    (
        CYRILLIC,
        {
            ("harvest-campaign", ()): 2, ("hokimiyat", ()): 1, ("conference-call", ()): 1,
            ("teachers", (1,)): 1, ("medical-staff", (1,)): 1, ("students", (2,)): 1,
            ("field-barracks", ()): 1, ("traders", (4,)): 1, ("harvest-levy", (4,)): 1,
            ("cotton-quota", (5,)): 1, ("farmers", (5,)): 1, ("popular-hashar", (3,)): 1,
        },
        {1, 2, 3, 4, 5},
    ),
    (
        MIXED,
        {
            ("public-employees", (1,)): 1, ("hokimiyat", ()): 2, ("mahalla", (3,)): 1,
            ("cotton-quota", (5,)): 1, ("picking-norm", ()): 1, ("hired-replacements", (4,)): 1,
            ("harvest-campaign", ()): 1, ("teachers", ()): 1, ("medical-staff", (1,)): 1,
            ("forced-labour", ()): 1,
        },
        {1, 3, 4, 5},
    ),
]  # fmt: skip


def read(raw: str) -> Text:
    """A document as it is decoded."""
    return Text("0" * 64, raw)


@pytest.mark.parametrize(("raw", "hits", "flows"), FOUND, ids=["english", "cyrillic", "mixed"])
def test_documents_are_coded_as_read(
    raw: str, hits: dict[tuple[str, tuple[int, ...]], int], flows: set[int]
) -> None:
    """English, Uzbek in both scripts and Russian, with endings and apostrophes of all kinds."""
    found = annotate(read(raw), load_codebook(NAME))
    assert Counter((hit.term, hit.flows) for hit in found) == Counter(hits)
    assert document_flows(found) == flows


@pytest.mark.parametrize("raw", [LATER, ELSEWHERE], ids=["after", "elsewhere"])
def test_the_same_words_of_another_time_or_country_say_nothing(raw: str) -> None:
    """No flow after 2020, nor of a neighbour."""
    found = annotate(read(raw), load_codebook(NAME))
    assert found
    assert document_flows(found) <= {5}
    assert all(hit.flows == () for hit in found if hit.term != "cotton-cluster")


def test_signs_are_stated_or_denied() -> None:
    """Threats, allowances, quotas and lodging are stated; forced labour is denied."""
    book = load_codebook(NAME)
    stated = {hit.indicator for hit in indicator_hits(read(REPORT), book) if hit.stance == "stated"}
    assert stated >= {
        "intimidation_and_threats",
        "abuse_of_vulnerability",
        "state_quotas",
        "abusive_working_and_living_conditions",
        "restriction_of_movement",
    }
    stances = {hit.words: hit.stance for hit in indicator_hits(read(MIXED), book)}
    assert stances["majburiy mehnat"] == "denied"


def test_it_is_large_enough_to_prove_the_form() -> None:
    """At least 30 terms, 5 gates, 20 negative examples; every row has a source."""
    book = load_codebook(NAME)
    assert len({term.id for term in book.terms}) >= 30
    assert len([gate for gate in book.gates.values() if gate.reason]) >= 5
    assert sum(not one.matches for term in book.terms for one in term.examples) >= 20
    assert {gate.kind for gate in book.gates.values()} == {"region", "time", "season"}
    assert all(entry.source and entry.reason for entry in book.entries)


def test_no_program_knows_of_it(tmp_path: Path) -> None:
    """Its files alone, copied elsewhere, code alike; no source file names it."""
    with as_file(files("sightline.data").joinpath("codebooks").joinpath(NAME)) as folder:
        copy = shutil.copytree(folder, tmp_path / "own")
    bundled = annotate(read(CYRILLIC), load_codebook(NAME))
    own = annotate(read(CYRILLIC), load_codebook(copy))
    assert [hit.as_dict() for hit in own] == [hit.as_dict() for hit in bundled]
    sources = list(Path(sightline.__file__).parent.rglob("*.py"))
    telling = ("uzbek", "paxta", "пахта")
    assert not [
        path
        for path in sources
        if any(word in path.read_text("utf-8").casefold() for word in telling)
    ]
