#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keeps of the file names on standard input those that the given compilation database builds."""
import json
import os
import sys

known = {os.path.realpath(entry["file"]) for entry in json.load(open(sys.argv[1]))}
for line in sys.stdin:
    if os.path.realpath(line.strip()) in known:
        print(line.strip())
