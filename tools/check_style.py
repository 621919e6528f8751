#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sizes, names and words of the sources: what CONTRIBUTING.md promises and a reader can count."""
import re
import subprocess
import sys
import unicodedata

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 70
COLUMNS_MAX = 100
NESTING_MAX = 5  # braces inside a function: its own and four below
BANNED_FILE = re.compile(r"(helper|util|common|manager|misc)s?[._]", re.IGNORECASE)
BANNED_WORD = re.compile(r"\b(TODO|FIXME|HACK)\b|not implemented|\bplaceholder\b")
SLEEP = re.compile(r"\b(sleep_for|sleep_until|usleep|nanosleep|std::this_thread::sleep)\b|\bsleep\(")
NOT_A_FUNCTION = re.compile(
    r"^\s*(namespace|class|struct|enum|union|extern|if|for|while|switch|else|do|try|catch|case"
    r"|default|return|co_return|template)\b|^\s*\}"
)


def sources():
    out = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.cpp", "*.hpp"],
        capture_output=True, text=True, check=True,
    ).stdout
    return out.split()


def width(line):
    """Columns as clang-format counts them: combining marks (Lao vowels, tones) take none."""
    return sum(1 for c in line if not unicodedata.combining(c) and unicodedata.category(c) != "Mn")


def code_of(line):
    line = re.sub(r'"(\\.|[^"\\])*"', '""', line)
    line = re.sub(r"'(\\.|[^'\\])'", "''", line)
    return line.split("//")[0].rstrip()


def function_findings(path, lines):
    """Functions as clang-format lays them out: the closing brace stands under the signature."""
    index = 0
    while index < len(lines):
        code = code_of(lines[index])
        opens = code.endswith("{") and ")" in code and not NOT_A_FUNCTION.match(code)
        if not opens or re.search(r"[=(,]\s*\{$", code):
            index += 1
            continue
        indent = len(code) - len(code.lstrip())
        start, depth, deepest = index, 0, 0
        for end in range(index, len(lines)):
            text = code_of(lines[end])
            depth += text.count("{") - text.count("}")
            deepest = max(deepest, depth)
            if end > index and depth <= 0:
                break
        length = end - start + 1
        if length > FUNCTION_LINES_MAX:
            yield f"{path}:{start + 1}: function of {length} lines (at most {FUNCTION_LINES_MAX})"
        if deepest > NESTING_MAX and indent == 0:
            yield f"{path}:{start + 1}: nesting of {deepest - 1} (at most {NESTING_MAX - 1})"
        index = end + 1


def findings():
    for path in sources():
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
        if len(lines) - 1 > FILE_LINES_MAX:
            yield f"{path}: {len(lines) - 1} lines (at most {FILE_LINES_MAX})"
        if not lines[0].startswith("// SPDX-License-Identifier: Apache-2.0"):
            yield f"{path}:1: the first line is the SPDX line"
        if BANNED_FILE.search(path.rsplit("/", 1)[-1]):
            yield f"{path}: the name says nothing about the content"
        for number, line in enumerate(lines, 1):
            if width(line) > COLUMNS_MAX:
                yield f"{path}:{number}: {width(line)} columns (at most {COLUMNS_MAX})"
            if BANNED_WORD.search(line):
                yield f"{path}:{number}: unfinished work is not kept in the tree"
            if path.startswith("tests/") and SLEEP.search(line):
                yield f"{path}:{number}: tests do not sleep"
        yield from function_findings(path, lines)


def main():
    found = list(findings())
    print("\n".join(found) if found else "sizes, names and words: fine")
    return 1 if found else 0


sys.exit(main())
