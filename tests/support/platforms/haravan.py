# SPDX-License-Identifier: Apache-2.0
"""Haravan's orders API behind a bearer token, and its webhooks.

Documented: paths, parameters, states, reasons of a cancellation, headers and signature of a webhook.
A guess: that a fulfilment without line items takes all of them, that its carrier's state is set by
PUT, that a fulfilment needs a confirmed order, the words of refusals, how often a push is repeated.
"""
from datetime import datetime, timezone

from platforms import signatures
from platforms.http import Response, answer, to_json
from platforms.platform import Platform
from platforms.tokens import Tokens
from platforms.world import World

BASE = "/com/orders"
PAGE_MAX = 50
FOREVER_S = 10 * 365 * 86400
REASONS = ("customer", "inventory", "fraud", "declined", "other")


class Refusal(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status, self.message = status, message

    def response(self):
        return answer({"errors": self.message}, self.status)


def utc(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def document(order, status, updated, fulfillments, confirmed):
    to = order.recipient
    is_cancelled = status == "cancelled"
    return {
        "id": int(order.order_id), "created_at": utc(order.created), "updated_at": utc(updated),
        "cancelled_at": utc(updated) if is_cancelled else None,
        "cancelled_status": "cancelled" if is_cancelled else "uncancelled",
        "cancel_reason": order.cancel_reason or None,
        "confirmed_status": "confirmed" if confirmed else "unconfirmed",
        "currency": "VND", "total_price": float(order.total()),
        "financial_status": "paid" if order.paid_at else "pending",
        "gateway_code": "COD" if order.cod else "bankdeposit", "note": order.note,
        "fulfillment_status": "fulfilled" if status == "fulfilled" else "notfulfilled",
        "fulfillments": fulfillments,
        "shipping_address": {
            "name": to.name, "phone": to.phone, "address1": to.street, "address2": None,
            "ward": to.ward, "district": to.district, "province": to.province,
            "country_code": to.country},
        "line_items": [
            {"id": line.unit_ids[0], "sku": line.sku, "title": line.name,
             "quantity": line.quantity, "price": float(line.price),
             "grams": float(line.weight_g), "requires_shipping": True} for line in order.lines
        ],
    }


class Haravan(Platform):
    name = "haravan"
    push_timeout_s = 5.0
    happy_path = ("open", "fulfilled")
    cancelled_word = "cancelled"
    tracked_words = ("fulfilled",)

    def __init__(self, seed=6):
        super().__init__(World(seed, "open", lambda number, _created: str(1180000000 + number)),
                         Tokens(FOREVER_S, FOREVER_S))
        self.fulfillments = {}
        self.confirmed = set()
        for method, path, handler in (
            ("GET", BASE + ".json", self.list_orders), ("GET", BASE + "/{}.json", self.get_order),
            ("POST", BASE + "/{}/confirm.json", self.confirm),
            ("POST", BASE + "/{}/cancel.json", self.cancel),
            ("POST", BASE + "/{}/fulfillments.json", self.fulfil),
            ("PUT", BASE + "/{}/fulfillments/{}.json", self.update_fulfillment),
        ):
            self.route(method, path, self.guarded(handler))

    # -- who calls ---------------------------------------------------------------------------

    def guarded(self, handler):
        def call(request, *parts):
            try:
                return handler(request, self.caller(request), *parts)
            except Refusal as refusal:
                return refusal.response()
        return call

    def caller(self, request):
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        grant = self.tokens.holder(token) if kind == "Bearer" else None
        if self.tokens.access_state(grant, token, self.world.now()) != "good":
            raise Refusal(401, "Unauthorized")
        return grant.shop_id

    def no_such_path(self, request):
        return Refusal(404, "Not Found").response()

    def throttled(self):
        return Response(429, b'{"errors":"Too many requests"}', headers=(("Retry-After", "1"),))

    # -- orders ------------------------------------------------------------------------------

    def shown(self, order):
        return document(order, order.status, order.updated,
                        self.fulfillments.get(order.key, []), order.key in self.confirmed)

    def named(self, shop_id, order_id):
        order = self.order_of_shop(shop_id, order_id)
        if order is None:
            raise Refusal(404, "Not Found")
        return order

    def open_order(self, shop_id, order_id):
        order = self.named(shop_id, order_id)
        rule = self.refusal(order)
        if rule:
            raise Refusal(int(rule.get("code", 422)), rule.get("message", "No."))
        if order.status == "cancelled":
            raise Refusal(422, "The order is cancelled")
        return order

    def list_orders(self, request, shop_id):
        query = request.query
        try:
            size, page = int(query.get("limit", 50)), int(query.get("page", 1))
            after = query.get("updated_at_min")
            since = int(datetime.fromisoformat(after.replace("Z", "+00:00")).timestamp()
                        ) if after else 0
        except ValueError:
            size = page = since = 0
        if not 1 <= size <= PAGE_MAX or page < 1:
            raise Refusal(422, "limit or page")
        found = self.world.changed_between(shop_id, since, float("inf"))
        if "ids" in query:
            wanted = query["ids"].split(",")
            found = [order for order in found if order.order_id in wanted]
        if query.get("order", "").endswith("desc"):
            found.reverse()
        shown = [self.shown(o) for o in found[(page - 1) * size:page * size]]
        if "fields" in query:
            shown = [{k: o[k] for k in query["fields"].split(",") if k in o} for o in shown]
        return answer({"orders": shown})

    def get_order(self, _request, shop_id, order_id):
        return answer({"order": self.shown(self.named(shop_id, order_id))})

    def confirm(self, _request, shop_id, order_id):
        order = self.open_order(shop_id, order_id)
        self.confirmed.add(order.key)
        return self.written(order, "confirm")

    def cancel(self, request, shop_id, order_id):
        order, body = self.open_order(shop_id, order_id), request.json() or {}
        if body.get("reason") not in REASONS:
            raise Refusal(422, "reason: " + ", ".join(REASONS))
        order.cancel_by, order.cancel_reason = "seller", body["reason"]
        self.world.set_status(order, "cancelled")
        return self.written(order, "cancel", reason=body["reason"], touch=False)

    def fulfil(self, request, shop_id, order_id):
        order, body = self.open_order(shop_id, order_id), request.json() or {}
        if order.key not in self.confirmed:
            raise Refusal(422, "The order is not confirmed")
        if order.status == "fulfilled":
            raise Refusal(422, "The order is fulfilled already")
        made = {"id": 1054000000 + len(self.fulfillments), "status": "success",
                "carrier_status_code": "readytopick", **body.get("fulfillment", {})}
        self.fulfillments.setdefault(order.key, []).append(made)
        order.tracking = str(made.get("tracking_number", ""))
        self.world.set_status(order, "fulfilled")
        return self.written(order, "fulfil", tracking=order.tracking, touch=False)

    def update_fulfillment(self, request, shop_id, order_id, fulfillment_id):
        order, body = self.open_order(shop_id, order_id), request.json() or {}
        for known in self.fulfillments.get(order.key, []):
            if str(known["id"]) == fulfillment_id:
                known.update(body.get("fulfillment", {}))
                return self.written(order, "carrier", state=known["carrier_status_code"])
        raise Refusal(404, "Not Found")

    def written(self, order, call, touch=True, **what):
        if touch:
            self.world.touch(order)
        self.world.wrote(call, order=order.order_id, **what)
        self.changed(order)
        return answer({"order": self.shown(order)})

    # -- webhooks ----------------------------------------------------------------------------

    def notices(self, order, event):
        return [to_json(document(order, event.status, event.at,
                                 self.fulfillments.get(order.key, []),
                                 order.key in self.confirmed))]

    def push_headers(self, shop_id, body, signed_url, wrong=False):
        key = self.app_of(shop_id).secret + ("x" if wrong else "")
        return {"X-Haravan-Topic": "orders/updated", "X-Haravan-Org-Id": shop_id,
                "X-Haravan-Hmacsha256": signatures.haravan_push(key, body)}

    def request_cancel(self, order):
        raise ValueError("a buyer cannot ask Haravan to cancel")
