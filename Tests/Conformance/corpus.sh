#!/usr/bin/env bash
# Runs a conformance corpus with its own runner against an engine that serves cedar-line/1. An operation that the engine
# does not know counts as failed. The last line is `N passed, N failed`.
# Usage: CEDAR_CORPUS=DIRECTORY|FILE.tar.gz corpus.sh ['ENGINE COMMAND']
set -euo pipefail

engine=${1:-.build-cedar/release/cedar serve}
corpus=${CEDAR_CORPUS:-}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if [ -z "$corpus" ]; then
  echo "There is no corpus: CEDAR_CORPUS names none, so nothing was compared."
  echo "0 passed, 0 failed"
  exit 0
fi
if [ -f "$corpus" ]; then
  mkdir "$scratch/corpus"
  tar -xzf "$corpus" -C "$scratch/corpus"
  corpus=$scratch/corpus
fi
runner=$(find "$corpus" -maxdepth 2 -name run_cedarpy.py -print -quit 2>/dev/null || true)
if [ -z "$runner" ]; then
  echo "$CEDAR_CORPUS holds no run_cedarpy.py: it is not a corpus."
  echo "0 passed, 1 failed"
  exit 1
fi
corpus=$(dirname "$runner")

arguments=()
for part in tests corpus-tests validate-testdata examples oracle fuzz; do
  if [ -d "$corpus/$part" ]; then arguments+=("$corpus/$part"); fi
done
if [ -d "$corpus/corpus-tests-validation" ]; then arguments+=(--validation "$corpus/corpus-tests-validation"); fi
if [ -d "$corpus/corpus-tests-json-schemas" ]; then arguments+=(--json-schemas "$corpus/corpus-tests-json-schemas"); fi

status=0
"${PYTHON:-python3}" "$runner" --cmd "$engine" --est "${arguments[@]}" >"$scratch/log" 2>&1 || status=$?
cat "$scratch/log"

# Lines such as `  decision  9761/9761  100.0000%` and `  skipped (unsupported op) validate: 7`.
read -r passed failed < <(awk '
  $2 ~ /^[0-9]+\/[0-9]+$/ && $3 ~ /%$/ { split($2, of, "/"); passed += of[1]; failed += of[2] - of[1] }
  /^  skipped / { failed += $NF }
  END { print passed + 0, failed + 0 }' "$scratch/log")
if [ "$failed" = 0 ] && { [ "$status" != 0 ] || [ "$passed" = 0 ]; }; then failed=1; fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
