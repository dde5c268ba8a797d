#!/bin/sh
# Collects all texts of code and templates into the German catalogue; new ones are empty until somebody translates them.
set -eu
cd "$(dirname "$0")/.."
pot=$(mktemp)
PYTHONPATH=. .venv/bin/pybabel -q extract -F babel.cfg -k N_ -k _ -k lazy_gettext -k ngettext:1,2 -k lazy_ngettext:1,2 --no-location --sort-output --project=partnership --version= --copyright-holder= -o "$pot" .
catalogue=partnership/translations/de/LC_MESSAGES/messages.po
if [ -e "$catalogue" ]; then
  .venv/bin/pybabel -q update -i "$pot" -o "$catalogue" -l de -w 120 --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
else
  mkdir -p "$(dirname "$catalogue")"
  .venv/bin/pybabel -q init -i "$pot" -o "$catalogue" -l de -w 120
fi
rm -f "$pot"
# Dates and programs of the last run say nothing about the texts, and would change the file each time.
sed -i -E -e '0,/^msgid/{/^(#|$)/d}' -e '/^"(Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Generated-By):/d' \
  -e 's/^"Project-Id-Version:.*/"Project-Id-Version: partnership\\n"/' -e 's/^"Language-Team:.*/"Language-Team: German\\n"/' "$catalogue"
