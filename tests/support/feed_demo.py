#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Four simulated marketplaces for the demonstration day: ./dev run --markets

Starts the simulators, waits for the gateway, connects one shop of each to the demonstration's
tenant by the command line and the API, lets orders arrive, change and be cancelled for a while, and
says what became of them. Runs until SIGTERM, so that orders can be looked at and packed.
"""
import argparse
import base64
import calendar
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from platforms.goods import GOODS  # noqa: E402

TENANT = "demo"
SELLER = "gian-hang-san"  # beside the sellers of the day, whose orders are counted
WAREHOUSE = "DONGHA"
APPS = {
    "shopee": ("sim-shopee-partner-key", ["partner_id=2001887"]),
    "lazada": ("sim-lazada-app-secret", ["app_key=123456"]),
    "tiktok": ("sim-tiktok-app-secret", ["app_key=29a39d"]),
    "tiki": ("sim-tiki-client-secret", ["app_key=7590139168389961"]),
}
SIGNED_HOST = "https://hooks.example.test"
ORDERS = 25  # of each marketplace
SPREAD_S = 60


def ask(url, body=None, headers=None, method=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json",
                                                 **(headers or {})}, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def wait_for(url, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise SystemExit(f"feed_demo: nothing answers at {url}")


class Desk:
    """Whoever administers the gateway."""

    def __init__(self, route9, store):
        self.route9, self.store = route9, store

    def run(self, *words):
        done = subprocess.run([self.route9, *words, "--store", self.store], capture_output=True,
                              text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"feed_demo: route9 {' '.join(words[:2])}: {done.stderr.strip()}")
        return done.stdout.strip()


def offer_goods(gateway, key):
    """The simulated shops' goods, on our shelves."""
    bearer = {"Authorization": f"Bearer {key}"}
    for good in GOODS:
        product = {"name": good.name, "weight_g": good.weight_g, "hs_code": "6109.10",
                   "origin": "VN"}
        ask(f"{gateway}/v1/products/{good.sku}", product, {**bearer, "If-None-Match": "*"}, "PUT")
        ask(f"{gateway}/v1/stock/adjustments",
            {"sku": good.sku, "warehouse": WAREHOUSE, "quantity": 500, "reason": "opening"},
            {**bearer, "Idempotency-Key": f"markets-{good.sku}"})


def set_clock(gateway, key, bases, rate):
    """The marketplaces live in the demonstration's day, which runs fast."""
    bearer = {"Authorization": f"Bearer {key}"}
    product = ask(f"{gateway}/v1/products/DONG-HO", {"name": "Đồng hồ", "weight_g": 100},
                  {**bearer, "If-None-Match": "*"}, "PUT")
    seen = calendar.timegm(time.strptime(product["updated_at"][:19], "%Y-%m-%dT%H:%M:%S"))
    seen_at = time.time()
    for base in bases:
        late = time.time() - seen_at
        ask(f"{base}/_control/clock", {"skew_s": seen + late * rate - time.time(), "rate": rate})


def tiki_queue(base):
    """Tiki pushes nothing: a queue of ours, to which the shop's events are subscribed."""
    secret = APPS["tiki"][0]
    pair = base64.b64encode(f"7590139168389961:{secret}".encode()).decode()
    request = urllib.request.Request(
        f"{base}/sc/oauth2/token", b"grant_type=client_credentials",
        {"Authorization": f"Basic {pair}", "Content-Type": "application/x-www-form-urlencoded"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        own = json.load(answer)["access_token"]
    queues = f"{base}/integration/v1/queues"
    code = ask(queues, {"name": "orders"}, {"Authorization": f"Bearer {own}"})["code"]
    shop = ask(f"{base}/_control")["shops"][0]["access_token"]
    for kind in ("ORDER_CREATED_SUCCESSFULLY", "ORDER_STATUS_UPDATED"):
        ask(f"{queues}/{code}/subscriptions", {"event_type": kind},
            {"Authorization": f"Bearer {shop}"})
    return code


def connect(desk, gateway, platform, base):
    shop = ask(f"{base}/_control")["shops"][0]
    secret, settings = APPS[platform]
    name = f"sim-{platform}"
    settings = [*settings, f"base_url={base}"]
    if platform == "shopee":
        settings.append(f"public_url={SIGNED_HOST}/v1/hooks/shopee/{name}")
    elif platform == "tiktok":
        settings.append(f"shop_cipher={shop['cipher']}")
    elif platform == "tiki":
        settings.append(f"queue={tiki_queue(base)}")
    words = [word for setting in settings for word in ("--set", setting)]
    desk.run("connections", "add", "--tenant", TENANT, "--platform", platform, "--party", SELLER,
             "--id", name, "--secret", secret, "--shop", str(shop["shop_id"]), *words)
    if platform != "tiki":  # a seller's own program needs no authorisation there
        desk.run("connections", "authorise", name, "--access-token", shop["access_token"],
                 "--refresh-token", shop["refresh_token"])
        path = f"/v1/hooks/{platform}/{name}"
        ask(f"{base}/_control/target",
            {"url": gateway + path, "signed_url": SIGNED_HOST + path, "auto": True})


def tell(gateway, key, after_s):
    """What became of the orders, as their seller sees it."""
    time.sleep(after_s)
    counts, cursor = {}, ""
    while cursor is not None:
        page = ask(f"{gateway}/v1/orders?limit=100{cursor and '&cursor=' + cursor}",
                   headers={"Authorization": f"Bearer {key}"})
        for order in page["items"]:
            if order["channel"] in APPS:
                per = counts.setdefault(order["channel"], {})
                per[order["status"]] = per.get(order["status"], 0) + 1
        cursor = page["next"]
    for channel in sorted(counts):
        states = ", ".join(f"{count} {state}" for state, count in sorted(counts[channel].items()))
        print(f"markets: {channel}: {states}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--route9", required=True, help="the program")
    parser.add_argument("--store", required=True, help="as the gateway has it")
    parser.add_argument("--gateway", default="http://127.0.0.1:8080")
    parser.add_argument("--orders", type=int, default=ORDERS, help="of each marketplace")
    parser.add_argument("--rate", type=int, default=720, help="of the gateway's clock")
    parser.add_argument("--spread", type=int, default=SPREAD_S, help="seconds they come in")
    chosen = parser.parse_args()
    simulators = subprocess.Popen([sys.executable, os.path.join(HERE, "simulate.py"), *APPS],
                                  stdout=subprocess.PIPE, text=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        running = json.loads(simulators.stdout.readline())
        wait_for(f"{chosen.gateway}/readyz", 120)
        desk = Desk(chosen.route9, chosen.store)
        desk.run("parties", "create", "--tenant", TENANT, "--kind", "seller", "--id", SELLER,
                 "--name", "Gian hàng sàn")
        key = desk.run("keys", "create", "--tenant", TENANT, "--role", "seller", "--party", SELLER)
        offer_goods(chosen.gateway, key)
        set_clock(chosen.gateway, key, [running[name]["base_url"] for name in APPS], chosen.rate)
        for platform in APPS:
            connect(desk, chosen.gateway, platform, running[platform]["base_url"])
        for number, platform in enumerate(APPS):
            base = running[platform]["base_url"]
            ask(f"{base}/_control/run", {"orders": chosen.orders, "duplicates": 0.2, "lost": 0.05,
                                         "spread_s": chosen.spread, "seed": 9 + number})
            print(f"markets: {platform} at {base}, its orders come for {chosen.spread} s",
                  flush=True)
        tell(chosen.gateway, key, chosen.spread + 20)
        signal.pause()
    except KeyboardInterrupt:
        pass
    finally:
        simulators.terminate()
        simulators.wait()


if __name__ == "__main__":
    main()
