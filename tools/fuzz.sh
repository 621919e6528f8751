#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs every fuzz target for N seconds from its committed corpus. New inputs stay in build/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-120}
mkdir -p build
cmake -S . -B build/asan -G Ninja -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_BUILD_TYPE=Debug \
    -DROUTE9_SANITIZE=address,undefined -DROUTE9_FUZZ=ON -DROUTE9_TESTS=ON \
    -DROUTE9_UNITY=ON >build/asan.log
ninja -C build/asan fuzzers | tail -n 1
run_one() {
    local target=$1 seconds=$2 name
    name=$(basename "$target")
    mkdir -p "build/corpus/$name"
    if "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        "build/corpus/$name" "tests/fuzz/corpus/${name#fuzz_}" >"build/corpus/$name.log" 2>&1; then
        printf '%-28s clean, %s\n' "$name" "$(grep -o 'stat::number_of_executed_units: .*' "build/corpus/$name.log")"
    else
        tail -n 40 "build/corpus/$name.log"
        printf '%-28s FAILED\n' "$name"
        return 1
    fi
}
export -f run_one
find build/asan/tests/fuzz -maxdepth 1 -type f -name 'fuzz_*' -executable -print0 | sort -z |
    xargs -0 -P "$(nproc)" -I{} bash -c 'run_one "$1" "$2"' _ {} "$seconds"
