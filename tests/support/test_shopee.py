# SPDX-License-Identifier: Apache-2.0
import json
import time
import unittest

from platforms import signatures
from simulator_case import Receiver, SimulatorCase

DETAIL = "/api/v2/order/get_order_detail"
ALL = "recipient_address,item_list,total_amount,package_list,pay_time"


class ShopeeRefuses(SimulatorCase):
    platform_name = "shopee"

    def refusal(self, *args, **changes):
        status, answer = self.shopee(*args, **changes)
        return status, answer["error"]

    def test_a_wrong_sign_an_old_clock_a_wrong_token_an_unknown_shop(self):
        sn = {"order_sn_list": self.place()["order"]}
        now = int(time.time())
        self.assertEqual(self.refusal(DETAIL, sn, sign="0" * 64), (403, "error_sign"))
        self.assertEqual(self.refusal(DETAIL, sn, sign=None), (403, "error_param"))
        self.assertEqual(self.refusal(DETAIL, sn, stamp=now - 310), (403, "error_param"))
        self.assertEqual(self.refusal(DETAIL, sn, stamp=now + 310), (403, "error_param"))
        self.assertEqual(self.refusal(DETAIL, sn, token="nope"), (403, "invalid_acceess_token"))
        self.assertEqual(self.refusal(DETAIL, sn, shop="1"), (403, "error_shop"))
        self.assertEqual(self.refusal(DETAIL, sn, app_id="1"), (403, "error_param"))
        self.assertEqual(self.shopee(DETAIL, sn, stamp=now - 290)[1]["error"], "")

    def test_more_than_fifty_orders_and_orders_it_does_not_know(self):
        many = ",".join(["x"] * 51)
        self.assertEqual(self.refusal(DETAIL, {"order_sn_list": many}), (200, "error_param"))
        self.assertEqual(self.refusal(DETAIL, {"order_sn_list": "x"}), (200, "error_not_found"))

    def test_the_platforms_clock_can_be_off(self):
        self.control("clock", skew_s=400)
        self.assertEqual(self.refusal(DETAIL, {"order_sn_list": "x"}), (403, "error_param"))

    def test_throttled(self):
        self.control("throttle", next=1)
        self.assertEqual(self.refusal(DETAIL, {"order_sn_list": "x"}), (429, "error_rate_limit"))
        self.assertEqual(self.refusal(DETAIL, {"order_sn_list": "x"}), (200, "error_not_found"))


class ShopeeTokens(SimulatorCase):
    platform_name = "shopee"

    def refresh(self, token):
        return self.shopee("/api/v2/auth/access_token/get", of_shop=False, body={
            "refresh_token": token, "partner_id": 2001887, "shop_id": 727720655})

    def test_a_refresh_token_is_good_once_and_the_old_access_token_ends(self):
        first = self.shop["refresh_token"]
        status, answer = self.refresh(first)
        self.assertEqual((status, answer["error"], answer["expire_in"]), (200, "", 14400))
        self.assertNotEqual(answer["refresh_token"], first)
        self.assertEqual(self.refresh(first)[1]["error"], "error_shop_refresh_token")
        sn = {"order_sn_list": self.place()["order"]}
        self.assertEqual(self.shopee(DETAIL, sn)[1]["error"], "invalid_acceess_token")
        self.assertEqual(self.shopee(DETAIL, sn, token=answer["access_token"])[1]["error"], "")

    def test_a_code_is_good_once(self):
        code = self.control("code")["code"]
        ask = {"code": code, "partner_id": 2001887, "shop_id": 727720655}
        path = "/api/v2/auth/token/get"
        self.assertEqual(self.shopee(path, of_shop=False, body=ask)[1]["error"], "")
        self.assertEqual(self.shopee(path, of_shop=False, body=ask)[1]["error"], "invalid_code")

    def test_the_documented_word_for_a_bad_token(self):
        self.control("dialect", token_error="error_auth")
        answer = self.shopee(DETAIL, {"order_sn_list": "x"}, token="nope")[1]
        self.assertEqual(answer["error"], "error_auth")

    def test_expired_and_revoked_on_command(self):
        sn = {"order_sn_list": self.place()["order"]}
        self.control("expire")
        self.assertEqual(self.shopee(DETAIL, sn)[1]["error"], "invalid_acceess_token")
        self.control("revoke")
        self.assertEqual(self.refresh(self.shop["refresh_token"])[1]["error"], "shop_no_linked")


class ShopeeOrders(SimulatorCase):
    platform_name = "shopee"

    def test_address_items_and_total_come_only_when_asked_for(self):
        order = self.place(items=[{"sku": "TS-BLK-M", "quantity": 2, "price": 165500}],
                           shipping_fee=18000, cod=True)
        sn = {"order_sn_list": order["order"]}
        plain = self.shopee(DETAIL, sn)[1]["response"]["order_list"][0]
        self.assertEqual(plain["order_status"], "READY_TO_SHIP")
        for name in ("recipient_address", "item_list", "total_amount"):
            self.assertNotIn(name, plain)
        sn["response_optional_fields"] = ALL
        whole = self.shopee(DETAIL, sn)[1]["response"]["order_list"][0]
        self.assertEqual(whole["total_amount"], 349000.0)
        self.assertEqual(whole["item_list"][0]["model_quantity_purchased"], 2)
        self.assertIsNone(whole["pay_time"])
        self.assertRegex(whole["recipient_address"]["phone"], "^8490000")

    def test_masked_when_told(self):
        order = self.place(recipient={"name": "Nguyễn Văn Mẫu", "phone": "0900000001"})
        self.control("mask", on=True)
        sn = {"order_sn_list": order["order"], "response_optional_fields": ALL}
        to = self.shopee(DETAIL, sn)[1]["response"]["order_list"][0]["recipient_address"]
        self.assertEqual((to["name"], to["phone"]), ("N*****u", "******01"))

    def test_list_by_change_in_windows_of_at_most_fifteen_days(self):
        numbers = [o["order"] for o in self.control("orders", count=3)["orders"]]
        now = int(time.time())
        path = "/api/v2/order/get_order_list"
        query = {"time_range_field": "update_time", "time_from": now - 60, "time_to": now + 60,
                 "page_size": 2}
        first = self.shopee(path, query)[1]["response"]
        self.assertTrue(first["more"])
        second = self.shopee(path, query | {"cursor": first["next_cursor"]})[1]["response"]
        self.assertFalse(second["more"])
        listed = [o["order_sn"] for o in first["order_list"] + second["order_list"]]
        self.assertEqual(sorted(listed), sorted(numbers))
        query["time_from"] = now - 15 * 86400
        self.assertEqual(self.shopee(path, query)[1]["error"], "order.order_list_invalid_time")

    def test_shipping_needs_the_way_the_platform_names(self):
        sn = self.place()["order"]
        ship = "/api/v2/logistics/ship_order"
        needed = self.shopee("/api/v2/logistics/get_shipping_parameter",
                             {"order_sn": sn})[1]["response"]["info_needed"]
        self.assertEqual(list(needed), ["dropoff", "pickup"])
        own = {"order_sn": sn, "non_integrated": {"tracking_number": "VN-LA-1"}}
        self.assertEqual(self.shopee(ship, body=own)[1]["error"], "logistics.error_param")
        self.assertEqual(self.shopee(ship, body={"order_sn": sn, "dropoff": {}})[1]["error"], "")
        tracking = self.shopee("/api/v2/logistics/get_tracking_number", {"order_sn": sn})[1]
        self.assertRegex(tracking["response"]["tracking_number"], "^SPXVN")
        self.assertEqual(self.view(f"orders/{sn}")["status"], "PROCESSED")
        self.assertEqual(self.view("written")["written"][0]["call"], "ship_order")

    def test_a_seller_with_his_own_fleet_writes_his_tracking_number_back(self):
        self.control("shops", shop=self.shop["shop_id"], own_fleet=True)
        sn = self.place()["order"]
        own = {"order_sn": sn, "non_integrated": {"tracking_number": "VN-LA-1"}}
        self.assertEqual(self.shopee("/api/v2/logistics/ship_order", body=own)[1]["error"], "")
        self.assertEqual(self.view(f"orders/{sn}")["tracking"], "VN-LA-1")

    def test_cancel_for_want_of_stock_names_the_items(self):
        sn = self.place()["order"]
        path = "/api/v2/order/cancel_order"
        ask = {"order_sn": sn, "cancel_reason": "OUT_OF_STOCK"}
        self.assertEqual(self.shopee(path, body=ask)[1]["error"], "error_param")
        ask["item_list"] = [{"item_id": 1, "model_id": 2}]
        self.assertEqual(self.shopee(path, body=ask)[1]["error"], "")
        self.assertEqual(self.shopee(path, body=ask)[1]["error"], "order.error_limit")

    def test_stock(self):
        self.place(items=[{"sku": "TS-BLK-M"}])
        item = self.platform.world.product_ids["TS-BLK-M"]
        answer = self.shopee("/api/v2/product/update_stock", body={"item_id": item, "stock_list": [
            {"model_id": item + 500000, "seller_stock": [{"stock": 7}]},
            {"model_id": 5, "seller_stock": [{"stock": 7}]}]})[1]["response"]
        self.assertEqual(len(answer["success_list"]), 1)
        self.assertEqual(answer["failure_list"][0]["failed_reason"], "Wrong model_id.")
        self.control("delist", sku="TS-BLK-M")
        ask = {"item_id": item, "stock_list": [{"model_id": 0, "seller_stock": [{"stock": 7}]}]}
        path = "/api/v2/product/update_stock"
        self.assertEqual(self.shopee(path, body=ask)[1]["error"], "error_item_not_found")
        self.control("delist", sku="TS-BLK-M", on=False)
        self.assertEqual(self.shopee(path, body=ask)[1]["error"], "")


class ShopeePushes(SimulatorCase):
    platform_name = "shopee"

    def test_the_registered_address_is_signed_not_the_one_connected_to(self):
        receiver = Receiver()
        self.addCleanup(receiver.close)
        public = "https://hooks.example.test/v1/hooks/shopee/app"
        sn = self.place()["order"]
        self.control("push", order=sn, url=receiver.url, signed_url=public)
        _, headers, body = receiver.received[0]
        self.assertEqual(headers["authorization"],
                         signatures.shopee_push(self.app["secret"], public, body))
        pushed = json.loads(body)
        self.assertEqual((pushed["code"], pushed["data"]["ordersn"], pushed["data"]["status"]),
                         (3, sn, "READY_TO_SHIP"))

    def test_the_ways_of_signing_that_integrators_report(self):
        receiver = Receiver()
        self.addCleanup(receiver.close)
        sn = self.place()["order"]
        self.control("dialect", push_key="push-key", push_signs="body")
        self.control("push", order=sn, url=receiver.url)
        _, headers, body = receiver.received[0]
        self.assertEqual(headers["authorization"], signatures.hmac_hex("push-key", body))

    def test_what_is_lost_waits_until_it_is_confirmed(self):
        sn = self.place()["order"]
        self.control("lose", order=sn)
        path = "/api/v2/push/get_lost_push_message"
        lost = self.shopee(path, of_shop=False)[1]["response"]
        self.assertEqual(json.loads(lost["push_message_list"][0]["data"])["data"]["ordersn"], sn)
        self.shopee("/api/v2/push/confirm_consumed_lost_push_message", of_shop=False,
                    body={"last_message_id": lost["last_message_id"]})
        again = self.shopee(path, of_shop=False)[1]["response"]
        self.assertEqual(again["push_message_list"], [])


if __name__ == "__main__":
    unittest.main()
