# SPDX-License-Identifier: Apache-2.0
"""The simulators' signatures agree with published values and with the openssl program."""
import json
import os
import shutil
import subprocess
import unittest

from platforms import signatures

REFERENCE = os.environ.get("ROUTE9_REFERENCE")


def openssl_hmac(key, message):
    done = subprocess.run(["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt",
                           f"hexkey:{key.encode().hex()}"],
                          input=message, capture_output=True, check=True)
    return done.stdout.decode().split()[-1]


class PublishedValues(unittest.TestCase):
    def test_tiktoks_page_on_signing_shows_this_value(self):
        parameters = {"app_key": "29a39d", "timestamp": "1623812664", "sign": "x",
                      "access_token": "not signed"}
        self.assertEqual(
            signatures.tiktok_api("e59af819cc", "/authorization/202309/shops", parameters),
            "b596b73e0cc6de07ac26f036364178ab16b0a907af13d43f0a0cd2345f582dc8")

    def test_tiktok_push_of_the_php_sdk(self):
        body = (b'{"type":1,"shop_id":"7494726673780148744","timestamp":1664095733,"data":'
                b'{"order_id":"576684019603311365","order_status":"AWAITING_SHIPMENT",'
                b'"update_time":1664095610}}')
        self.assertEqual(
            signatures.tiktok_push("fake_app_secret", "fake_app_key", body),
            "21109834de72ec53c9959716d8514ae388ce1f123e5ffdcafc46713fcdf62b27")

    def test_shopee_call_of_a_shop(self):
        self.assertEqual(
            signatures.shopee_api("test_partner_key", "123456", "/api/v2/order/get_order_list",
                                  "1710000000", "token_value", "654321"),
            "174af5342b881750dad12a896dffa27da126f1e58a9eb99b12e59a06c288735c")

    def test_shopee_public_call_stops_after_the_time(self):
        self.assertEqual(
            signatures.shopee_api("shpk4d6574656f72546573744b657930303031", "2001887",
                                  "/api/v2/auth/token/get", "1767236400"),
            "ff0c412a32b350c8cfe154a727307ea7eeb7687209ed96be8567daebe5970113")

    def test_lazada_call_with_a_json_parameter_in_upper_case(self):
        pack = ('{"pack_order_list":[{"order_id":260422900198363,"order_item_list":'
                '[260422900298363,260422900398363]}],"delivery_type":"dropship",'
                '"shipping_allocate_type":"TFS"}')
        parameters = {"timestamp": "1767236400000", "access_token": "tok-test-1",
                      "app_key": "123456", "sign_method": "sha256", "packReq": pack, "sign": "x"}
        self.assertEqual(
            signatures.lazada_api("helloworld", "/order/fulfill/pack", parameters),
            "95BD5B4D119A316F7B861BF45E72FEDC4D35240AAD2422746F842F0D31A46635")

    def test_lazada_push(self):
        body = (b'{"seller_id":"1234567","message_type":0,"data":{"order_status":"unpaid",'
                b'"trade_order_id":"260422900198363","trade_order_line_id":"260422900298363",'
                b'"status_update_time":1603698638},"timestamp":1603766859530,"site":"lazada_vn"}')
        self.assertEqual(
            signatures.lazada_push("3412gyo124goi3124", "123456", body),
            "59e04e1b1f307b7180fd58126161907cd20d33ac17cbce90ec2ae19907e701e6")


@unittest.skipUnless(REFERENCE, "ROUTE9_REFERENCE is not set")
class ReferenceVectors(unittest.TestCase):
    def test_every_vector_of_the_three_platforms_recomputes_from_its_text(self):
        with open(os.path.join(REFERENCE, "data/marketplaces/vectors.json"),
                  encoding="utf-8") as file:
            vectors = [v for v in json.load(file)["vectors"]
                       if v["platform"] in ("shopee", "lazada", "tiktok") and v["valid"]]
        self.assertGreaterEqual(len(vectors), 7)
        for vector in vectors:
            with self.subTest(vector["id"]):
                made = signatures.hmac_hex(vector["key"], vector["message"])
                upper = "UPPER" in vector["encoding"]
                self.assertEqual(made.upper() if upper else made, vector["expected"])


@unittest.skipUnless(shutil.which("openssl"), "openssl is not installed")
class OpensslAgrees(unittest.TestCase):
    BODY = '{"name":"Nguyễn Văn Mẫu","shop_id":1}'.encode()

    def test_shopee_push_signs_address_bar_body(self):
        address = "https://hooks.example.test/v1/hooks/shopee/app"
        self.assertEqual(signatures.shopee_push("key", address, self.BODY),
                         openssl_hmac("key", address.encode() + b"|" + self.BODY))

    def test_lazada_and_tiktok_push_sign_app_key_and_body(self):
        expected = openssl_hmac("geheim", b"123456" + self.BODY)
        self.assertEqual(signatures.lazada_push("geheim", "123456", self.BODY), expected)
        self.assertEqual(signatures.tiktok_push("geheim", "123456", self.BODY), expected)

    def test_tiktok_call_signs_the_body_between_the_secrets(self):
        text = b"s/order/202309/orders/searchapp_keyatimestamp1" + self.BODY + b"s"
        self.assertEqual(
            signatures.tiktok_api("s", "/order/202309/orders/search",
                                  {"timestamp": "1", "app_key": "a"}, self.BODY),
            openssl_hmac("s", text))

    def test_lazada_call_sorts_by_name(self):
        self.assertEqual(
            signatures.lazada_api("s", "/order/get", {"order_id": "1", "app_key": "a"}),
            openssl_hmac("s", b"/order/getapp_keyaorder_id1").upper())


if __name__ == "__main__":
    unittest.main()
