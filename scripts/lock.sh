#!/bin/sh
# Writes the lock files anew from pyproject.toml, with hashes and without any download address.
set -eu
cd "$(dirname "$0")/.."
compile() {
  .venv/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --no-annotate --universal --python-version 3.11 "$@"
}
compile pyproject.toml --group build --output-file requirements/app.lock
compile pyproject.toml --group dev --output-file requirements/dev.lock
compile --group node --output-file requirements/node.lock
