"""The words: entry files read, checked and published as pages. Plain Python; only `hooks` knows MkDocs."""
