#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which sources of a target may be compiled together, for cmake/Unity.cmake.

usage: unity_groups.py SIZE SOURCE...      prints "GROUP<tab>SOURCE" for each, in order

Compiled as one, sources see each other's unnamed namespaces, headers and using directives. Two go
together only if neither mentions a name that the other keeps to itself, nor a header of the project
declares one, and both use the same directives: what a name means is then the same as when each is
compiled alone. Sources with macros of their own stay alone.
"""
import functools
import glob
import os
import re
import sys

STRINGS = re.compile(
    r'R"(?P<mark>\w*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/', re.S)
UNNAMED = re.compile(r"\bnamespace\s*\{")
NAMESPACE = re.compile(r"\bnamespace\s+[\w:]+\s*\{")
DIRECTIVE = re.compile(r"^\s*using namespace [\w:]+;|^\s*namespace \w+ = [\w:]+;", re.M)
TYPE = re.compile(r"\b(?:struct|enum class|class|enum|union|concept|using)\s+(\w+)")
VALUE = re.compile(r"(\w+)\s*(?:=|\[|$)")
MENTION = re.compile(r"(?<![\w.:>])([A-Za-z_]\w*)|(?<=->)\s*\w+")
TOP = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
ROOTS = [one for pattern in ("*/include", "*/src", "tests/include", "tests/*", "tests/*/*")
         for one in glob.glob(f"{TOP}/{pattern}")]
NOT_NAMES = {"TEST", "TEST_F", "TEST_P", "TYPED_TEST", "INSTANTIATE_TEST_SUITE_P", "operator"}


def code_of(text):
    """The text without comments and literals."""
    return STRINGS.sub(lambda found: " " if found.group().startswith("/") else '""', text)


def top_level(code, at):
    """The declarations of the block that opens before `at`, without what is in their braces."""
    depth, kept = 1, []
    while depth and at < len(code):
        sign = code[at]
        if sign == "{":
            depth += 1
            if depth == 2:
                kept.append(";")
        elif sign == "}":
            depth -= 1
        elif depth == 1:
            kept.append(sign)
        at += 1
    return [" ".join(one.split()) for one in "".join(kept).split(";")]


def name_of(declaration):
    """The name a declaration brings, if it brings one."""
    declaration = re.sub(r"\[\[.*?\]\]|^template\s*<.*?>\s", "", declaration)
    if declaration.startswith(("namespace", "using namespace", "#")):
        return None
    declaration = re.sub(r"(?<![=<>!])=(?!=).*", "", declaration)
    depth = 0
    for at, sign in enumerate(declaration):
        depth += {"<": 1, ">": -1}.get(sign, 0)
        if sign == "(" and depth == 0:
            before = re.search(r"(\w+)\s*$", declaration[:at])
            return before.group(1) if before else None
    found = TYPE.search(declaration) or VALUE.search(declaration)
    return found.group(1) if found else None


@functools.cache
def declared_by(path):
    """The names that a header of the project and those it includes declare in namespaces."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    code = code_of(text)
    own = (name_of(one) for block in NAMESPACE.finditer(code) for one in top_level(code, block.end()))
    return frozenset(filter(None, own)).union(*map(declared_by, headers_of(path, text)))


def names_in(code):
    return frozenset(found.group(1) for found in MENTION.finditer(code) if found.group(1))


def headers_of(path, text):
    """The project's headers that a file includes: beside it, or below a directory of headers."""
    for name in re.findall(r'^#include "([^"]+)"', text, re.M):
        beside = os.path.join(os.path.dirname(path), name)
        found = next((one for one in (beside, *(f"{root}/{name}" for root in ROOTS)) if os.path.exists(one)), None)
        if found:
            yield os.path.realpath(found)


class Source:
    def __init__(self, path):
        self.path = path
        with open(path, encoding="utf-8") as file:
            text = file.read()
        code = code_of(text)
        own = (name_of(one) for block in UNNAMED.finditer(code) for one in top_level(code, block.end()))
        self.own = {name for name in own if name} - NOT_NAMES
        self.mentioned = names_in(code).union(*map(declared_by, headers_of(path, text)))
        self.directives = frozenset(" ".join(one.split()) for one in DIRECTIVE.findall(code))
        self.alone = "#define" in code


class Group:
    def __init__(self):
        self.size, self.own, self.mentioned, self.directives = 0, set(), set(), None

    def takes(self, source):
        return (self.directives == source.directives and not self.own & source.mentioned
                and not self.mentioned & source.own)

    def add(self, source):
        self.size += 1
        self.own |= source.own
        self.mentioned |= source.mentioned
        self.directives = source.directives


def main():
    size, groups = int(sys.argv[1]), []
    for source in map(Source, sys.argv[2:]):
        fit = next((one for one in groups if one.size < size and one.takes(source)), None)
        if fit is None or source.alone:
            fit = Group()
            groups.append(fit)
        fit.add(source)
        if source.alone:
            fit.size = size
        print(f"{groups.index(fit)}\t{source.path}")


if __name__ == "__main__":
    main()
