#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds and runs the benchmarks: the floors (store, planner, HTTP) and the whole gateway beside
# them. Prints their tables; JSON goes to build/bench/. Usage: tools/bench.sh [BUILD_DIRECTORY]
set -euo pipefail
cd "$(dirname "$0")/.."
build="${1:-build/release}"
out=build/bench
mkdir -p "$out"
if [ ! -f "$build/build.ninja" ]; then
  cmake -S . -B "$build" -G Ninja -DCMAKE_CXX_COMPILER=clang++-19
fi
ninja -C "$build" benchmarks

run() {
  local name="$1"
  shift
  printf '\n== %s\n' "$name"
  "$build/tests/bench/$name" "$@" | tee "$out/$name.txt"
  grep '^{' "$out/$name.txt" | tail -n 1 >"$out/$name.json" || true
}

run store_bench
run label_bench
run planner_bench
run replan_bench
run scan_bench
run poll_bench
run intake_bench
run http_floor
run gateway_bench 4000 64 "$out/gateway.json"
run postgresql_bench 4000 64 "$out/postgresql.json"
if [ -d /dev/shm ]; then export TMPDIR=/dev/shm; fi # the year is not about the disk
run year_bench
rm -f "$out/gateway_bench.json" "$out/postgresql_bench.json"
printf '\nJSON in %s\n' "$out"
