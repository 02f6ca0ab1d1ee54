#!/usr/bin/env bash
# One command for each thing a newcomer wants: ./do read [FILE…] shows an article's ledger, ./do test runs the tests,
# ./do serve [LEDGER|FILE…] opens the reading room. All set up .venv first; nothing is needed but Python 3.11 or later
# and a way to reach PyPI. Where npm is there too, the room's scripts and its map are built; without it they are left out.
set -euo pipefail
cd "$(dirname "$0")"

python=""
for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python; do
  if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 &&
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "hearsay: Python 3.11 or later is needed; none was found (set PYTHON to name one)" >&2
  exit 2
fi

# Debian parts venv from Python; virtualenv from PyPI does the same without it.
environment() {
  [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null && return
  rm -rf .venv
  if ! "$python" -m venv .venv 2>/dev/null; then
    rm -rf .venv
    if ! "$python" -m virtualenv .venv >/dev/null 2>&1; then
      echo "hearsay: no venv module; on Debian: apt-get install python3-venv (or: pip install virtualenv)" >&2
      exit 2
    fi
  fi
}

# Installs what is asked for ("" or "[test]") once, and again whenever pyproject.toml has changed.
install() {
  environment
  local stamp=".venv/.installed${1//[^a-z,]/-}"
  if [ ! -e "$stamp" ] || [ pyproject.toml -nt "$stamp" ]; then
    echo "hearsay: installing into .venv (a minute or two the first time)…" >&2
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -e ".$1"
    touch "$stamp"
  fi
}

# Builds what web/ adds to the pages, once, and again whenever its sources have changed.
pages() {
  local made=src/hearsay/serve/web/static/built/room.js
  if [ -e "$made" ] && [ -z "$(find web/src web/build.mjs web/package-lock.json -newer "$made" -print -quit)" ]; then
    return
  fi
  if ! command -v npm >/dev/null 2>&1; then
    echo "hearsay: no npm: the reading room is without scripts and map shapes, and their tests are skipped" >&2
    return
  fi
  echo "hearsay: building the reading room's scripts…" >&2
  if ! (cd web && npm ci --silent --no-audit --no-fund && npm run --silent build) >&2; then
    echo "hearsay: the scripts could not be built; the pages work without them" >&2
  fi
}

case "${1:-}" in
  read)
    shift
    install ""
    if [ $# -eq 0 ]; then set -- examples/lake-crossing.txt; fi
    exec .venv/bin/hearsay read "$@"
    ;;
  serve)
    shift
    install "[serve]"
    pages
    if [ $# -eq 0 ]; then set -- examples/lake-crossing.txt; fi
    exec .venv/bin/hearsay serve "$@"
    ;;
  test)
    shift
    install "[test]"
    pages
    exec .venv/bin/python -m pytest "$@"
    ;;
  *)
    echo "usage: ./do read [FILE…]   read an article (by default an example) and show its ledger" >&2
    echo "       ./do serve [LEDGER|FILE…]   open the reading room" >&2
    echo "       ./do test [ARG…]    run the tests" >&2
    exit 2
    ;;
esac
