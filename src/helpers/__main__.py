"""`python -m helpers claims FILE...`: the claims tables of articles, for people who live in a shell or in R."""
import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from helpers.article import ArticleError, load_article
from helpers.claims import extract_claims
from helpers.export import save_table


def main(arguments: list[str] | None = None) -> int:
    """Write one claims table per article as CSV and JSON Lines; the exit code is 1 when an article could not be read.

    >>> main(["claims", "no-such-article.txt"])
    1

    An article that cannot be read is reported on standard error and does not stop the others.
    """
    options = _parser().parse_args(arguments)
    names = [re.sub(r"[^\w.-]+", "-", path.stem).strip("-.") or "article" for path in options.files]
    stems = [f"{name}.claims" for name in names]
    # Windows and macOS take names that differ in their capitals for one.
    twice = sorted(stem for stem, times in Counter(map(str.casefold, stems)).items() if times > 1)
    if twice:
        print(f"two articles would be written to {', '.join(twice)}; give them names of their own", file=sys.stderr)
        return 1
    written = [_write_claims(path, stem, options) for path, stem in zip(options.files, stems)]
    return 0 if all(written) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m helpers", description=__doc__)
    claims = parser.add_subparsers(dest="command", required=True).add_parser("claims", help="tabulate claims")
    claims.add_argument("files", nargs="+", type=Path, metavar="FILE", help="text or HTML file of one article")
    claims.add_argument("--output", type=Path, default=Path(), metavar="DIR", help="folder of the tables; else here")
    claims.add_argument("--published", metavar="YYYY-MM-DD", help="publication date; else that in the file name")
    return parser


def _write_claims(path: Path, stem: str, options: argparse.Namespace) -> bool:
    try:
        claims = extract_claims(load_article(path, published=options.published))
        paths = save_table(claims, stem, options.output)
    except (ArticleError, OSError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return False
    print(f"{path}: {len(claims)} claim{'' if len(claims) == 1 else 's'} in {', '.join(map(str, paths))}")
    return True


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")  # a Windows console may not have the letters of a file name
    sys.exit(main())
