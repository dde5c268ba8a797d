#!/bin/sh
# Collects all texts of code and templates into the German catalogue; new ones are empty until somebody translates them.
set -eu
cd "$(dirname "$0")/.."
pot=$(mktemp)
.venv/bin/pybabel -q extract -F babel.cfg -k N_ -k _ -k lazy_gettext -k ngettext:1,2 -k lazy_ngettext:1,2 --no-location --sort-output --project=partnership --version= --copyright-holder= -o "$pot" .
catalogue=partnership/translations/de/LC_MESSAGES/messages.po
if [ -e "$catalogue" ]; then
  .venv/bin/pybabel -q update -i "$pot" -o "$catalogue" -l de --no-fuzzy-matching --ignore-obsolete --omit-header
else
  mkdir -p "$(dirname "$catalogue")"
  .venv/bin/pybabel -q init -i "$pot" -o "$catalogue" -l de
fi
rm -f "$pot"
