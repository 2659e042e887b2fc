"""What a user relies on when an article is loaded, and what a bad input is told."""
import os
from datetime import date, datetime

import pytest

from helpers import load_article
from helpers.article import MAX_BYTES, ArticleError
from helpers.resources import data_path

ARTICLE = data_path("article", "almada-2021-03-24.txt")
SENTENCE = "أعلنت وزارة الداخلية، الأحد، توقيف 12 مشتبها به في مدينة البصرة جنوبي البلاد."


def test_the_worked_example_is_read_whole_and_untouched():
    article = load_article(ARTICLE)
    assert article.text.encode() == ARTICLE.read_bytes()
    assert article.sha256 == "c5e3cb652fb50342f85e061a5b2617b28175fcb599504a059c719ed71f4c2e54"
    assert article.encoding == "utf-8"
    assert article.outlet == "المدى"


def test_the_worked_example_falls_into_its_sections():
    article = load_article(ARTICLE)
    assert [section.name for section in article.sections] == ["title", "title", "byline", "lead", "body", "furniture"]
    furniture = article.sections[-1]
    assert article.text[furniture.start:furniture.end].split() == "اترك تعليقك تغيير رمز التحقق Top".split()


def test_sections_are_in_order_and_apart():
    sections = load_article(ARTICLE).sections
    assert all(before.end <= after.start for before, after in zip(sections, sections[1:]))


def test_the_date_comes_from_the_argument_then_from_the_file_name():
    assert load_article(ARTICLE).published == date(2021, 3, 24)
    assert load_article(ARTICLE).published_from == "file name"
    stated = load_article(ARTICLE, published="2021-03-25")
    assert (stated.published, stated.published_from) == (date(2021, 3, 25), "argument")
    assert load_article(ARTICLE, published=datetime(2021, 3, 25, 8)).published == stated.published
    assert load_article(text=SENTENCE).published is None


@pytest.mark.parametrize("lines, names", [
    ([SENTENCE], ["lead"]),
    (["وصول 20 لاجئا إلى الميناء", SENTENCE, SENTENCE], ["title", "lead", "body"]),
    (["وصول 20 لاجئا إلى الميناء", "متابعة/ المدى", SENTENCE], ["title", "byline", "lead"]),
    ([SENTENCE, "اقرأ أيضا: مقتل 5 في حادث", "شارك الخبر"], ["lead", "furniture"]),
    ([SENTENCE, "-----", "Top"], ["lead", "furniture"]),
    ([SENTENCE, "أخبار ذات صلة", "مقتل 5 في حادث سير", SENTENCE], ["lead", "furniture", "body"]),
    ([f"{SENTENCE}      روابط ذات صلة    مقتل 5 في حادث سير    {SENTENCE}"], ["lead", "furniture", "body"]),
    (["وصول 20 لاجئا إلى الميناء", "كتب سالم الهادي", SENTENCE], ["title", "byline", "lead"]),
    (["وصول 20 لاجئا إلى الميناء", "البصرة – سالم الهادي", SENTENCE], ["title", "byline", "lead"]),
    ([SENTENCE, "س.ه/ م.ع"], ["lead", "furniture"]),
])
def test_lines_are_told_apart(lines, names):
    assert [section.name for section in load_article(text="\n\n".join(lines)).sections] == names


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256",
                                      "iso8859_6"])
def test_other_encodings_are_decoded_right_and_named(tmp_path, encoding):
    path = tmp_path / "article.txt"
    path.write_bytes((SENTENCE + "\r\n" + SENTENCE).encode(encoding, "strict"))
    article = load_article(path)
    assert article.text == SENTENCE + "\r\n" + SENTENCE
    assert article.encoding in {encoding, f"{encoding}-le", encoding.removesuffix("-sig")}


def test_a_byte_order_mark_decides_however_little_of_the_text_is_arabic(tmp_path):
    path = tmp_path / "article.txt"
    text = f"{'A foreword in English. ' * 20}{SENTENCE}"
    path.write_bytes(text.encode("utf-16"))
    assert load_article(path).text == text


def test_direction_controls_and_nuls_stay_in_the_text():
    text = "قتل \u202b3\u202c جنود\x00 في \u2067بغداد\u2069."
    assert load_article(text=text).text == text


def test_an_html_page_is_read_as_its_article(tmp_path):
    path = tmp_path / "page.html"
    paragraphs = "".join(f"<p>{SENTENCE}</p>" for _ in range(4))
    html = ("<html lang='ar'><head><title>توقيف مشتبه بهم</title></head><body><nav>الرئيسية</nav><article>"
            f"<h1>توقيف مشتبه بهم</h1>{paragraphs}<script>alert(1)</script></article></body></html>")
    path.write_text(html, encoding="utf-8")
    article = load_article(path)
    assert SENTENCE in article.text
    assert "alert" not in article.text and "الرئيسية" not in article.text


def page(head: str = "", foot: str = "") -> str:
    paragraphs = "".join(f"<p>{SENTENCE}</p>" for _ in range(4))
    return f"<html><head>{head}</head><body><article><h1>توقيف مشتبه بهم</h1>{paragraphs}</article>{foot}</body></html>"


def test_the_encoding_that_a_page_declares_is_used_however_long_its_markup(tmp_path):
    path = tmp_path / "page.html"
    style = f"<meta charset='windows-1256'><style>{'p { margin: 0 } ' * 900}</style>"
    path.write_bytes(page(head=style).encode("cp1256"))
    article = load_article(path)
    assert SENTENCE in article.text
    assert article.encoding == "cp1256"


@pytest.mark.parametrize("head, foot, published", [
    ("<meta property='article:published_time' content='2021-03-24T10:00:00+03:00'>", "", date(2021, 3, 24)),
    ("", "<footer>© 2019</footer>", None),
    ("", "<aside>12/05/2020 خبر آخر</aside>", None),
])
def test_a_page_is_dated_by_what_it_declares_and_by_no_other_date_on_it(tmp_path, head, foot, published):
    path = tmp_path / "page.html"
    path.write_text(page(head, foot), encoding="utf-8")
    assert load_article(path).published == published


def test_a_missing_path_and_a_folder_are_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no file .*missing.txt"):
        load_article(tmp_path / "missing.txt")
    with pytest.raises(IsADirectoryError, match="is a directory; give the path of one article"):
        load_article(tmp_path)


def test_a_text_given_as_a_path_is_told_how_to_load_it():
    with pytest.raises(FileNotFoundError, match="load_article\\(text="):
        load_article(SENTENCE * 100)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ArticleError, match="is a device or a pipe"):
        load_article(tmp_path / "pipe")


@pytest.mark.parametrize("data, message", [
    (b"", "article.txt is empty"),
    (" \n\t\u00a0 ".encode(), "only white space"),
    (b"Eighteen strikes were reported on Tuesday.", "no Arabic letter"),
    (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not text in an Arabic encoding"),
    (b"PK\x03\x04" + bytes(range(256)) * 20, "not text in an Arabic encoding"),
    (SENTENCE.encode()[:60] + b"\xff" + SENTENCE.encode()[60:], "damaged UTF-8: the character at byte 60 is broken"),
])
def test_a_file_that_is_no_arabic_text_says_so(tmp_path, data, message):
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    with pytest.raises(ArticleError, match=message):
        load_article(path)


def test_an_absurdly_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "article.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(ArticleError, match=f"200,000,000 bytes.*at most {MAX_BYTES:,}"):
        load_article(path)


@pytest.mark.parametrize("arguments, message", [
    ({}, "either a path or text"),
    ({"text": SENTENCE, "published": "24 March"}, "is no date"),
    ({"text": SENTENCE.encode()}, "an article is a str, not bytes"),
    ({"text": ""}, "empty or only white space"),
    ({"text": f"{SENTENCE}\ud800"}, f"half a character .* at offset {len(SENTENCE)}"),
])
def test_a_wrong_argument_says_what_is_allowed(arguments, message):
    with pytest.raises(ArticleError, match=message):
        load_article(**arguments)
