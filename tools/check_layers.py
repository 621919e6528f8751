#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The dependency rules of docs/architecture.md. The include roots already hide modules from each
other; this also covers third-party headers, which the compiler finds everywhere."""
import re
import subprocess
import sys

MODULES = {
    "core": set(),
    "fulfillment": {"core"},
    "payments": {"core"},
    "adapters": {"core", "fulfillment", "payments"},
    "platform": {"core"},
    "gateway": {"core", "fulfillment", "payments", "adapters", "platform"},
}
# Third-party headers and system calls by the only folders that may include them.
LIBRARIES = {
    r"boost/(asio|beast)": {"platform", "gateway"},
    r"boost/": {"platform", "gateway"},
    r"sqlite3\.h": {"platform"},
    r"libpq-fe\.h|postgresql/": {"platform"},
    r"curl/": {"platform"},
    r"hiredis": {"platform"},
    r"prometheus/": {"platform", "gateway"},
    r"spdlog/": {"platform"},
    r"sys/socket\.h|netinet/|arpa/|netdb\.h|unistd\.h|fcntl\.h|sys/file\.h": {"platform", "gateway"},
    r"sodium\.h": {"core"},
    r"unicode/": {"core"},
    r"libxml/|pugixml|cairo|pango|qrencode|zip\.h": {"adapters"},
    r"zlib\.h": {"adapters", "gateway"},
    r"openssl/": {"platform", "adapters"},
    r"CLI/": {"gateway"},
    r"thread>|mutex>|condition_variable>|future>|shared_mutex>": {"platform", "gateway", "adapters"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
CLOCK = re.compile(r"(system_clock|steady_clock)::now|std::random_device|\brand\(\)")


def findings():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.cpp", "*.hpp"],
        capture_output=True, text=True, check=True,
    ).stdout.split()
    for path in listed:
        module = path.split("/", 1)[0]
        if module not in MODULES:
            continue
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            if module in ("core", "fulfillment", "payments", "adapters") and CLOCK.search(line):
                yield f"{path}:{number}: {module} is given the time and randomness, it takes none"
            match = INCLUDE.match(line)
            if match:
                yield from include_findings(path, number, module, match.group(1))


def include_findings(path, number, module, included):
    first = included.split("/", 1)[0]
    if first in MODULES and first != module and first not in MODULES[module]:
        yield f"{path}:{number}: {module} may not see {first}"
    for pattern, allowed in LIBRARIES.items():
        if re.match(pattern, included):
            if module not in allowed:
                yield f"{path}:{number}: {module} may not include <{included}>"
            return


def main():
    found = list(findings())
    print("\n".join(found) if found else "layers: fine")
    return 1 if found else 0


sys.exit(main())
