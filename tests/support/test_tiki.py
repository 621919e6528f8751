# SPDX-License-Identifier: Apache-2.0
import base64
import time
import unittest
from urllib.parse import urlencode

from simulator_case import SimulatorCase

QUEUES = "/integration/v1/queues"
ORDERS = "/integration/v2/orders"
INVENTORIES = "/integration/v2/seller-inventories"


class TikiCase(SimulatorCase):
    platform_name = "tiki"

    def app_token(self, secret=None):
        basic = f"{self.app['app_id']}:{secret or self.app['secret']}".encode()
        headers = {"Authorization": "Basic " + base64.b64encode(basic).decode(),
                   "Content-Type": "application/x-www-form-urlencoded"}
        return self.json("POST", "/sc/oauth2/token",
                         urlencode({"grant_type": "client_credentials"}), headers)

    def queue(self):
        token = self.app_token()[1]["access_token"]
        code = self.tiki("POST", QUEUES, {"name": "orders"}, token)[1]["code"]
        for kind in ("ORDER_CREATED_SUCCESSFULLY", "ORDER_STATUS_UPDATED"):
            self.tiki("POST", f"{QUEUES}/{code}/subscriptions", {"event_type": kind})
        return code

    def pull(self, code, ack_id=None):
        return self.tiki("POST", f"{QUEUES}/{code}/events/pull", {"ack_id": ack_id})[1]


class TikiTokens(TikiCase):
    def test_client_credentials_and_a_wrong_secret(self):
        status, answer = self.app_token()
        self.assertEqual((status, answer["token_type"], answer["expires_in"]),
                         (200, "bearer", 3599))
        self.assertEqual(self.app_token("wrong")[0], 401)

    def test_ended_tokens_are_refused(self):
        token = self.app_token()[1]["access_token"]
        self.assertEqual(self.tiki("GET", QUEUES, token=token)[0], 200)
        self.control("expire")
        self.assertEqual(self.tiki("GET", QUEUES, token=token)[0], 401)
        self.assertEqual(self.tiki("GET", ORDERS)[0], 401)


class TikiQueue(TikiCase):
    def test_events_come_in_order_and_again_until_acknowledged(self):
        code = self.queue()
        order = self.place()["order"]
        self.control("status", order=order, status="processing")
        first = self.pull(code)
        self.assertEqual([e["type"] for e in first["events"]],
                         ["ORDER_CREATED_SUCCESSFULLY", "ORDER_STATUS_UPDATED"])
        self.assertEqual(first["events"][1]["payload"],
                         {"order_code": order, "status": "processing"})
        self.assertEqual(self.pull(code)["events"], first["events"])
        self.assertEqual(self.pull(code, first["ack_id"])["events"], [])

    def test_the_ack_call_knows_the_last_batch_only(self):
        code = self.queue()
        self.place()
        ack = f"{QUEUES}/{code}/events/ack"
        ack_id = self.pull(code)["ack_id"]
        self.assertEqual(self.tiki("POST", ack, {"ack_id": "other"})[0], 400)
        self.assertEqual(self.tiki("POST", ack, {"ack_id": ack_id})[0], 200)
        self.assertEqual(self.tiki("POST", ack, {"ack_id": ack_id})[0], 400)
        self.assertEqual(self.pull(code)["events"], [])

    def test_an_event_after_an_empty_pull_is_not_lost(self):
        code = self.queue()
        empty = self.pull(code)
        self.assertEqual(empty["events"], [])
        self.place()
        self.assertEqual(len(self.pull(code, empty["ack_id"])["events"]), 1)

    def test_queues_of_others_are_not_found(self):
        self.assertEqual(self.tiki("POST", f"{QUEUES}/nope/events/pull", {})[0], 404)


class TikiOrders(TikiCase):
    def test_order_and_list_by_change(self):
        placed = self.place(items=[{"sku": "TS-BLK-M", "quantity": 2, "price": 165500}],
                            shipping_fee=18000, cod=True)["order"]
        order = self.tiki("GET", f"{ORDERS}/{placed}")[1]
        self.assertEqual((order["code"], order["items"][0]["qty"], order["items"][0]["price"]),
                         (placed, 2, 165500))
        self.assertEqual(order["invoice"]["collectible_amount"], 349000)
        self.place()
        since = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() + 7 * 3600 - 60))
        query = urlencode({"updated_from_date": since, "limit": 1, "page": 2})
        listed = self.tiki("GET", f"{ORDERS}?{query}")[1]
        self.assertEqual((listed["paging"]["total"], len(listed["data"])), (2, 1))
        self.assertEqual(self.tiki("GET", f"{ORDERS}?limit=51")[0], 400)
        self.assertEqual(self.tiki("GET", f"{ORDERS}/1")[0], 404)

    def test_each_model_has_its_own_call_back(self):
        drop = self.place()["order"]
        lao = self.place(country="LA")["order"]
        ship = {"status": "exported", "update_time": "2026-01-01 10:00:00"}
        path = "cross-border/update-shipment"
        self.assertEqual(self.tiki("POST", f"{ORDERS}/{drop}/{path}", ship)[0], 400)
        self.assertEqual(self.tiki("POST", f"{ORDERS}/{lao}/{path}", ship)[0], 200)
        self.control("shops", shop=self.shop["shop_id"], own_fleet=True)
        path = f"{ORDERS}/{drop}/seller-delivery/update-delivery"
        self.assertEqual(self.tiki("POST", path, {"status": "failed_delivery"})[0], 400)
        self.assertEqual(self.tiki("POST", path, {"status": "successful_delivery"})[0], 200)
        self.assertEqual(self.view(f"orders/{drop}")["status"], "successful_delivery")

    def test_confirming_and_being_out_of_stock(self):
        kept, gone = self.place()["order"], self.place()["order"]
        path = "dropship/confirm-available"
        listed = self.tiki("GET", INVENTORIES + "?tiki_warehouse_codes=sgn")[1]["mappings"]
        self.assertEqual(self.tiki("GET", INVENTORIES)[1]["mappings"], [])
        own = listed[0]["seller_inventory_ids"][0]
        yes = {"confirmation_status": "seller_confirmed", "seller_inventory_id": own + 1}
        self.assertEqual(self.tiki("POST", f"{ORDERS}/{kept}/{path}", yes)[0], 400)
        yes["seller_inventory_id"] = own
        self.assertEqual(self.tiki("POST", f"{ORDERS}/{kept}/{path}", yes)[0], 200)
        yes["confirmation_status"] = "seller_canceled"
        self.assertEqual(self.tiki("POST", f"{ORDERS}/{gone}/{path}", yes)[0], 200)
        self.assertEqual([self.view(f"orders/{o}")["status"] for o in (kept, gone)],
                         ["processing", "canceled"])

    def test_confirming_by_piece_where_tiki_does_not_fetch(self):
        drop = self.place()["order"]
        listed = self.tiki("GET", INVENTORIES + "?tiki_warehouse_codes=sgn")[1]["mappings"]
        own = listed[0]["seller_inventory_ids"][0]
        self.control("shops", shop=self.shop["shop_id"], own_fleet=True)
        order = self.tiki("GET", f"{ORDERS}/{drop}")[1]
        self.assertEqual(order["items"][0]["confirmation"]["status"], "waiting")
        path = f"{ORDERS}/{drop}/confirm-available"
        yes = {"available_item_ids": [5], "seller_inventory_id": own}
        self.assertEqual(self.tiki("POST", path, yes)[0], 400)
        yes["available_item_ids"] = [item["id"] for item in order["items"]]
        self.assertEqual(self.tiki("POST", path, yes)[0], 200)
        order = self.tiki("GET", f"{ORDERS}/{drop}")[1]
        self.assertEqual(order["items"][0]["confirmation"]["status"], "seller_confirmed")
        self.control("shops", shop=self.shop["shop_id"], own_fleet=False)
        self.assertEqual(self.tiki("POST", path, yes)[0], 400)

    def test_stock(self):
        self.place(items=[{"sku": "TS-BLK-M"}])
        ask = {"original_sku": "TS-BLK-M", "warehouse_quantities": [
            {"warehouse_id": 1, "qty_available": 3}]}
        path = "/integration/v2.1/products/updateSku"
        self.assertEqual(self.tiki("PUT", path, ask)[0], 200)
        self.assertEqual(self.view("written")["written"][-1]["stock"], 3)
        self.assertEqual(self.tiki("PUT", path, {**ask, "product_id": 1})[0], 404)
        self.control("delist", sku="TS-BLK-M")
        self.assertEqual(self.tiki("PUT", path, ask)[0], 404)


if __name__ == "__main__":
    unittest.main()
