# SPDX-License-Identifier: Apache-2.0
import json
import time
import unittest
from datetime import datetime, timedelta, timezone

from platforms import signatures
from simulator_case import Receiver, SimulatorCase

VN = timezone(timedelta(hours=7))


class LazadaRefuses(SimulatorCase):
    platform_name = "lazada"

    def code(self, *args, **changes):
        status, answer = self.lazada(*args, **changes)
        self.assertEqual(status, 200)  # Lazada tells its errors in the body
        return answer["code"]

    def test_a_wrong_sign_an_old_clock_a_wrong_token(self):
        order = {"order_id": self.place()["order"]}
        now = int(time.time() * 1000)
        self.assertEqual(self.code("/order/get", order), "0")
        self.assertEqual(self.code("/order/get", order, sign="0" * 64), "IncompleteSignature")
        self.assertEqual(self.code("/order/get", order, stamp=now - 7_300_000), "IllegalTimestamp")
        self.assertEqual(self.code("/order/get", order, stamp=now - 7_100_000), "0")
        self.assertEqual(self.code("/order/get", order, token="nope"), "IllegalAccessToken")
        self.assertEqual(self.code("/order/get", {"app_key": "1"}), "InvalidAppKey")
        self.assertEqual(self.code("/order/get", {"order_id": "1"}), "16")

    def test_a_lower_case_signature_is_not_theirs(self):
        given = {"app_key": self.app["app_id"], "sign_method": "sha256", "order_id": "1",
                 "timestamp": str(int(time.time() * 1000)),
                 "access_token": self.shop["access_token"]}
        sign = signatures.lazada_api(self.app["secret"], "/order/get", given).lower()
        stamp = given["timestamp"]
        self.assertEqual(self.code("/order/get", {"order_id": "1"}, sign=sign, stamp=stamp),
                         "IncompleteSignature")

    def test_throttled(self):
        self.control("throttle", next=1, path="/rest/order/get")
        self.assertEqual(self.code("/order/get", {"order_id": "1"}), "ApiCallLimit")

    def test_a_refresh_token_is_good_once(self):
        ask = {"refresh_token": self.shop["refresh_token"]}
        _, answer = self.lazada("/auth/token/refresh", ask, of_shop=False)
        self.assertEqual((answer["code"], answer["country_user_info_list"][0]["seller_id"]),
                         ("0", "1234567"))
        self.assertEqual(self.code("/auth/token/refresh", ask, of_shop=False),
                         "IllegalRefreshToken")


class LazadaOrders(SimulatorCase):
    platform_name = "lazada"

    def placed(self, **fields):
        return self.place(items=[{"sku": "TS-BLK-M", "quantity": 2, "price": 165500,
                                  "list_price": 189000}], shipping_fee=18000, **fields)

    def items_of(self, order):
        return self.lazada("/order/items/get", {"order_id": order})[1]["data"]

    def test_one_item_a_piece_and_amounts_as_text(self):
        order = self.placed(cod=True)["order"]
        document = self.lazada("/order/get", {"order_id": order})[1]["data"]
        self.assertEqual((document["price"], document["voucher"], document["shipping_fee"]),
                         ("378000.00", "47000.00", "18000.00"))
        self.assertEqual((document["payment_method"], document["statuses"]), ("COD", ["pending"]))
        items = self.items_of(order)
        self.assertEqual([i["paid_price"] for i in items], ["165500.00", "165500.00"])
        self.assertNotEqual(items[0]["order_item_id"], items[1]["order_item_id"])

    def test_list_by_change(self):
        numbers = [o["order"] for o in self.control("orders", count=3)["orders"]]
        after = datetime.fromtimestamp(time.time() - 60, VN).isoformat(timespec="seconds")
        ask = {"update_after": after, "limit": "2", "offset": "0", "sort_by": "updated_at",
               "sort_direction": "ASC"}
        first = self.lazada("/orders/get", ask)[1]["data"]
        second = self.lazada("/orders/get", ask | {"offset": "2"})[1]["data"]
        self.assertEqual((first["countTotal"], first["count"], second["count"]), (3, 2, 1))
        listed = [str(o["order_id"]) for o in first["orders"] + second["orders"]]
        self.assertEqual(sorted(listed), sorted(numbers))
        self.assertEqual(self.lazada("/orders/get", ask | {"limit": "101"})[1]["code"], "19")
        self.assertEqual(self.lazada("/orders/get", {})[1]["code"], "36")

    def pack(self, order, units):
        request = {"pack_order_list": [{"order_id": int(order), "order_item_list": units}],
                   "delivery_type": "dropship", "shipping_allocate_type": "TFS"}
        answer = self.lazada("/order/fulfill/pack", {"packReq": json.dumps(request)}, post=True)[1]
        return answer["result"]["data"]["pack_order_list"][0]["order_item_list"]

    def on_parcel(self, path, name, parcel):
        request = json.dumps({"packages": [{"package_id": parcel}]})
        return self.lazada(path, {name: request}, post=True)[1]["result"]["data"]["packages"][0]

    def test_one_piece_of_an_order_fails_while_the_other_is_packed(self):
        order = self.placed()["order"]
        units = [i["order_item_id"] for i in self.items_of(order)]
        self.control("refuse", order=order, unit=units[1], code="84", message="item busy")
        results = {r["order_item_id"]: r for r in self.pack(order, units)}
        self.assertEqual((results[units[1]]["item_err_code"], results[units[1]]["retry"]),
                         ("84", True))
        self.assertEqual(results[units[0]]["item_err_code"], "0")
        self.assertEqual([i["status"] for i in self.items_of(order)], ["packed", "pending"])
        self.assertEqual(self.pack(order, units[1:])[0]["item_err_code"], "0")
        self.assertEqual(self.view(f"orders/{order}")["status"], "packed")

    def test_from_packing_to_delivery_by_the_sellers_own_fleet(self):
        self.control("shops", shop=self.shop["shop_id"], own_fleet=True)
        order = self.placed()["order"]
        parcel = self.pack(order, [i["order_item_id"] for i in self.items_of(order)])[0]
        parcel = parcel["package_id"]
        delivered = ("/order/package/sof/delivered", "dbsDeliveryReq", parcel)
        self.assertEqual(self.on_parcel(*delivered)["item_err_code"], "700000")
        ready = self.on_parcel("/order/package/rts", "readyToShipReq", parcel)
        self.assertEqual(ready["item_err_code"], "0")
        self.assertEqual(self.on_parcel(*delivered)["item_err_code"], "0")
        self.assertEqual(self.view(f"orders/{order}")["status"], "delivered")

    def test_only_own_fleets_report_deliveries(self):
        order = self.placed()["order"]
        parcel = self.pack(order, [i["order_item_id"] for i in self.items_of(order)])[0]
        answer = self.on_parcel("/order/package/sof/delivered", "dbsDeliveryReq",
                                parcel["package_id"])
        self.assertEqual(answer["item_err_code"], "700009")

    def test_cancelling_needs_a_reason_the_platform_offers(self):
        order = self.placed()["order"]
        units = json.dumps([str(i["order_item_id"]) for i in self.items_of(order)])
        ask = {"order_id": order, "order_item_id_list": units}
        offered = self.lazada("/order/reverse/cancel/validate", ask)[1]["data"]["reason_options"]
        create = "/order/reverse/cancel/create"
        self.assertEqual(self.lazada(create, ask | {"reason_id": "0"})[1]["code"], "104")
        ask["reason_id"] = offered[0]["reason_id"]
        self.assertEqual(self.lazada(create, ask)[1]["data"]["tip_type"], "warn")
        self.assertEqual(self.view(f"orders/{order}")["status"], "canceled")

    def test_stock_as_xml_and_as_json(self):
        self.placed()
        xml = ("<Request><Product><Skus><Sku><SellerSku>TS-BLK-M</SellerSku><Quantity>9</Quantity>"
               "</Sku></Skus></Product></Request>")
        path = "/product/price_quantity/update"
        self.assertEqual(self.lazada(path, {"payload": xml}, post=True)[1]["code"], "0")
        tree = {"Request": {"Product": {"Skus": {"Sku": [{"SellerSku": "TS-BLK-M",
                                                          "SellableQuantity": 4}]}}}}
        path = "/product/stock/sellable/update"
        self.assertEqual(self.lazada(path, {"payload": json.dumps(tree)}, post=True)[1]["code"],
                         "0")
        self.assertEqual([w["stock"] for w in self.view("written")["written"]], [9, 4])
        ids = xml.replace("<Quantity>9", "<ItemId>1</ItemId><Quantity>8")
        answer = self.lazada("/product/price_quantity/update", {"payload": ids}, post=True)[1]
        self.assertEqual((answer["code"], answer["detail"][0]["message"]), ("0", "ITEM_NOT_FOUND"))
        self.assertEqual(self.control()["shops"][0]["stock"], {"TS-BLK-M": 4})
        self.control("delist", sku="TS-BLK-M")
        answer = self.lazada("/product/price_quantity/update", {"payload": xml}, post=True)[1]
        self.assertEqual((answer["code"], answer["detail"][0]["seller_sku"]), ("501", "TS-BLK-M"))
        xml = xml.replace("TS-BLK-M", "NO-SUCH")
        self.assertEqual(self.lazada("/product/price_quantity/update", {"payload": xml},
                                     post=True)[1]["code"], "501")


    def test_two_shops_may_have_orders_of_one_id(self):
        self.control("shops", shop="7654321")
        first = self.placed(note="first")["order"]
        second = self.place(shop="7654321", order_id=first, note="second")
        self.assertEqual((second["order"], second["key"]), (first, f"7654321/{first}"))
        document = self.lazada("/order/get", {"order_id": first})[1]["data"]
        self.assertEqual(document["buyer_note"], "first")
        token = [s for s in self.control()["shops"] if s["shop_id"] == "7654321"][0]["access_token"]
        document = self.lazada("/order/get", {"order_id": first}, token=token)[1]["data"]
        self.assertEqual(document["buyer_note"], "second")


class LazadaPushes(SimulatorCase):
    platform_name = "lazada"

    def test_one_message_a_piece(self):
        receiver = Receiver()
        self.addCleanup(receiver.close)
        order = self.place(items=[{"sku": "A", "quantity": 2}, {"sku": "B"}])["order"]
        self.control("push", order=order, url=receiver.url)
        bodies = [json.loads(body) for _, _, body in receiver.received]
        self.assertEqual(len(bodies), 3)
        self.assertEqual({b["data"]["trade_order_id"] for b in bodies}, {order})
        self.assertNotIn("reverse_order_id", bodies[0]["data"])
        self.control("cancel", order=order)
        self.control("push", order=order, url=receiver.url)
        self.assertIn("reverse_order_line_id", json.loads(receiver.received[3][2])["data"])
        _, headers, body = receiver.received[0]
        self.assertEqual(headers["authorization"],
                         signatures.lazada_push(self.app["secret"], "123456", body))


if __name__ == "__main__":
    unittest.main()
