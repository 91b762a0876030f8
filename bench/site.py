"""The site under measurement: built for the address that serves it, compressed once beforehand."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from runtime import paths
from runtime.server import Server

FOLDER = paths.BUILD / "bench"


@contextmanager
def built() -> Iterator[Server]:
    """Build the site for the server that serves it, so that instant navigation works."""
    site = FOLDER / "site"
    site.mkdir(parents=True, exist_ok=True)
    with Server(site) as server:
        variables = {"SITE": str(site.relative_to(paths.ROOT)), "SITE_URL": server.address}
        command = ["make", "--no-print-directory", "build"]
        done = subprocess.run(command, cwd=paths.ROOT, env=os.environ | variables, capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"the site does not build:\n{done.stdout.decode()}{done.stderr.decode()}")
        server.content.warm()
        yield server
