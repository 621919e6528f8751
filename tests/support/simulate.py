#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Simulated marketplaces on 127.0.0.1: python3 tests/support/simulate.py shopee lazada

Prints one JSON line {"shopee": {"port": …, "base_url": …, …}, …} when all listen, ends on SIGTERM
or SIGINT. docs/platforms/rehearsal.md shows what to do with it.
"""
import argparse
import asyncio
import json
import os
import signal
import ssl
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from platforms import control  # noqa: E402
from platforms.registry import PLATFORMS, furnish  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("platforms", nargs="*", default=[], metavar="PLATFORM",
                        help=f"any of {', '.join(PLATFORMS)} (default: all)")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0,
                        help="of the first platform, the next ones follow; 0: any free ones")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"),
                        help="files in PEM: speak HTTPS, as the real ones do")
    chosen = parser.parse_args()
    unknown = [name for name in chosen.platforms if name not in PLATFORMS]
    if unknown:
        parser.error(f"no platform {unknown[0]}: one of {', '.join(PLATFORMS)}")
    chosen.platforms = chosen.platforms or list(PLATFORMS)
    return chosen


async def main():
    chosen = arguments()
    tls = None
    if chosen.tls:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*chosen.tls)
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    running = []
    for position, name in enumerate(chosen.platforms):
        platform = furnish(name, chosen.seed + position)
        await platform.server.listen(chosen.host, chosen.port and chosen.port + position, tls)
        running.append(platform)
    print(json.dumps({p.name: control.overview(p) for p in running}, ensure_ascii=False),
          flush=True)
    await ended.wait()
    for platform in running:
        platform.server.close()
        platform.pusher.close()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except OSError as error:  # a port in use, a certificate that cannot be read
        sys.exit(f"simulate.py: {error}")
