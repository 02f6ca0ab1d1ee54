#!/usr/bin/env bash
# One command for each thing a newcomer wants: ./do read [FILE…] shows an article's ledger, ./do test runs the tests.
# Both set up .venv first; nothing is needed but Python 3.11 or later and a way to reach PyPI.
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

case "${1:-}" in
  read)
    shift
    install ""
    if [ $# -eq 0 ]; then set -- examples/lake-crossing.txt; fi
    exec .venv/bin/hearsay read "$@"
    ;;
  test)
    shift
    install "[test]"
    exec .venv/bin/python -m pytest "$@"
    ;;
  *)
    echo "usage: ./do read [FILE…]   read an article (by default an example) and show its ledger" >&2
    echo "       ./do test [ARG…]    run the tests" >&2
    exit 2
    ;;
esac
