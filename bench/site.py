"""The site under measurement: built for the address that serves it, compressed once beforehand."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime import paths
from runtime.line import Line
from runtime.server import Server

FOLDER = paths.BUILD / "bench"


@contextmanager
def built(line: Line | None = None) -> Iterator[tuple[Path, str]]:
    """Build the site, serve it over `line`, and give its folder and address."""
    site = FOLDER / "site"
    site.mkdir(parents=True, exist_ok=True)
    with Server(site, line=line or Line()) as server:
        variables = {"SITE": str(site.relative_to(paths.ROOT)), "SITE_URL": server.address}
        subprocess.run(
            ["make", "--no-print-directory", "build"], cwd=paths.ROOT, env=os.environ | variables, check=True
        )
        server.content.warm()
        yield site, server.address
