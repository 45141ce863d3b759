"""Lifelike Chinese pages, made up and seeded, with a known density of the codebook's terms.

Notices and news of counties as they stand on the web: a title, a date
line, paragraphs of one line each, figures, firms, places, and filler that
holds no term. Every word is put together here; no page is copied.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from importlib.resources import files

import ahocorasick_rs

from sightline.coding import Codebook

PAGE = 10_000
"""Bytes of a page, about."""

_WHO = "县委 县政府 各乡镇 人社局 发改委 全县干部 有关部门 村委会 帮扶单位 妇联 工商联 乡党委 服务窗口".split()
_WHEN = "今年以来 去年底 近日 上半年 入冬以来 近年来 下一步 目前 同时 年初 此前 三季度".split()
_DID = (
    "认真落实 统筹推进 扎实开展 及时研究 召开会议部署 逐项检查 全面梳理 积极协调 持续改善 加快建设 稳步增加 "
    "主动对接 深入了解 按时完成 制定并印发 牵头组织 严格管理"
).split()
_WHAT = (
    "春耕备耕 道路硬化 饮水安全 棉花种植 林果管理 人居环境 冬季供暖 天然气入户 农村电网 特色养殖 土地流转 电商服务 "
    "河道治理 防灾减灾 文化活动 财政预算 税费减免 招商引资 工业园建设 年度考核 物资供应 危房改造 惠民政策 物流配送"
).split()
_HOW = (
    "各项工作有序进行 取得明显成效 得到好评 进度超过预期 为增收打下基础 问题逐一解决 资金全部到位 责任落实到人 "
    "验收一次合格 还有不少困难要克服 手续正在办理 效益逐步显现"
).split()
_FIGURES = (
    "培训{n}人，合格率{p}%",
    "投资{m}亿元，占地{n}亩",
    "带动{n}户增收，户均{q}元",
    "新建厂房{k}座，面积{q}平方米",
    "月工资{q}元左右",
    "完成计划的{p}%",
    "同比增长{p}.{k}个百分点",
)
_FIRM = ("{place}{brand}服装有限公司", "{brand}纺织集团", "{place}{brand}农业科技有限责任公司")
_BRANDS = "春晖 明梭 金穗 锦程 雪域 华棉 恒织 禾田 天润源 西梁".split()
_CARRIERS = (
    "{place}{who}{did}{term}工作，{how}。",
    "{when}，{place}{term}{how}，{figure}。",
    "围绕{term}，{who}{did}{what}，{figure}。",
    "{who}负责人介绍，{when}{term}与{what}一并{did}。",
    "{y}年{place}把{term}纳入计划，{figure}。",
)
_FILLERS = (
    "{when}，{who}{did}{what}，{how}。",
    "{who}{did}{what}和{what2}，{figure}。",
    "{y}年{m2}月{k}日，{place}{who}就{what}{did}，{how}。",
    "{firm}落户园区，{figure}。",
    "在{what}方面，{who}{did}，{what2}{how}，{figure}。",
    "据了解，{what}涉及{k}个乡镇{n}户，{how}。",
)


class Notices:
    """Made-up pages, the same for the same seed, with `density` hits in each 10 kB."""

    def __init__(self, codebook: Codebook, density: float, seed: int = 20191017) -> None:
        self._chance = random.Random(seed)
        self._every = PAGE / density
        spelled = term_spellings(codebook)
        plain = sorted(text for text in spelled if _plain(text, codebook))
        # A family of spellings counts as its shortest ones do: few are ever printed.
        self._terms = sorted(plain, key=len)[: max(len(plain) // 3, 200)]
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(spelled), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )
        with files("sightline.data").joinpath("places/xinjiang.csv").open(encoding="utf-8") as rows:
            self._places = [row["name_zh"] for row in csv.DictReader(rows)]

    def pages(self, size: int, page: int = PAGE) -> Iterator[str]:
        """Give pages of about `page` bytes until `size` bytes of UTF-8 are reached."""
        made, due = 0, self._every / 2
        while made < size:
            lines = [self._title(), self._byline(), ""]
            written = sum(len(line.encode()) + 1 for line in lines)
            while written < page:
                sentences: list[str] = []
                for _ in range(self._chance.randint(2, 5)):
                    due_now = made + written >= due
                    if due_now:
                        due += self._every
                    sentence = self._sentence(term=due_now)
                    sentences.append(sentence)
                    written += len(sentence.encode())
                lines.append("\u3000\u3000" + "".join(sentences))
                written += 7
            text = "\n".join(lines) + "\n"
            made += len(text.encode())
            yield text

    def _title(self) -> str:
        chance = self._chance
        return f"{chance.choice(self._places)}{chance.choice(_DID)}{chance.choice(_WHAT)}"

    def _byline(self) -> str:
        chance = self._chance
        day = f"{chance.randint(2016, 2020)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        return f"发布时间：{day} 10:{chance.randint(10, 59)} 来源：县政府办公室"

    def _sentence(self, *, term: bool) -> str:
        """A sentence that holds one term, or none."""
        chance = self._chance
        while True:
            word = chance.choice(self._terms) if term else ""
            text = self._fill(chance.choice(_CARRIERS if term else _FILLERS), word)
            if len(self._automaton.find_matches_as_indexes(text)) == term:
                return text

    def _fill(self, frame: str, term: str) -> str:
        chance = self._chance
        place = chance.choice(self._places) if chance.random() < 0.4 else ""
        figure = chance.choice(_FIGURES).format(
            n=chance.randint(12, 9_800),
            p=chance.randint(3, 99),
            m=f"{chance.uniform(0.1, 9):.2f}",
            q=chance.randint(900, 9_900),
            k=chance.randint(2, 28),
        )
        return frame.format(
            place=place,
            term=term,
            figure=figure,
            who=chance.choice(_WHO),
            when=chance.choice(_WHEN),
            did=chance.choice(_DID),
            what=chance.choice(_WHAT),
            what2=chance.choice(_WHAT),
            how=chance.choice(_HOW),
            firm=chance.choice(_FIRM).format(place=place, brand=chance.choice(_BRANDS)),
            y=chance.randint(2016, 2020),
            m2=chance.randint(1, 12),
            n=chance.randint(12, 9_800),
            k=chance.randint(2, 28),
        )


def term_spellings(codebook: Codebook) -> dict[str, str]:
    """Each string that stands for a term, and the term's id."""
    found: dict[str, str] = {}
    for text, claims in sorted(codebook.spellings.items()):
        terms = [number for number, *_ in claims if number < len(codebook.terms)]
        if terms:
            found[text] = codebook.terms[terms[0]].id
    return found


def _plain(text: str, codebook: Codebook) -> bool:
    """Whether a spelling is Chinese from end to end, and needs no other words to count."""
    return all("\u4e00" <= character <= "\u9fff" for character in text) and not any(
        lost or codebook.entries[number].needs for number, lost, *_ in codebook.spellings[text]
    )
