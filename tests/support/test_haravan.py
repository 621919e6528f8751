# SPDX-License-Identifier: Apache-2.0
import base64
import hmac
import json
import time
import unittest

from simulator_case import Receiver, SimulatorCase

ORDERS = "/com/orders"


class HaravanCase(SimulatorCase):
    platform_name = "haravan"

    def haravan(self, method, path, body=None, token=None):
        text = None if body is None else json.dumps(body)
        bearer = token or self.shop["access_token"]
        return self.json(method, ORDERS + path, text, {"Authorization": f"Bearer {bearer}"})


class HaravanApi(HaravanCase):
    def test_a_wrong_token_sees_nothing(self):
        self.assertEqual(self.haravan("GET", ".json", token="other")[0], 401)

    def test_the_newest_change_comes_first_after_a_time(self):
        first, second = self.place()["order"], self.place()["order"]
        self.control("status", order=first, status="open", at=int(time.time()) + 5)
        listed = self.haravan("GET", ".json?fields=id&order=updated_at%20desc&limit=1")[1]
        self.assertEqual(listed, {"orders": [{"id": int(first)}]})
        since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 2))
        listed = self.haravan("GET", f".json?fields=id&updated_at_min={since}")[1]
        self.assertEqual(listed, {"orders": [{"id": int(first)}]})
        listed = self.haravan("GET", f".json?ids={second},9&fields=id")[1]
        self.assertEqual(listed, {"orders": [{"id": int(second)}]})
        self.assertEqual(self.haravan("GET", ".json?limit=51")[0], 422)

    def test_a_fulfilment_wants_a_confirmed_order_that_is_open(self):
        order = self.place()["order"]
        parcel = {"fulfillment": {"tracking_number": "R9-1"}}
        self.assertEqual(self.haravan("POST", f"/{order}/fulfillments.json", parcel)[0], 422)
        self.assertEqual(self.haravan("POST", f"/{order}/confirm.json", {})[0], 200)
        status, told = self.haravan("POST", f"/{order}/fulfillments.json", parcel)
        self.assertEqual((status, told["order"]["fulfillment_status"]), (200, "fulfilled"))
        number = told["order"]["fulfillments"][0]["id"]
        state = {"fulfillment": {"carrier_status_code": "delivered"}}
        self.assertEqual(
            self.haravan("PUT", f"/{order}/fulfillments/{number}.json", state)[0], 200)
        self.assertEqual(self.view("written")["written"][-1]["state"], "delivered")

    def test_a_cancellation_wants_a_reason_and_happens_once(self):
        order = self.place()["order"]
        self.assertEqual(self.haravan("POST", f"/{order}/cancel.json", {"reason": "x"})[0], 422)
        self.assertEqual(
            self.haravan("POST", f"/{order}/cancel.json", {"reason": "inventory"})[0], 200)
        self.assertEqual(
            self.haravan("POST", f"/{order}/cancel.json", {"reason": "inventory"})[0], 422)


class HaravanHooks(HaravanCase):
    def test_are_signed_over_the_body(self):
        receiver = Receiver()
        self.addCleanup(receiver.close)
        self.control("target", url=receiver.url, auto=True)
        self.place()
        end = time.time() + 5
        while not receiver.received and time.time() < end:
            time.sleep(0.02)
        _, headers, body = receiver.received[0]
        mac = hmac.digest(self.app["secret"].encode(), body, "sha256")
        self.assertEqual(headers["x-haravan-hmacsha256"], base64.b64encode(mac).decode())
        self.assertEqual(headers["x-haravan-org-id"], self.shop["shop_id"])


if __name__ == "__main__":
    unittest.main()
