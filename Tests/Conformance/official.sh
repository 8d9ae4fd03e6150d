#!/usr/bin/env bash
# Prints a python that has the official engine, cedarpy at the version that we are compared with; installs it under .build/
# where there is none.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=4.12.2
venv=.build/cedarpy

has() {
  "$1" -c "from importlib.metadata import version; import cedarpy; assert version('cedarpy') == '$version'" 2>/dev/null
}

for python in "${PYTHON:-python3}" "$venv/bin/python"; do
  if has "$python"; then
    echo "$python"
    exit
  fi
done
echo "Installing cedarpy $version into $venv." >&2
if ! { python3 -m venv "$venv" && "$venv/bin/python" -m pip install --quiet "cedarpy==$version"; } >&2; then
  echo "cedarpy $version, the official Cedar engine, cannot be installed. The differential test needs it; pip install" >&2
  echo "cedarpy==$version for a python3 that PYTHON names, or let pip reach its index." >&2
  exit 1
fi
echo "$venv/bin/python"
