# SPDX-License-Identifier: Apache-2.0
import json
import time
import unittest
from urllib.parse import urlencode

from platforms import signatures
from simulator_case import Receiver, SimulatorCase

ORDERS = "/order/202309/orders"


class TikTokRefuses(SimulatorCase):
    platform_name = "tiktok"

    def refusal(self, *args, **changes):
        status, answer = self.tiktok(*args, **changes)
        return status, answer["code"]

    def test_a_wrong_sign_an_old_or_early_clock_a_wrong_token_or_shop(self):
        ids = {"ids": self.place()["order"]}
        now = int(time.time())
        self.assertEqual(self.refusal(ORDERS, ids), (200, 0))
        self.assertEqual(self.refusal(ORDERS, ids, sign="0" * 64), (401, 106001))
        self.assertEqual(self.refusal(ORDERS, ids, sign=""), (401, 36009004))
        self.assertEqual(self.refusal(ORDERS, ids, stamp=now - 310), (401, 36009004))
        self.assertEqual(self.refusal(ORDERS, ids, stamp=now + 40), (401, 36009004))
        self.assertEqual(self.refusal(ORDERS, ids, stamp=now + 20), (200, 0))
        self.assertEqual(self.refusal(ORDERS, ids, token="nope"), (401, 36009004))
        self.assertEqual(self.refusal(ORDERS, ids | {"shop_cipher": None}), (400, 106013))
        self.assertEqual(self.refusal(ORDERS, ids | {"shop_cipher": "ROW_X"}), (400, 101000))
        self.control("expire")
        self.assertEqual(self.refusal(ORDERS, ids), (401, 105002))

    def test_more_than_fifty_ids_and_orders_of_others(self):
        self.assertEqual(self.refusal(ORDERS, {"ids": ",".join(["1"] * 51)}), (400, 36009004))
        self.assertEqual(self.refusal(ORDERS, {"ids": "1"}), (200, 21008111))

    def test_throttled_with_429(self):
        self.control("throttle", next=1)
        self.assertEqual(self.refusal(ORDERS, {"ids": "1"}), (429, 36009002))

    def test_a_refresh_token_is_good_once(self):
        ask = {"app_key": "29a39d", "app_secret": self.app["secret"],
               "refresh_token": self.shop["refresh_token"], "grant_type": "refresh_token"}
        target = "/api/v2/token/refresh?" + urlencode(ask)
        answer = self.json("GET", target)[1]
        self.assertEqual(answer["code"], 0)
        self.assertGreater(answer["data"]["access_token_expire_in"], time.time() + 6 * 86400)
        self.assertNotEqual(self.json("GET", target)[1]["code"], 0)


class TikTokOrders(SimulatorCase):
    platform_name = "tiktok"

    def order(self, order):
        return self.tiktok(ORDERS, {"ids": order})[1]["data"]["orders"][0]

    def test_one_line_a_piece_and_no_address_before_payment(self):
        placed = self.place(items=[{"sku": "TS-BLK-M", "quantity": 2, "price": 165500}],
                            shipping_fee=18000, status="UNPAID")["order"]
        unpaid = self.order(placed)
        self.assertNotIn("recipient_address", unpaid)
        self.assertEqual([i["seller_sku"] for i in unpaid["line_items"]], ["TS-BLK-M", "TS-BLK-M"])
        self.assertEqual(unpaid["payment"]["total_amount"], "349000")
        self.control("status", order=placed, status="AWAITING_SHIPMENT")
        self.assertRegex(self.order(placed)["recipient_address"]["phone_number"], r"^\(\+84\)90000")

    def test_search_by_change_page_by_page(self):
        numbers = [o["order"] for o in self.control("orders", count=3)["orders"]]
        query = {"page_size": 2, "sort_field": "update_time", "sort_order": "ASC"}
        body = {"update_time_ge": int(time.time()) - 60}
        path = ORDERS + "/search"
        first = self.tiktok(path, query, body)[1]["data"]
        query["page_token"] = first["next_page_token"]
        second = self.tiktok(path, query, body)[1]["data"]
        self.assertEqual((first["total_count"], second["next_page_token"]), (3, ""))
        listed = [o["id"] for o in first["orders"] + second["orders"]]
        self.assertEqual(sorted(listed), sorted(numbers))
        self.assertEqual(self.tiktok(path, {"page_size": 101}, body)[0], 400)

    def parcel(self, order):
        return self.order(order)["packages"][0]["id"]

    def test_shipping_by_the_platform(self):
        order = self.place()["order"]
        path = f"/fulfillment/202309/packages/{self.parcel(order)}/ship"
        self.assertEqual(self.tiktok(path, body={"handover_method": "PICKUP"})[1]["code"], 0)
        self.assertEqual(self.tiktok(path, body={})[1]["code"], 11006021)
        self.assertEqual(self.order(order)["status"], "AWAITING_COLLECTION")

    def test_own_fleet_from_tracking_number_to_delivery(self):
        self.control("shops", shop=self.shop["shop_id"], own_fleet=True)
        order = self.place()["order"]
        parcel = self.parcel(order)
        base = f"/fulfillment/202309/packages/{parcel}"
        self.assertEqual(self.tiktok(base + "/ship", body={})[1]["code"], 21001001)
        own = {"tracking_number": "VN-LA-1", "shipping_provider_id": "6617675021119438849"}
        self.assertEqual(self.tiktok(base + "/ship", body={"self_shipment": own})[1]["code"], 0)
        own["tracking_number"] = "VN-LA-2"
        self.assertEqual(self.tiktok(base + "/shipping_info/update", body=own)[1]["code"], 0)
        deliver = {"packages": [{"id": parcel, "delivery_type": "DELIVERY_SUCCESS"},
                                {"id": "1", "delivery_type": "DELIVERY_SUCCESS"}]}
        answer = self.tiktok("/fulfillment/202309/packages/deliver", body=deliver)[1]
        self.assertEqual([e["code"] for e in answer["data"]["errors"]], [21011028])
        truth = self.view(f"orders/{order}")
        self.assertEqual((truth["status"], truth["tracking"]), ("DELIVERED", "VN-LA-2"))

    def test_the_reason_of_a_cancellation_must_fit_the_status(self):
        order = self.place()["order"]
        path = "/return_refund/202309/cancellations"
        ask = {"order_id": order, "cancel_reason": "no such"}
        self.assertEqual(self.tiktok(path, body=ask)[1]["code"], 25001014)
        ask["cancel_reason"] = "seller_cancel_unpaid_reason_out_of_stock"
        self.assertEqual(self.tiktok(path, body=ask)[1]["code"], 25001021)
        ask["cancel_reason"] = "seller_cancel_reason_out_of_stock"
        answer = self.tiktok(path, body=ask)[1]
        self.assertEqual(answer["data"]["cancel_status"], "CANCELLATION_REQUEST_SUCCESS")
        self.assertEqual(self.order(order)["status"], "CANCELLED")

    def test_stock(self):
        line = self.order(self.place()["order"])["line_items"][0]
        path = f"/product/202309/products/{line['product_id']}/inventory/update"
        ask = {"skus": [{"id": line["sku_id"], "inventory": [
            {"warehouse_id": "7000000000000000001", "quantity": 5}]}]}
        self.assertEqual(self.tiktok(path, body=ask)[1]["data"], {})
        self.assertEqual(self.view("written")["written"][0]["stock"], 5)
        self.control("delist", sku=line["seller_sku"])
        self.assertEqual(self.tiktok(path, body=ask)[1]["code"], 12052260)


class TikTokPushes(SimulatorCase):
    platform_name = "tiktok"

    def test_a_repeated_notice_keeps_its_id_and_says_cancel(self):
        receiver = Receiver()
        self.addCleanup(receiver.close)
        order = self.place()["order"]
        self.control("cancel", order=order)
        self.control("push", order=order, url=receiver.url, times=2)
        bodies = [json.loads(body) for _, _, body in receiver.received]
        self.assertEqual(bodies[0], bodies[1])
        self.assertEqual(bodies[0]["data"]["order_status"], "CANCEL")
        _, headers, body = receiver.received[0]
        self.assertEqual(headers["authorization"],
                         signatures.tiktok_push(self.app["secret"], "29a39d", body))


if __name__ == "__main__":
    unittest.main()
