#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The style made executable. Called by ./dev check [--all]; fails on the first finding of a stage
# after printing all findings of that stage.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

all=0
[[ ${1:-} == --all ]] && all=1
jobs=$(nproc)
compiler=clang++-19
stage() { printf '\n== %s\n' "$*"; }

# Quiet unless it fails.
build() {
    ninja "$@" -j "$jobs" >build/ninja.out || { tail -n 60 build/ninja.out; return 1; }
    tail -n 1 build/ninja.out
}

sources() { git ls-files -co --exclude-standard '*.cpp' '*.hpp'; }

# What changed since the merge base with the main line; the last commit when there is none.
changed_sources() {
    local base=${ROUTE9_BASE:-}
    [[ -n $base ]] || base=$(git merge-base HEAD origin/main 2>/dev/null || true)
    [[ -n $base && $base != $(git rev-parse HEAD) ]] || base=$(git rev-parse -q --verify HEAD~1 || true)
    [[ -n $base ]] || { sources; return; }
    { git diff --name-only --diff-filter=d "$base" -- '*.cpp' '*.hpp'
      git ls-files -o --exclude-standard '*.cpp' '*.hpp'; } | sort -u
}

stage "formatting"
sources | xargs clang-format-19 --dry-run --Werror

stage "sizes, names, words, layering, no sleeping in tests"
python3 tools/check_style.py
python3 tools/check_layers.py

# Every source alone, as clang-tidy and the headers' check want them; hardly anything of it is built.
mkdir -p build
cmake -S . -B build/plain -G Ninja -DCMAKE_CXX_COMPILER=$compiler -DCMAKE_BUILD_TYPE=Debug \
    -DROUTE9_TESTS=ON >build/plain.log

stage "headers stand alone"
if [[ $all -eq 1 ]]; then
    build -C build/plain all_verify_interface_header_sets
else
    mapfile -t headers < <(changed_sources | python3 tools/headers_to_verify.py build/plain)
    [[ ${#headers[@]} -eq 0 ]] || build -C build/plain "${headers[@]}"
fi

stage "clang-tidy"
if [[ $all -eq 1 ]]; then files=$(sources | grep '\.cpp$' || true); else files=$(changed_sources | grep '\.cpp$' || true); fi
if [[ -n $files ]]; then
    # Sources that use a precompiled header are checked with it.
    mapfile -t precompiled < <(ninja -C build/plain -t targets all | grep -o '^.*cmake_pch\.hxx\.pch')
    build -C build/plain "${precompiled[@]}"
    echo "$files" | python3 tools/in_build.py build/plain/compile_commands.json |
        xargs -r -n 1 -P "$jobs" clang-tidy-19 -p build/plain --quiet --extra-arg=-Wno-unknown-warning-option 2>/dev/null
fi

stage "unit, store and fuzz-smoke under address and undefined-behaviour sanitizers"
cmake -S . -B build/asan -G Ninja -DCMAKE_CXX_COMPILER=$compiler -DCMAKE_BUILD_TYPE=Debug \
    -DROUTE9_SANITIZE=address,undefined -DROUTE9_FUZZ=ON -DROUTE9_TESTS=ON \
    -DROUTE9_UNITY=ON >build/asan.log
build -C build/asan
ctest --test-dir build/asan -L 'unit|store|net' -LE postgresql --output-on-failure -j "$jobs"

stage "store and worker tests under the thread sanitizer"
cmake -S . -B build/tsan -G Ninja -DCMAKE_CXX_COMPILER=$compiler -DCMAKE_BUILD_TYPE=Debug \
    -DROUTE9_SANITIZE=thread -DROUTE9_TESTS=ON -DROUTE9_UNITY=ON >build/tsan.log
build -C build/tsan thread_tests
ctest --test-dir build/tsan -L threads --output-on-failure

stage "fuzz targets, ten seconds each"
tools/fuzz.sh 10

echo
echo "check: all stages passed"
