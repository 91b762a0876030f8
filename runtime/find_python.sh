#!/bin/sh
# Print the path of a Python that can carry the project (3.12 to 3.14, with venv), or say what was looked for.
# Plain sh, because it runs before there is any Python to trust.

CHECK='import sys, ensurepip, venv; sys.exit(not (3, 12) <= sys.version_info < (3, 15) or print(sys.executable))'

offer() { # a command or a path: print its executable and leave, if it will do
    [ -n "$1" ] || return 0
    command -v "$1" >/dev/null 2>&1 || return 0
    found=$("$1" -c "$CHECK" 2>/dev/null) || { tried="$tried
    $1 ($("$1" --version 2>&1 | head -n 1))"; return 0; }
    echo "$found"
    exit 0
}

tried=""
if [ -n "$PYTHON" ]; then offer "$PYTHON"; fi
for name in python3.13 python3.14 python3.12 python3 python; do offer "$name"; done
for root in "$PYENV_ROOT" "$HOME/.pyenv" "$(pyenv root 2>/dev/null)"; do
    [ -n "$root" ] || continue
    for version in 3.13 3.14 3.12; do
        for path in "$root"/versions/"$version"*/bin/python3; do offer "$path"; done
    done
done
offer "$(uv python find --no-project '>=3.12,<3.15' 2>/dev/null)"

cat >&2 <<END
Knobs needs Python 3.12, 3.13 or 3.14 with its venv module, and found none.
  Looked for: \$PYTHON; python3.13, python3.14, python3.12, python3 and python on PATH; pyenv's versions; uv's.
  Found and could not use:${tried:- nothing}
  Mend: install one ("apt install python3 python3-venv" where that is 3.12 or newer, "pyenv install 3.13",
  "uv python install 3.13", "brew install python@3.13"), or name one: make PYTHON=/path/to/python3.13
END
exit 1
