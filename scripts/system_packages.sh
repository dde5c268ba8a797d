#!/bin/sh
# Installs what Debian must give; as root or with sudo, else it prints the one line to type. `run` or `run` and `test`.
set -eu
missing=""
library() { ldconfig -p 2>/dev/null | grep -q "$1" || missing="$missing $2"; }
program() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
file() { for found in $1; do [ -e "$found" ] && return; done; missing="$missing $2"; }

library libpango-1.0.so.0 libpango-1.0-0
library libpangoft2-1.0.so.0 libpangoft2-1.0-0
library libharfbuzz-subset.so.0 libharfbuzz-subset0
"${PYTHON:-python3}" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
if [ "${1:-run}" = test ]; then
  program chromium chromium
  program java default-jre-headless
  program pdftoppm poppler-utils
  file "/usr/lib/postgresql/*/bin/initdb" postgresql
  file /usr/share/java/jaxb-runtime.jar libjaxb-java
fi
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then root=""; elif sudo -n true 2>/dev/null; then root=sudo; else
  echo "Please install first: sudo apt-get install --no-install-recommends$missing" >&2
  exit 1
fi
echo "Installing from Debian:$missing"
$root apt-get update -qq
# shellcheck disable=SC2086
$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
