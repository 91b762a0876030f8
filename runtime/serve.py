"""`make serve`: build the site for a free port, show it, and build it again whenever a source changes.

A build that fails prints its error, and the last good site stays up.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from runtime import watch
from runtime.paths import BUILD, ROOT
from runtime.server import HOST, Server

FIRST_PORT, PORTS = 8000, 100
PAUSE = 0.5  # seconds between two looks at the sources
TURNS = tuple(BUILD / "serve" / name for name in ("a", "b"))  # one is shown while the other is built


def on_free_port() -> Server:
    """A server on the first port from 8000 that is free."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        try:
            return Server(TURNS[0], port=port)
        except OSError:
            continue
    raise OSError(f"no port of {HOST} from {FIRST_PORT} to {FIRST_PORT + PORTS - 1} is free. Mend: end a server there")


def build(folder: Path, address: str) -> bool:
    """Build the site for `address` into `folder`, in a process of its own, so that it sees today's modules."""
    # A writer sees what was written: nothing is kept, and what an earlier site left at this address goes.
    variables = {"SITE": str(folder.relative_to(ROOT)), "SITE_URL": address, "OFFLINE": "no"}
    done = subprocess.run(["make", "--no-print-directory", "build"], cwd=ROOT, env=os.environ | variables, check=False)
    return done.returncode == 0


def keep_up(server: Server) -> None:
    """Look at the sources for ever, and show what was built from them."""
    seen = watch.times()
    while True:
        time.sleep(PAUSE)
        now = watch.times()
        if names := watch.changed(seen, now):
            seen = now
            print(f"\nchanged: {', '.join(names[:5])}{' …' if len(names) > 5 else ''}", flush=True)  # noqa: PLR2004
            show(server, TURNS[server.content.folder == TURNS[0]])


def show(server: Server, folder: Path) -> bool:
    """Build into `folder`, and serve it if that went well."""
    if not build(folder, server.address):
        print(f"the build failed, as told above; {server.address} shows the last good one", flush=True)
        return False
    server.show(folder)
    print(f"\nKnobs is at {server.address}  (Ctrl-C ends it)", flush=True)
    return True


def main() -> None:
    """Build, serve, watch, until somebody ends it."""
    server = on_free_port()
    try:
        if not show(server, TURNS[0]):
            sys.exit(1)
        with server:
            keep_up(server)
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main()
