# SPDX-License-Identifier: Apache-2.0
"""A simulated platform on a thread of this process, and signed calls to it."""
import asyncio
import http.client
import json
import threading
import time
import unittest
from urllib.parse import quote, urlencode

from platforms import signatures
from platforms.http import Response, Server
from platforms.registry import furnish


class Background:
    """An asyncio loop on a thread; everything of the simulator runs there."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(10)

    def stop(self):
        async def cancel_the_rest():
            rest = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
            for task in rest:
                task.cancel()
            await asyncio.gather(*rest, return_exceptions=True)
        self.run(cancel_the_rest())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)
        self.loop.close()


class SimulatorCase(unittest.TestCase):
    """platform_name names the platform; self.platform is it, self.control() its control."""

    platform_name = ""

    def setUp(self):
        self.background = Background()
        self.platform = furnish(self.platform_name, seed=7)
        self.background.run(self.platform.server.listen("127.0.0.1", 0))
        self.port = self.platform.server.port
        overview = self.control()
        self.app, self.shop = overview["apps"][0], overview["shops"][0]

    def tearDown(self):
        async def close():
            self.platform.server.close()
            self.platform.pusher.close()
        self.background.run(close())
        self.background.stop()

    def exchange(self, method, target, body=None, headers=None, timeout=5):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, target, body, headers or {})
            response = connection.getresponse()
            return response.status, response.read(), dict(response.getheaders())
        finally:
            connection.close()

    def json(self, method, target, body=None, headers=None):
        status, text, _ = self.exchange(method, target, body, headers)
        return status, json.loads(text)

    def control(self, command="", **data):
        if data or command in ("heal", "orders", "code", "expire", "revoke", "mask"):
            status, answer = self.json("POST", f"/_control/{command}", json.dumps(data))
        else:
            status, answer = self.json("GET", f"/_control/{command}")
        self.assertEqual(status, 200, answer)
        return answer

    def view(self, name):
        return self.json("GET", f"/_control/{name}")[1]

    def place(self, **fields):
        return self.control("orders", **fields)["orders"][0]

    # -- signed calls ------------------------------------------------------------------------

    def shopee(self, path, query=None, body=None, of_shop=True, **changes):
        """changes: stamp, sign, token, shop or app_id, given wrong on purpose."""
        stamp = str(changes.get("stamp", int(time.time())))
        token = changes.get("token", self.shop["access_token"]) if of_shop else ""
        shop = changes.get("shop", self.shop["shop_id"]) if of_shop else ""
        app_id = changes.get("app_id", self.app["app_id"])
        signed = signatures.shopee_api(self.app["secret"], app_id, path, stamp, token, shop)
        parameters = {"partner_id": app_id, "timestamp": stamp,
                      "sign": changes.get("sign", signed), **(query or {})}
        if of_shop:
            parameters |= {"access_token": token, "shop_id": shop}
        parameters = {k: v for k, v in parameters.items() if v is not None}
        method = "GET" if body is None else "POST"
        text = None if body is None else json.dumps(body)
        return self.json(method, f"{path}?{urlencode(parameters)}", text)

    def lazada(self, path, parameters=None, post=False, of_shop=True, **changes):
        given = {"app_key": self.app["app_id"], "sign_method": "sha256",
                 "timestamp": str(changes.get("stamp", int(time.time() * 1000)))}
        if of_shop:
            given["access_token"] = changes.get("token", self.shop["access_token"])
        given |= parameters or {}
        signed = signatures.lazada_api(self.app["secret"], path, given)
        given["sign"] = changes.get("sign", signed)
        given = {k: v for k, v in given.items() if v is not None}
        if post:
            return self.json("POST", "/rest" + path, urlencode(given))
        return self.json("GET", f"/rest{path}?{urlencode(given, quote_via=quote)}")

    def tiktok(self, path, query=None, body=None, **changes):
        parameters = {"app_key": self.app["app_id"], "shop_cipher": self.shop["cipher"],
                      "timestamp": str(changes.get("stamp", int(time.time()))), **(query or {})}
        parameters = {k: str(v) for k, v in parameters.items() if v is not None}
        text = b"" if body is None else json.dumps(body).encode()
        signed = signatures.tiktok_api(self.app["secret"], path, parameters, text)
        parameters["sign"] = changes.get("sign", signed)
        headers = {"x-tts-access-token": changes.get("token", self.shop["access_token"]),
                   "content-type": "application/json"}
        method = "GET" if body is None else "POST"
        return self.json(method, f"{path}?{urlencode(parameters)}", text or None, headers)

    def tiki(self, method, path, body=None, token=None):
        headers = {"Authorization": f"Bearer {token or self.shop['access_token']}"}
        text = None if body is None else json.dumps(body)
        return self.json(method, path, text, headers)


class Receiver:
    """A webhook address that keeps what comes; statuses are answered in turn, then 200."""

    def __init__(self, statuses=()):
        self.statuses = list(statuses)
        self.received = []
        self.background = Background()
        def handle(request):
            self.received.append((request.path, request.headers, request.body))
            return Response(self.statuses.pop(0) if self.statuses else 200)

        self.server = Server(handle)
        self.background.run(self.server.listen("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.server.port}/v1/hooks/sim/shop"

    def close(self):
        async def close():
            self.server.close()
        self.background.run(close())
        self.background.stop()
