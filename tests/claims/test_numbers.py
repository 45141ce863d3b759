"""Numbers: how English and Chinese write them, and the words that bend them."""

from __future__ import annotations

import pytest

from sightline.claims.dates import find_dates
from sightline.claims.numbers import find_numbers

WRITTEN = [
    ("2.61 million", 2610000, None, "exact"),
    ("1.21m people", 1210000, None, "exact"),
    ("12,800", 12800, None, "exact"),
    ("a hundred or more thousand", 100000, None, "at_least"),
    ("one hundred and twenty", 120, None, "exact"),
    ("two thousand five hundred", 2500, None, "exact"),
    ("A dozen", 12, None, "exact"),
    ("over $30 million", 30000000, None, "more_than"),
    ("between 166,000 and 405,000", 166000, 405000, "range"),
    ("10-12 hours", 10, 12, "range"),
    ("two or three", 2, 3, "range"),
    ("about two thirds of", 66.67, None, "about"),
    ("nearly double the", 2, None, "about"),
    ("more than a year", 1, None, "more_than"),
    ("1.5万", 15000, None, "exact"),
    ("1亿2000万元", 120000000, None, "exact"),
    ("3-5万元", 30000, 50000, "range"),
    ("不少于2.5万", 25000, None, "at_least"),
    ("28600余人", 28600, None, "more_than"),
    ("三百多", 300, None, "more_than"),
    ("十余万", 100000, None, "more_than"),
    ("二百一十六", 216, None, "exact"),
    ("七八名", 7, 8, "range"),
    ("近百人", 100, None, "about"),
    ("伍拾万元", 500000, None, "exact"),
    ("三千五六", 3500, 3600, "range"),
    ("一千二三百人", 1200, 1300, "range"),
    ("附近11个村", 11, None, "exact"),
    ("三分之二", 66.67, None, "exact"),
    ("翻两番", 4, None, "exact"),
]


@pytest.mark.parametrize(("text", "value", "high", "qualifier"), WRITTEN)
def test_numbers_are_read_as_written(
    text: str, value: float, high: float | None, qualifier: str
) -> None:
    """Digits, words, magnitudes, parts, multiples and ranges become one shape."""
    (number,) = find_numbers(text)
    assert (number.value, number.high, number.qualifier) == (value, high, qualifier)


@pytest.mark.parametrize(
    "text", ["几十人", "hundreds of", "第十三", "JP2", "二〇一八年", "several million"]
)
def test_vague_words_and_names_are_no_numbers(text: str) -> None:
    """What has no number in it gives none."""
    assert list(find_numbers(text)) == []


def test_from_a_to_b_is_two_numbers_where_something_changes() -> None:
    """What rises from one number to another has two; an interval is one."""
    rising = list(find_numbers("It increased the number from 490 to 792."))
    assert [number.value for number in rising] == [490, 792]
    (interval,) = find_numbers("aged 0 to 4 years")
    assert (interval.value, interval.high) == (0, 4)


DATES = [
    ("From January to May 2018, firms", "2018-01/2018-05"),
    ("Between 2015-20, this region", "2015/2020"),
    ("In June 2018, a firm", "2018-06"),
    ("2018年1月至5月", "2018-01/2018-05"),
    ("截至2019年6月底", "2019-06"),
    ("（2019—2021年）", "2019/2021"),
    ("in mid-2018", "2018"),
    ("二〇一八年", "2018"),
    ("二〇一八年六月", "2018-06"),
    ("2018年9月3日", "2018-09-03"),
    ("2024年一季度", "2024-01/2024-03"),
    ("“十三五”时期", "2016/2020"),
]


@pytest.mark.parametrize(("text", "value"), DATES)
def test_dates_have_one_form(text: str, value: str) -> None:
    """Years, months and spans, in both languages."""
    (date,) = find_dates(text)
    assert date.value == value


RELATIVE = [
    ("今年", "2022"),
    ("去年8月", "2021-08"),
    ("上半年", "2022-01/2022-06"),
    ("3月2日", "2022-03-02"),
    ("明年6月底前", "2023-06"),
]


@pytest.mark.parametrize(("text", "value"), RELATIVE)
def test_dates_without_a_year_lean_on_the_pages(text: str, value: str) -> None:
    """They have a value where the year of the page is known, and none elsewhere."""
    assert [date.value for date in find_dates(text, 2022)] == [value]
    assert [date.value for date in find_dates(text)] == [None]


def test_a_span_of_dates_needs_two_years() -> None:
    """Numbers that rise from one year to another are no years themselves."""
    found = find_dates("Workers rose from 40 in 2018 to 80 in 2020.")
    assert [date.value for date in found] == ["2018", "2020"]


def test_a_year_before_something_counted_is_a_number() -> None:
    """2000 workers are people; the workers of 2018 are not."""
    assert list(find_dates("2000 workers came.")) == []
    assert [date.value for date in find_dates("In 2018 workers came.")] == ["2018"]
