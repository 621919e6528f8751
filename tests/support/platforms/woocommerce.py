# SPDX-License-Identifier: Apache-2.0
"""A WooCommerce shop: its REST API v3 behind a key and its webhooks, which it never repeats.

Documented: paths, parameters, Basic authentication, notes, webhook headers and signature. From its
source: lists leave out the bin, an id that is none is 404 when it is read and 400 when it is
written. Every change sends order.updated, also one that came by the API.
"""
import base64
import json
from datetime import datetime, timezone

from platforms import signatures
from platforms.http import Response, answer, to_json
from platforms.platform import Platform
from platforms.tokens import Tokens
from platforms.world import World

BASE = "/wp-json/wc/v3/orders"
PAGE_MAX = 100
FOREVER_S = 10 * 365 * 86400
STATES = ("pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed")


class Refusal(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code, self.message = status, code, message

    def response(self):
        return answer({"code": self.code, "message": self.message,
                       "data": {"status": self.status}}, self.status)


def gmt(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")


def person(recipient):
    """A Vietnamese name has the family first, a Lao one last."""
    first, _, rest = recipient.name.partition(" ")
    given, family = (first, rest) if recipient.country == "LA" else (
        recipient.name.rpartition(" ")[2], recipient.name.rpartition(" ")[0])
    return {"first_name": given, "last_name": family, "phone": recipient.phone,
            "address_1": recipient.street, "address_2": "", "city": recipient.province,
            "state": "", "country": recipient.country}


def document(order, status, updated, meta):
    return {
        "id": int(order.order_id), "status": status, "currency": "VND",
        "date_created_gmt": gmt(order.created), "date_modified_gmt": gmt(updated),
        "date_paid_gmt": gmt(order.paid_at) if order.paid_at else None,
        "total": str(order.total()), "payment_method": "cod" if order.cod else "bacs",
        "customer_note": order.note, "billing": person(order.recipient),
        "shipping": person(order.recipient), "meta_data": meta,
        "line_items": [
            {"id": line.unit_ids[0], "name": line.name, "sku": line.sku, "price": line.price,
             "quantity": line.quantity, "total": str(line.price * line.quantity)}
            for line in order.lines
        ],
    }


class WooCommerce(Platform):
    name = "woocommerce"
    push_retries = 0
    push_timeout_s = 5.0
    happy_path = ("processing", "completed")
    cancelled_word = "cancelled"
    tracked_words = ("completed",)

    def __init__(self, seed=5):
        super().__init__(World(seed, "processing", lambda number, _created: str(700 + number)),
                         Tokens(FOREVER_S, FOREVER_S))
        self.notes = {}
        self.meta = {}
        for method, path, handler in (
            ("GET", BASE, self.list_orders), ("GET", BASE + "/{}", self.get_order),
            ("PUT", BASE + "/{}", self.put_order), ("GET", BASE + "/{}/notes", self.list_notes),
            ("POST", BASE + "/{}/notes", self.add_note),
        ):
            self.route(method, path, self.guarded(handler))

    def shop_added(self, shop):
        self.tokens.grants[shop.shop_id].access = f"ck_{shop.shop_id}:cs_{shop.shop_id}"

    # -- who calls ---------------------------------------------------------------------------

    def guarded(self, handler):
        def call(request, *parts):
            try:
                return handler(request, self.caller(request), *parts)
            except Refusal as refusal:
                return refusal.response()
        return call

    def caller(self, request):
        kind, _, basic = request.headers.get("authorization", "").partition(" ")
        try:
            pair = base64.b64decode(basic, validate=True).decode() if kind == "Basic" else ""
        except ValueError:
            pair = ""
        grant = self.tokens.holder(pair)
        if self.tokens.access_state(grant, pair, self.world.now()) != "good":
            raise Refusal(401, "woocommerce_rest_cannot_view",
                          "Sorry, you cannot list resources.")
        return grant.shop_id

    def no_such_path(self, request):
        return Refusal(404, "rest_no_route",
                       "No route was found matching the URL and request method.").response()

    def throttled(self):
        return Response(503, b"<html>Service Unavailable</html>", content_type="text/html")

    # -- orders ------------------------------------------------------------------------------

    def shown(self, order, query):
        whole = document(order, order.status, order.updated, self.meta.get(order.key, []))
        fields = query.get("_fields")
        return {k: whole[k] for k in fields.split(",") if k in whole} if fields else whole

    def named(self, shop_id, order_id, status=404):
        order = self.order_of_shop(shop_id, order_id)
        if order is None:
            raise Refusal(status, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.")
        return order

    def list_orders(self, request, shop_id):
        query = request.query
        try:
            size, page = int(query.get("per_page", 10)), int(query.get("page", 1))
            after = query.get("modified_after")
            since = int(datetime.fromisoformat(after + "+00:00").timestamp()) + 1 if after else 0
        except ValueError:
            size = page = since = 0
        if not 1 <= size <= PAGE_MAX or page < 1:
            raise Refusal(400, "rest_invalid_param", "Invalid parameter(s): per_page")
        found = self.world.changed_between(shop_id, since, float("inf"))
        if "include" in query:
            wanted = query["include"].split(",")
            found = [order for order in found if order.order_id in wanted]
        if query.get("order", "desc") == "desc":
            found.reverse()
        return answer([self.shown(o, query) for o in found[(page - 1) * size:page * size]])

    def get_order(self, request, shop_id, order_id):
        return answer(self.shown(self.named(shop_id, order_id), request.query))

    def put_order(self, request, shop_id, order_id):
        order, body = self.named(shop_id, order_id, 400), request.json() or {}
        rule = self.refusal(order)
        if rule:
            raise Refusal(int(rule.get("code", 400)), "rest_refused", rule.get("message", "No."))
        status = body.get("status", order.status)
        if status not in STATES:
            raise Refusal(400, "rest_invalid_param", "Invalid parameter(s): status")
        meta = self.meta.setdefault(order.key, [])
        for item in body.get("meta_data", []):
            meta[:] = [known for known in meta if known["key"] != item["key"]] + [item]
        if status != order.status:
            self.world.set_status(order, status)
        else:
            self.world.touch(order)
        self.world.wrote("put_order", order=order.order_id, body=body)
        self.changed(order)
        return answer(self.shown(order, {}))

    def list_notes(self, _request, shop_id, order_id):
        return answer(self.notes.get(self.named(shop_id, order_id).key, []))

    def add_note(self, request, shop_id, order_id):
        order, body = self.named(shop_id, order_id), request.json() or {}
        if not body.get("note"):
            raise Refusal(400, "rest_missing_callback_param", "Missing parameter(s): note")
        notes = self.notes.setdefault(order.key, [])
        notes.append({"id": len(notes) + 1, "note": body["note"],
                      "customer_note": bool(body.get("customer_note"))})
        self.world.wrote("add_note", order=order.order_id, note=body["note"])
        return answer(notes[-1], 201)

    # -- webhooks ----------------------------------------------------------------------------

    def notices(self, order, event):
        return [to_json(document(order, event.status, event.at, self.meta.get(order.key, [])))]

    def push_headers(self, shop_id, body, signed_url, wrong=False):
        told = json.loads(body)
        is_new = told["date_created_gmt"] == told["date_modified_gmt"]
        key = self.app_of(shop_id).secret + ("x" if wrong else "")
        return {"X-WC-Webhook-Topic": "order.created" if is_new else "order.updated",
                "X-WC-Webhook-Signature": signatures.woocommerce_push(key, body)}

    def request_cancel(self, order):
        raise ValueError("a buyer cannot ask WooCommerce to cancel")
