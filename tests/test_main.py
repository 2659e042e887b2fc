"""What a user relies on at the command line: python -m helpers claims FILE..."""
import pytest

from helpers.__main__ import main

TEXT = "قال الوزير إن 3 جنود قتلوا في الموصل."


@pytest.fixture
def articles(tmp_path, monkeypatch):
    """A folder to work in, and a way to put articles there."""
    monkeypatch.chdir(tmp_path)

    def put(*names: str) -> list[str]:
        for name in names:
            (tmp_path / name).write_text(TEXT, encoding="utf-8")
        return list(names)

    return put


def test_each_article_gets_its_tables_beside_you(articles, tmp_path, capsys):
    assert main(["claims", *articles("one day.txt", "المدى-2021-03-24.txt")]) == 0
    assert {path.name for path in tmp_path.glob("*.claims.*")} == {
        "one-day.claims.csv", "one-day.claims.jsonl", "المدى-2021-03-24.claims.csv", "المدى-2021-03-24.claims.jsonl"}
    assert "1 claim in" in capsys.readouterr().out


def test_an_unreadable_article_is_named_and_stops_no_other(articles, tmp_path, capsys):
    assert main(["claims", "missing.txt", *articles("one.txt"), "--output", "tables"]) == 1
    assert "there is no file missing.txt" in capsys.readouterr().err
    assert (tmp_path / "tables" / "one.claims.csv").exists()


def test_a_name_without_a_letter_is_replaced(articles, tmp_path):
    assert main(["claims", *articles("؟.txt")]) == 0
    assert (tmp_path / "article.claims.csv").exists()


@pytest.mark.parametrize("names", [("a b.txt", "a-b.txt"), ("Report.txt", "report.html")])
def test_two_articles_never_write_to_one_file(articles, tmp_path, capsys, names):
    assert main(["claims", *articles(*names)]) == 1
    assert "give them names of their own" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.claims.*"))


def test_a_date_that_is_none_says_what_is_allowed(articles, capsys):
    assert main(["claims", *articles("one.txt"), "--published", "24.3.2021"]) == 1
    assert "is no date; give" in capsys.readouterr().err
