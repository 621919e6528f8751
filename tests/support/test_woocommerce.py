# SPDX-License-Identifier: Apache-2.0
import base64
import hmac
import json
import time
import unittest

from simulator_case import Receiver, SimulatorCase

ORDERS = "/wp-json/wc/v3/orders"


class WooCommerceCase(SimulatorCase):
    platform_name = "woocommerce"

    def woo(self, method, path="", body=None, key="ck_gom:cs_gom"):
        basic = base64.b64encode(key.encode()).decode()
        text = None if body is None else json.dumps(body)
        return self.json(method, ORDERS + path, text, {"Authorization": f"Basic {basic}"})


class WooCommerceApi(WooCommerceCase):
    def test_a_wrong_key_sees_nothing(self):
        status, answer = self.woo("GET", key="ck_gom:cs_other")
        self.assertEqual((status, answer["code"]), (401, "woocommerce_rest_cannot_view"))
        self.control("revoke")
        self.assertEqual(self.woo("GET")[0], 401)

    def test_the_newest_change_comes_first_after_a_time(self):
        first, second = self.place()["order"], self.place()["order"]
        self.control("status", order=first, status="on-hold", at=int(time.time()) + 5)
        self.assertEqual(self.woo("GET", "?_fields=id&order=desc&orderby=modified&per_page=1")[1],
                         [{"id": int(first)}])
        since = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 2))
        self.assertEqual(self.woo("GET", f"?_fields=id&modified_after={since}")[1],
                         [{"id": int(first)}])
        self.assertEqual([o["id"] for o in self.woo("GET", f"?include={second},999")[1]],
                         [int(second)])
        self.assertEqual(self.woo("GET", "?per_page=101")[0], 400)

    def test_status_meta_data_and_notes_are_written(self):
        order = self.place()["order"]
        meta = [{"key": "k", "value": "1"}]
        self.assertEqual(self.woo("PUT", f"/{order}", {"meta_data": meta})[0], 200)
        status, told = self.woo("PUT", f"/{order}", {"status": "completed", "meta_data": meta})
        self.assertEqual((status, told["status"], told["meta_data"]), (200, "completed", meta))
        self.assertEqual(self.woo("PUT", f"/{order}", {"status": "teleported"})[0], 400)
        self.assertEqual(self.woo("PUT", "/999", {})[0], 400)
        self.assertEqual(self.woo("GET", "/999")[0], 404)
        self.assertEqual(self.woo("POST", f"/{order}/notes", {"note": "x"})[0], 201)
        self.assertEqual(self.woo("GET", f"/{order}/notes")[1][0]["note"], "x")


class WooCommerceHooks(WooCommerceCase):
    def test_are_signed_over_the_body_and_never_repeated(self):
        receiver = Receiver([500])
        self.addCleanup(receiver.close)
        self.control("target", url=receiver.url, auto=True)
        order = self.place()["order"]
        time.sleep(0.3)
        self.woo("PUT", f"/{order}", {"status": "completed"})
        end = time.time() + 5
        while len(receiver.received) < 2 and time.time() < end:
            time.sleep(0.02)
        self.assertEqual([h["x-wc-webhook-topic"] for _, h, _ in receiver.received],
                         ["order.created", "order.updated"])
        _, headers, body = receiver.received[0]
        mac = hmac.digest(self.app["secret"].encode(), body, "sha256")
        self.assertEqual(headers["x-wc-webhook-signature"], base64.b64encode(mac).decode())
        self.assertEqual(json.loads(body)["status"], "processing")


if __name__ == "__main__":
    unittest.main()
