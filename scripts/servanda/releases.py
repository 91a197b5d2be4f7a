"""Two versions of the data: folders, or what a tag or commit of the checkout holds."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.build import built
from servanda.catalog import home
from servanda.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from servanda.store import Store

__all__ = ["two_stores"]


def two_stores(
    releases: Sequence[str], extra: Sequence[Path] = (), told: Mapping[str, str] | None = None
) -> tuple[Store, Store]:
    """Return the stores of two *releases*, each a folder of data, or a tag or commit.

    Both are derived by the present rules, so that only the data make a difference. Raises
    UsageProblem where there are not two, or one is neither folder nor known to git.
    """
    if len(releases) != 2:  # noqa: PLR2004 - a difference is between two
        raise UsageProblem("two versions are compared", hint="give --release twice, oldest first")
    stores = []
    for name in releases:
        with _folder(name) as folder:
            stores.append(built(folder, extra, told=told))
    return stores[0], stores[1]


@contextmanager
def _folder(name: str) -> Iterator[Path]:
    """Give the folder of data that *name* stands for; what git holds is taken out for a while."""
    if Path(name).is_dir():
        inside = Path(name) / "data"
        yield inside if inside.is_dir() else Path(name)
        return
    with tempfile.TemporaryDirectory(prefix="servanda-") as temporary:
        packed = BytesIO(_archive(name))
        with tarfile.open(fileobj=packed) as archive:
            archive.extractall(temporary, filter="data")
        yield Path(temporary) / "data"


def _archive(name: str) -> bytes:
    """Return the folder ``data`` of the version *name* of the checkout, packed."""
    git = shutil.which("git")
    hint = "give a folder, or a tag or commit of the checkout"
    if git is None or name.startswith("-"):
        raise UsageProblem(f"no such folder: {name!r}", hint=hint)
    done = subprocess.run(  # noqa: S603 - no shell, and the name cannot be an option
        [git, "-C", str(home()), "archive", "--format=tar", f"{name}^{{commit}}", "data"],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise UsageProblem(f"neither a folder nor a version: {name!r}", hint=hint)
    return done.stdout
