"""The site under measurement: built once, for the address that serves it, and compressed beforehand."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from runtime import paths
from runtime.line import Line
from runtime.server import Server

FOLDER = paths.BUILD / "bench"


@contextmanager
def built() -> Iterator[Server]:
    """Show the site over a line without delay."""
    server = _served()
    server.line = Line()
    yield server


@cache
def _served() -> Server:
    """Build the site for the server that serves it, so that instant navigation works; it serves to the end."""
    site = FOLDER / "site"
    site.mkdir(parents=True, exist_ok=True)
    server = Server(site).start()
    variables = {"SITE": str(site.relative_to(paths.ROOT)), "SITE_URL": server.address}
    command = ["make", "--no-print-directory", "build"]
    done = subprocess.run(command, cwd=paths.ROOT, env=os.environ | variables, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the site does not build:\n{done.stdout.decode()}{done.stderr.decode()}")
    server.content.warm()
    return server
