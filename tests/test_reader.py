"""The article as a page reads as the article, marks what the table says, and lets nothing in the text act."""
import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pandas as pd
import pytest
import tables
from hypothesis import given
from hypothesis import strategies as st

from helpers.charts import plot_speakers
from helpers.export import format_table
from helpers.reader import KINDS, arabic_table, article_html, article_page, show
from helpers.summaries import count_by_speaker

ARTICLE = tables.article()
CLAIMS = tables.claims()
# What JupyterLab's sanitizer lets through, of what is used here.
FRAGMENT_TAGS = {"article", "p", "mark", "a", "sup", "footer", "div", "span", "details", "summary", "table", "caption",
                 "thead", "tbody", "tr", "th", "td", "bdi", "figure", "img", "figcaption"}
PAGE_TAGS = FRAGMENT_TAGS | {"html", "head", "meta", "title", "style", "body", "main", "h1"}
ATTRIBUTES = {"dir", "lang", "style", "title", "href", "id", "scope", "open", "src", "alt", "width"}
VOID = {"meta", "img", "br"}


class Page(HTMLParser):
    """Tags with attributes, text, and the text inside marks, of a piece of HTML."""

    def __init__(self, markup: str):
        super().__init__()
        self.tags, self.open, self.text, self.marks = [], [], "", []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data):
        if "sup" in self.open:
            return
        self.text += data
        if "mark" in self.open:
            self.marks[-1] += data

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]


def body(markup: str) -> Page:
    """Only the article of a fragment, without the list of claims below it."""
    return Page(re.search(r"<article.*?</article>", markup, re.DOTALL)[0])


def one_line(text: str):
    """An article of one section."""
    return SimpleNamespace(text=text, title=None, outlet=None,
                           sections=(SimpleNamespace(name="body", start=0, end=len(text)),))


def marking(text: str, *spans: tuple[int, int], kind: str = "count"):
    """A claims table that marks these spans as quantities."""
    rows = [{"claim_id": f"{start}-{end}-{i}", "is_canonical": True, "kind": kind, "quantity_text": text[start:end],
             "quantity_start": start, "quantity_end": end, "value_low": 1, "value_high": 1, "bound": "exact",
             "unit": None, "noun_english": None, "speaker": None} for i, (start, end) in enumerate(spans)]
    return pd.DataFrame(rows, columns=list(CLAIMS.columns) if not rows else None)


def test_the_page_reads_as_the_article():
    lines = [line for line in ARTICLE.text.split("\n") if line]
    assert all(line in body(article_html(ARTICLE, CLAIMS)).text for line in lines)


def test_marks_hold_what_the_table_says():
    assert body(article_html(ARTICLE, CLAIMS)).marks == [
        "40 أسرة", "أكثر من 40 أسرة", "بين 12 و15 بيتا", "عشرات الأشجار", "الجسرين", "نحو 5 ملايين دولار", "3 عمال",
        "250 ألف شخص", "عامين"]


def test_each_mark_leads_to_the_row_with_its_number():
    markup = article_html(ARTICLE, CLAIMS)
    page = Page(markup)
    targets = [link["href"] for link in page.all("a")]
    ids = [row["id"] for row in page.all("tr") if "id" in row]
    assert targets == [f"#{id_}" for id_ in ids]
    numbers = re.findall(r"<sup[^>]*> ([^<]*)</sup>", markup)
    assert numbers == [str(name) for name in CLAIMS.index]


def test_numbers_are_the_labels_of_the_table_even_of_a_part_of_it():
    markup = article_html(ARTICLE, CLAIMS[CLAIMS["kind"] == "money"])
    assert re.findall(r"<sup[^>]*> ([^<]*)</sup>", markup) == ["5"]


def test_a_mark_says_what_the_row_says():
    titles = [mark["title"] for mark in body(article_html(ARTICLE, CLAIMS)).all("mark")]
    assert titles[0] == "claim 0, count, exact, 40, family, said by the outlet, a restatement"
    assert titles[1] == "claim 1, count, at_least, 40 to open, family, وزارة الهجرة"
    assert titles[3] == "claim 3, count, vague, no number stated, tree, سالم حميد"
    assert titles[5] == "claim 5, money, about, 5,000,000, USD, dollar, said by the outlet"


def test_kinds_differ_by_the_shape_of_their_line():
    shapes = {re.sub(r"#\w+", "", style) for style in KINDS.values()}
    assert len(shapes) == len(KINDS)


def test_the_fragment_is_arabic_from_right_to_left():
    assert body(article_html(ARTICLE, CLAIMS)).tags[0][1] | {"style": ""} == {"dir": "rtl", "lang": "ar", "style": ""}


@pytest.mark.parametrize("markup", [article_html(ARTICLE, CLAIMS), arabic_table(CLAIMS)], ids=["article", "table"])
def test_a_fragment_holds_only_what_a_notebook_shows(markup):
    page = Page(markup)
    assert page.open == []
    assert {tag for tag, _ in page.tags} <= FRAGMENT_TAGS
    assert {name for _, attributes in page.tags for name in attributes} <= ATTRIBUTES


def test_furniture_is_set_apart_and_the_title_is_a_heading():
    page = article_page(ARTICLE, CLAIMS)
    assert "<h1>إجلاء" in page
    assert re.search(r"<footer.*?Top</p></footer>", page)


def test_the_page_stands_alone():
    page = Page(article_page(ARTICLE, CLAIMS))
    assert page.open == []
    assert {tag for tag, _ in page.tags} <= PAGE_TAGS
    assert page.all("html") == [{"lang": "ar", "dir": "rtl"}]
    assert page.all("meta")[0] == {"charset": "utf-8"}
    assert "default-src 'none'" in page.all("meta")[1]["content"]
    assert ARTICLE.title in page.text


def test_overlapping_claims_share_their_stretch():
    text = "من عشرين إلى ثلاثين جنديا"
    page = body(article_html(one_line(text), marking(text, (3, 18), (12, 25))))
    assert page.marks == [text[3:12], text[12:18], text[18:25]]
    assert page.text == text
    assert [mark["title"].count("claim ") for mark in page.all("mark")] == [1, 2, 1]


def test_a_claim_inside_another_is_marked_too():
    text = "بين 12 و15 بيتا"
    page = body(article_html(one_line(text), marking(text, (0, 10), (4, 6))))
    assert page.marks == ["بين ", "12", " و15"]
    assert page.text == text


@given(st.data())
def test_any_text_with_any_spans_reads_as_it_was(data):
    text = data.draw(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff"), min_size=1, max_size=40))
    place = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(place, place).filter(lambda span: span[0] < span[1]), max_size=5))
    page = body(article_html(one_line(text), marking(text, *spans)))
    shown = re.sub(r"⟨U\+([0-9A-F]{4})⟩", lambda found: chr(int(found[1], 16)), page.text)
    lines = [found for found in re.finditer("[^\r\n\x0b\x0c\x85\u2028\u2029]+", text) if found[0].strip()]
    assert shown == "".join(found[0] for found in lines)
    covered = {at for start, end in spans for at in range(start, end)}
    marked = "".join(text[at] for found in lines for at in range(*found.span()) if at in covered)
    assert re.sub(r"⟨U\+([0-9A-F]{4})⟩", lambda found: chr(int(found[1], 16)), "".join(page.marks)) == marked


def test_the_claims_of_another_article_are_refused():
    with pytest.raises(ValueError, match=r"row 0: the article does not hold '40' at 6:8; is this the claims table of"):
        article_html(one_line("نص آخر لا يحوي شيئا"), CLAIMS)


def test_an_article_without_claims_is_shown_unmarked():
    markup = article_html(ARTICLE, CLAIMS.iloc[:0])
    assert body(markup).marks == []
    assert "Kinds of claim: none" in markup


@pytest.mark.parametrize("text", tables.hostile())
def test_hostile_text_cannot_act(text):
    claims = marking(text, (0, len(text.rstrip()))).assign(
        claim_id=text, noun_english=text, speaker=text, unit=text, attribution=text, place_text=text)
    claims.index = [text]
    article = one_line(text)
    article.title = text
    page = Page(article_page(article, claims))
    assert page.open == []
    assert {tag for tag, _ in page.tags} <= PAGE_TAGS
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert not set(page.text) & set("\x00\u202a\u202b\u202d\u202e\u2066\u2067")


def test_hostile_cells_cannot_act():
    hostile = pd.DataFrame({text: [text, [text], None] for text in tables.hostile()})
    hostile.index = tables.hostile()[:3]
    page = Page(arabic_table(hostile, caption=tables.hostile()[0]))
    assert page.open == []
    assert {tag for tag, _ in page.tags} <= FRAGMENT_TAGS
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)


def test_arabic_cells_say_that_they_are_arabic():
    cells = Page(arabic_table(pd.DataFrame({"place": ["الموصل"], "name": ["Mosul"], "claims": [2000]}))).all("td")[1:]
    assert [(cell["dir"], cell.get("lang")) for cell in cells] == [("rtl", "ar"), ("ltr", None), ("ltr", None)]
    assert ">2,000<" in arabic_table(pd.DataFrame({"claims": [2000]}))


def test_tokens_stand_one_to_a_cell():
    tokens = [SimpleNamespace(text="و"), SimpleNamespace(text="بالعراق")]
    frame = pd.DataFrame({"word": ["وبالعراق"], "parts": [[token.text for token in tokens]]})
    page = Page(arabic_table(frame, rtl=True))
    assert page.all("table")[0]["dir"] == "rtl"
    assert len(page.all("span")) == 2


def test_a_list_of_named_tuples_is_a_table():
    from helpers.tokens import Span

    assert ">start</th>" in arabic_table([Span(0, 3), Span(4, 6)])


def test_a_table_of_places_leaves_the_shapes_out():
    assert ">geometry<" not in arabic_table(tables.places())


def test_where_only_text_is_shown_the_table_is_text():
    assert repr(arabic_table(CLAIMS)) == format_table(CLAIMS)


def test_a_figure_has_alternative_text_caption_and_data():
    chart = plot_speakers(count_by_speaker(CLAIMS), '"><script>')
    shown = show(chart)
    page = Page(shown)
    image = page.all("img")[0]
    assert image["alt"] == chart.alt
    assert image["src"].startswith("data:image/png;base64,")
    assert {tag for tag, _ in page.tags} <= FRAGMENT_TAGS
    assert chart.title in page.text
    assert len(page.all("tr")) == 1 + len(chart.data)
    assert shown._repr_html_() == str(shown)
    assert repr(shown) == chart.alt


def test_a_browser_shows_the_page_and_runs_nothing(browser, tmp_path):
    text = " ".join(tables.hostile())
    page = tmp_path / "page.html"
    page.write_text(article_page(one_line(text), marking(text, (0, 8))), encoding="utf-8")
    seen = browser(page, "--dump-dom")
    assert seen.count("<mark") == 1
    assert "<script" not in seen
    assert "<img" not in seen
