"""The validator passes the W3C SHACL suite and the DASH suite, as its source package brings them.

The suites are fetched when the test runs (nothing of them is kept here), by the version that is
installed, and compared with the digest on record; a new version needs a new digest.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ET
from importlib.metadata import version
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

DIGESTS = {"0.40.1": "011e3cf1a68b31747cb762ba3d755ae1bdcc464c8fad0dc212a9adc550719552"}
SUITES = ("test/test_sht_validate.py", "test/test_dash_validate.py")
FEWEST = 290  # the two suites have 291 cases; fewer would mean that they were not all found


def base_python() -> str:
    """Return the Python that made this environment: the one that surely has pip."""
    return str(getattr(sys, "_base_executable", sys.executable))


@pytest.fixture(scope="module")
def suites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the tests in the source package of the installed pySHACL."""
    folder = tmp_path_factory.mktemp("pyshacl")
    words = ["download", "-q", "--no-deps", "--no-binary", "pyshacl", "-d", str(folder)]
    pin = version("pyshacl")
    subprocess.run([base_python(), "-m", "pip", *words, f"pyshacl=={pin}"], check=True)
    (package,) = folder.glob("pyshacl-*.tar.gz")
    assert hashlib.sha256(package.read_bytes()).hexdigest() == DIGESTS[pin]
    with tarfile.open(package) as archive:
        inner = [one for one in archive if "/test/" in one.name and (one.isfile() or one.isdir())]
        archive.extractall(folder, members=inner, filter="data")
    return folder / f"pyshacl-{pin}"


def test_every_case_passes(suites: Path) -> None:
    report = suites / "report.xml"
    words = ["-q", "-p", "no:cacheprovider", f"--rootdir={suites}", f"--junitxml={report}"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, *SUITES],
        cwd=suites,
        capture_output=True,
        text=True,
        check=False,
    )

    tally = next(ET.parse(report).getroot().iter("testsuite")).attrib
    assert done.returncode == 0, done.stdout[-3000:]
    assert int(tally["tests"]) >= FEWEST
    assert tally["failures"] == tally["errors"] == tally["skipped"] == "0"
