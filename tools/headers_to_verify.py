#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What to build so that changed public headers, and those that include one, are seen to stand alone.

usage: headers_to_verify.py BUILD_DIRECTORY < names of changed files      prints ninja targets
"""
import re
import subprocess
import sys

PUBLIC = re.compile(r"^[^/]+/include/(.+\.hpp)$")


def main():
    changed = {found.group(1) for found in map(PUBLIC.match, sys.stdin.read().split()) if found}
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.hpp"],
                            capture_output=True, text=True, check=True).stdout.split()
    wanted = set(changed)
    for path in listed:
        public = PUBLIC.match(path)
        if public:
            with open(path, encoding="utf-8") as file:
                included = re.findall(r'^#include "([^"]+)"', file.read(), re.M)
            if changed & set(included):
                wanted.add(public.group(1))
    targets = subprocess.run(["ninja", "-C", sys.argv[1], "-t", "targets", "all"],
                             capture_output=True, text=True, check=True).stdout
    for target in re.findall(r"^(\S+_verify_interface_header_sets/(\S+\.hpp)\.cxx\.o):", targets, re.M):
        if target[1] in wanted:
            print(target[0])


if __name__ == "__main__":
    main()
