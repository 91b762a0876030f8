"""The site's scripts as few files: every file costs a question to the network, to the service worker or to both.

What a page and its later parts share becomes a file of its own, since both must have the same; each kind of worker gets
one file with all that it needs. The other modules are not published.
"""

from pathlib import Path

from runtime.bundler import bundle

PAGE = ("first", "knobs", "embed")
WORKERS = ("worker", "runtime-fetch")
ALONE = ("search.js",)  # a classic worker, which imports nothing


def join(site: Path) -> None:
    """Put the joined files in the place of the modules."""
    folder = site / "assets" / "javascripts"
    modules = [path for path in folder.glob("*.js") if "." not in path.stem and path.name not in ALONE]
    if not modules:
        return
    made = folder / "made"
    for names, *options in ((PAGE, "--splitting", "--chunk-names=shared-[hash]"), (WORKERS,)):
        bundle([folder / f"{name}.js" for name in names], *options, f"--outdir={made.name}", folder=folder)
    for path in modules:
        path.unlink()
    for path in made.iterdir():
        path.replace(folder / path.name)
    made.rmdir()
