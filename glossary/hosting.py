"""The site's headers, in the words of the usual static hosts.

They say again what each page says of itself, and more: only a header can say who may show a page in a frame, and bind a
worker that is loaded by its address.

- `_headers`, in the site: Netlify, Cloudflare Pages and others read it there; GitHub Pages sends no headers of ours
- `build/hosting/nginx.conf` and `build/hosting/htaccess`: to include, or to copy as `.htaccess`
"""

from pathlib import Path
from urllib.parse import urlsplit

from runtime import files

FRAMED = "embed"  # made for other people's pages
OWN_FRAMES_ONLY = "; frame-ancestors 'self'"
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
NGINX = """# To include in the server block.
location {base} {{
{alone}
}}
location {base}{framed}/ {{
{embedded}
}}
"""
APACHE = """# To copy as .htaccess into the folder of the site.
<IfModule mod_headers.c>
{everywhere}
<If "%{{REQUEST_URI}} =~ m#^{base}{framed}/#">
  {embedded}
</If>
<Else>
  {alone}
</Else>
</IfModule>
"""


def write(site: Path, policy: str, address: str, folder: Path) -> None:
    """Write `_headers` into the built site, and the others to `folder`."""
    base = urlsplit(address).path or "/"
    (site / "_headers").write_text(_headers(site, policy, base), encoding="utf-8")
    alone, embedded = _nginx(policy + OWN_FRAMES_ONLY), _nginx(policy)
    named = {"base": base, "framed": FRAMED}
    files.write(folder / "nginx.conf", NGINX.format(alone=alone, embedded=embedded, **named).encode())
    everywhere = "\n".join(_apache(name, value) for name, value in EVERYWHERE.items())
    alone, embedded = (_apache("Content-Security-Policy", each) for each in (policy + OWN_FRAMES_ONLY, policy))
    text = APACHE.format(everywhere=everywhere, alone=alone, embedded=embedded, **named)
    files.write(folder / "htaccess", text.encode())


def _headers(site: Path, policy: str, base: str) -> str:
    """Return one rule for all, and one policy for every part of the site: no address gets two.

    Where two rules match, some hosts join what they say and others take the last.
    """
    parts = sorted(path.name for path in site.iterdir() if path.is_dir())
    pages = sorted(path.name for path in site.glob("*.html"))
    rules = {f"{base}*": EVERYWHERE, base: {"Content-Security-Policy": policy + OWN_FRAMES_ONLY}}
    for name in [*pages, *(f"{part}/*" for part in parts), "service-worker.js"]:
        framed = name == f"{FRAMED}/*"
        rules[base + name] = {"Content-Security-Policy": policy if framed else policy + OWN_FRAMES_ONLY}
    blocks = (
        "\n".join([path, *(f"  {name}: {value}" for name, value in told.items())]) for path, told in rules.items()
    )
    return "\n".join(blocks) + "\n"


def _nginx(policy: str) -> str:
    told = EVERYWHERE | {"Content-Security-Policy": policy}
    return "\n".join(f'  add_header {name} "{value}" always;' for name, value in told.items())


def _apache(name: str, value: str) -> str:
    return f'Header always set {name} "{value}"'
