#!/usr/bin/env bash
# Counts what a decision allocates: the same bench with and without 100,000 more decisions, under a library that counts.
# The status is 1 where a decision allocates. Needs a C compiler and Linux.
# Usage: allocations.sh ['CEDAR EXECUTABLE']
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cedar=${1:-.build-cedar/release/cedar}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cat >"$scratch/count.c" <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static atomic_long count;
static void *(*next_malloc)(size_t);

void *malloc(size_t size) {
  if (!next_malloc) next_malloc = dlsym(RTLD_NEXT, "malloc");
  atomic_fetch_add(&count, 1);
  return next_malloc(size);
}

__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("ALLOCATIONS");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (file) {
    fprintf(file, "%ld\n", atomic_load(&count));
    fclose(file);
  }
}
C
cc -shared -fPIC -O1 -o "$scratch/count.so" "$scratch/count.c" -ldl

# allocations POLICIES WARMUP: of a whole bench
allocations() {
  python3 -c '
import json, sys
sys.path.insert(0, sys.argv[1])
from workload import Workload
question = Workload(int(sys.argv[2]), "1").question()
print(json.dumps(dict(question, iterations=1, warmup=int(sys.argv[3]))))' "$here" "$1" "$2" >"$scratch/message.json"
  ALLOCATIONS=$scratch/count LD_PRELOAD=$scratch/count.so "$cedar" bench "$scratch/message.json" >/dev/null
  cat "$scratch/count"
}

status=0
for policies in 3 100 1000; do
  few=$(allocations "$policies" 1000)
  many=$(allocations "$policies" 101000)
  printf '%5d policies: %d allocations in 100,000 decisions\n' "$policies" "$((many - few))"
  [ "$((many - few))" -le 0 ] || status=1
done
exit "$status"
