# SPDX-License-Identifier: Apache-2.0
"""Tiki Open API: bearer tokens, an event queue instead of webhooks, orders v2.

Documented (H): creating queues and subscriptions, who may do which, order paths, that an order is
confirmed with one of the warehouses that seller-inventories lists (dropship by its own call), the
two states of a seller's own delivery. By integrators (M): POST …/events/pull with {"ack_id": last or null} gives
{"ack_id", "events"} and so acknowledges the batch before; HTTP Basic at /sc/oauth2/token; tokens of
an hour; list parameters and paging; updateSku. Not verified (L): the path …/events/ack (the
documentation names an ack call), batch size, error bodies, cross-border shipment states.
"""
import base64
import secrets
import uuid
from datetime import datetime, timedelta, timezone

from platforms import tiki_documents as documents
from platforms.http import Response, answer
from platforms.platform import Platform
from platforms.tokens import Tokens
from platforms.world import World

VN = timezone(timedelta(hours=7))
BATCH = 100
PAGE_MAX = 50
EVENT_TYPES = ("ORDER_CREATED_SUCCESSFULLY", "ORDER_STATUS_UPDATED")
FAILURE_CAUSES = ("redelivery_appointment", "customer_rejected", "customer_unreachable", "other")
OPEN_STATES = ("queueing", "processing", "waiting_payment")


class Refusal(Exception):
    def __init__(self, status, error, description):
        super().__init__(description)
        self.status, self.error, self.description = status, error, description

    def response(self):
        return answer({"error": self.error, "error_description": self.description,
                       "status_code": self.status}, self.status)


def refused(status, error, description):
    raise Refusal(status, error, description)


def order_code(number, created):
    return str(900000000 + number)


class Queue:
    """First in, first out; a batch stays until it is acknowledged."""

    def __init__(self, name, app_id):
        self.code, self.name, self.app_id = str(uuid.uuid4()), name, app_id
        self.subscriptions = {}
        self.events = []
        self.ack_id = None
        self.batch = 0

    def document(self):
        return {"code": self.code, "name": self.name, "status": "ACTIVE"}

    def wants(self, sid, kind):
        return any(s["active"] and s["sid"] == sid and s["event_type"] == kind
                   for s in self.subscriptions.values())

    def acknowledge(self, ack_id):
        if ack_id is None or ack_id != self.ack_id:
            return False
        del self.events[:self.batch]
        self.batch, self.ack_id = 0, None
        return True

    def pull(self):
        if self.ack_id is None:
            self.batch = min(BATCH, len(self.events))
            self.ack_id = f"ack-{uuid.uuid4()}"
        elif self.batch == 0:
            self.batch = min(BATCH, len(self.events))
        return self.events[:self.batch]


class Tiki(Platform):
    name = "tiki"
    push_events = False
    happy_path = ("queueing", "processing", "ready_to_ship", "shipping", "successful_delivery",
                  "complete")
    cancelled_word = "canceled"
    tracked_words = happy_path[2:]
    silent_kinds = ("address",)

    def __init__(self, seed=4):
        super().__init__(World(seed, "queueing", order_code),
                         Tokens(access_life_s=3599, refresh_life_s=30 * 86400))
        self.app_tokens = {}
        self.queues = {}
        self.route("POST", "/sc/oauth2/token", self.token)
        base = "/integration/v1/queues"
        calls = (
            ("GET", base, self.list_queues), ("POST", base, self.create_queue),
            ("POST", base + "/{}/subscriptions", self.subscribe),
            ("GET", base + "/{}/subscriptions", self.list_subscriptions),
            ("PUT", base + "/{}/subscriptions/{}", self.switch_subscription),
            ("POST", base + "/{}/events/pull", self.pull),
            ("POST", base + "/{}/events/ack", self.ack),
            ("GET", "/integration/v2/orders", self.list_orders),
            ("GET", "/integration/v2/orders/{}", self.get_order),
            ("GET", "/integration/v2/seller-inventories", self.list_inventories),
            ("POST", "/integration/v2/orders/{}/confirm-available", self.confirm),
            ("POST", "/integration/v2/orders/{}/dropship/confirm-available", self.confirm_dropship),
            ("POST", "/integration/v2/orders/{}/seller-delivery/update-delivery",
             self.update_delivery),
            ("POST", "/integration/v2/orders/{}/cross-border/update-shipment",
             self.update_shipment),
            ("PUT", "/integration/v2.1/products/updateSku", self.update_sku),
        )
        for method, path, handler in calls:
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
        """(app id, shop or None); an in-house app's own token is good for its shop too."""
        kind, _, access = request.headers.get("authorization", "").partition(" ")
        now = self.world.now()
        if kind.lower() == "bearer" and access in self.app_tokens:
            app_id, ends = self.app_tokens[access]
            if now < ends:
                own = [s for s in self.world.shops.values() if s.app_id == app_id]
                grant = self.tokens.grants.get(own[0].shop_id) if len(own) == 1 else None
                return app_id, own[0] if grant and not grant.revoked else None
        grant = self.tokens.holder(access) if kind.lower() == "bearer" else None
        if self.tokens.access_state(grant, access, now) != "good":
            refused(401, "unauthorized", "The access token is invalid or has expired")
        return grant.app_id, self.world.shops[grant.shop_id]

    def shop_of(self, caller):
        if caller[1] is None:
            refused(403, "forbidden", "This call needs a token that a seller authorized")
        return caller[1]

    def no_such_path(self, request):
        return Refusal(404, "not_found", f"no route for {request.path}").response()

    def throttled(self):
        return Response(429, b'{"message":"API rate limit exceeded"}',
                        headers=(("Retry-After", "1"),))

    def token(self, request):
        form = request.form()
        kind, _, basic = request.headers.get("authorization", "").partition(" ")
        client, secret = form.get("client_id"), form.get("client_secret")
        if kind.lower() == "basic":
            try:
                client, _, secret = base64.b64decode(basic).decode().partition(":")
            except ValueError:
                client = None
        app = self.world.apps.get(client)
        if app is None or secret != app.secret:
            return Refusal(401, "invalid_client", "Client authentication failed").response()
        now = self.world.now()
        how = form.get("grant_type")
        if how == "client_credentials":
            access = f"tikiapp{secrets.token_hex(20)}"
            self.app_tokens[access] = (app.app_id, now + self.tokens.access_life_s)
            return answer({"access_token": access, "expires_in": self.tokens.access_life_s,
                           "scope": "", "token_type": "bearer"})
        grant = None
        if how == "authorization_code":
            shop_id = self.tokens.spend_code(form.get("code"), now)
            grant = shop_id and self.tokens.authorise(shop_id, app.app_id, now)
        elif how == "refresh_token":
            known = self.tokens.by_refresh(form.get("refresh_token", ""))
            if known and not known.revoked and form["refresh_token"] == known.refresh:
                grant = self.tokens.renew(known, now)
        if not grant or grant.app_id != app.app_id:
            return Refusal(400, "invalid_grant", "The provided authorization grant is invalid, "
                           "expired or revoked").response()
        return answer({"access_token": grant.access, "refresh_token": grant.refresh,
                       "expires_in": self.tokens.access_life_s, "scope": "offline order",
                       "token_type": "bearer"})

    def expire(self, grant):
        super().expire(grant)
        self.app_tokens = {a: v for a, v in self.app_tokens.items() if v[0] != grant.app_id}

    # -- queues ------------------------------------------------------------------------------

    def queue_of(self, caller, code):
        queue = self.queues.get(code)
        if queue is None or queue.app_id != caller[0]:
            refused(404, "not_found", "The queue does not exist")
        return queue

    def list_queues(self, _request, caller):
        return answer([q.document() for q in self.queues.values() if q.app_id == caller[0]])

    def create_queue(self, request, caller):
        name = (request.json() or {}).get("name")
        if not isinstance(name, str) or not name:
            refused(400, "invalid_request", "name is mandatory")
        queue = Queue(name, caller[0])
        self.queues[queue.code] = queue
        return answer(queue.document())

    def subscribe(self, request, caller, code):
        queue, shop = self.queue_of(caller, code), self.shop_of(caller)
        kind = (request.json() or {}).get("event_type")
        if kind not in EVENT_TYPES:
            refused(400, "invalid_request", "event_type is not supported")
        made = {"code": str(uuid.uuid4()), "active": True, "event_type": kind,
                "sid": shop.shop_id}
        queue.subscriptions[made["code"]] = made
        return answer(made)

    def list_subscriptions(self, _request, caller, code):
        return answer(list(self.queue_of(caller, code).subscriptions.values()))

    def switch_subscription(self, request, caller, code, subscription):
        found = self.queue_of(caller, code).subscriptions.get(subscription)
        if found is None:
            refused(404, "not_found", "The subscription does not exist")
        found["active"] = bool((request.json() or {}).get("active", True))
        return answer(found)

    def pull(self, request, caller, code):
        queue = self.queue_of(caller, code)
        queue.acknowledge((request.json() or {}).get("ack_id"))
        return answer({"events": queue.pull(), "ack_id": queue.ack_id})

    def ack(self, request, caller, code):
        queue = self.queue_of(caller, code)
        if not queue.acknowledge((request.json() or {}).get("ack_id")):
            refused(400, "invalid_request", "ack_id is not that of the last pull")
        return answer({})

    def enqueue(self, order, event, again=False):
        kind = EVENT_TYPES[0] if event.kind == "created" else EVENT_TYPES[1]
        key = f"{order.order_id}|{event.kind}|{event.status}|{event.at}"
        entry = {"id": str(uuid.uuid5(uuid.NAMESPACE_URL, key)), "sid": order.shop_id,
                 "type": kind, "version": "v1", "created_at": event.at * 1000,
                 "payload": {"order_code": order.order_id, "status": event.status}}
        for queue in self.queues.values():
            if queue.wants(order.shop_id, kind):
                queue.events.append(entry)

    def changed(self, order, kind="status", **facts):
        event = self.event_of(order, kind, **facts)
        if kind not in self.silent_kinds:
            self.enqueue(order, event)
        return event

    def notices(self, order, event):
        return []

    def request_cancel(self, order):
        order.cancel_requested = True
        self.world.touch(order)
        self.changed(order)

    # -- orders ------------------------------------------------------------------------------

    def named_order(self, caller, code):
        order = self.order_of_shop(self.shop_of(caller).shop_id, code)
        if order is None:
            refused(404, "not_found", f"Order {code} does not exist")
        return order

    def get_order(self, _request, caller, code):
        return answer(documents.order(self.named_order(caller, code), caller[1]))

    def list_orders(self, request, caller):
        shop, query = self.shop_of(caller), request.query
        by = "updated" if "updated_from_date" in query or "updated_to_date" in query else "created"
        try:
            page, limit = int(query.get("page", 1)), int(query.get("limit", 20))
            start = seconds(query.get(f"{by}_from_date"), 0)
            end = seconds(query.get(f"{by}_to_date"), float("inf"))
        except ValueError:
            page = 0
        if page < 1 or not 1 <= limit <= PAGE_MAX:
            refused(400, "invalid_request", f"page, limit (1 to {PAGE_MAX}) or a date")
        found = self.world.changed_between(shop.shop_id, start, end, by)
        codes = set(query["code"].split(",")) if query.get("code") else None
        status = query.get("status")
        found = [o for o in found if (codes is None or o.order_id in codes)
                 and (not status or o.status in status.split(","))]
        if "asc" not in query.get("order_by", ""):
            found.reverse()
        first = (page - 1) * limit
        shown = found[first:first + limit]
        return answer({
            "data": [documents.order(o, shop) for o in shown],
            "paging": {"total": len(found), "current_page": page, "from": first,
                       "to": first + len(shown), "per_page": limit,
                       "last_page": max(1, -(-len(found) // limit))},
        })

    # -- write-back --------------------------------------------------------------------------

    def open_order(self, caller, code, kind):
        order = self.named_order(caller, code)
        if kind and documents.fulfillment(order, caller[1]) != kind:
            refused(400, "invalid_request", f"The order is not a {kind} order")
        rule = self.refusal(order)
        if rule:
            refused(int(rule.get("code", 400)), "invalid_request", rule.get("message", "Refused."))
        return order

    def list_inventories(self, request, caller):
        shop = self.shop_of(caller)
        if request.query.get("tiki_warehouse_codes") != documents.WAREHOUSE:
            return answer({"seller_inventories": [], "mappings": []})
        return answer(documents.inventories(shop))

    def known_inventory(self, caller, body):
        if body.get("seller_inventory_id") != documents.inventory(caller[1]):
            refused(400, "invalid_request", "seller_inventory_id is not a warehouse of the seller")

    def confirm(self, request, caller, code):
        order = self.open_order(caller, code, None)
        if documents.fulfillment(order, caller[1]) == "dropship":
            refused(400, "invalid_request", "The order is a dropship order")
        body = request.json() or {}
        available = body.get("available_item_ids")
        known = {line.unit_ids[0] for line in order.lines}
        if not isinstance(available, list) or not set(available) <= known:
            refused(400, "invalid_request", "available_item_ids")
        self.known_inventory(caller, body)
        return self.confirmed(order, bool(available))

    def confirm_dropship(self, request, caller, code):
        order = self.open_order(caller, code, "dropship")
        body = request.json() or {}
        status = body.get("confirmation_status")
        if status not in ("seller_confirmed", "seller_canceled"):
            refused(400, "invalid_request", "confirmation_status")
        self.known_inventory(caller, body)
        return self.confirmed(order, status == "seller_confirmed")

    def confirmed(self, order, available):
        if order.status not in OPEN_STATES:
            refused(400, "invalid_request", f"The order is {order.status}")
        if not available:
            order.cancel_by, order.cancel_reason = "seller", "out_of_stock"
        self.world.set_status(order, "processing" if available else "canceled")
        self.world.wrote("confirm", order=order.order_id, available=available)
        self.changed(order)
        return answer({"success": True})

    def update_delivery(self, request, caller, code):
        order = self.open_order(caller, code, "seller_delivery")
        body = request.json() or {}
        status = body.get("status")
        if status not in ("successful_delivery", "failed_delivery"):
            refused(400, "invalid_request", "status")
        if status == "failed_delivery" and not body.get("failure_cause"):
            refused(400, "invalid_request", "failure_cause is mandatory")
        if order.status in ("canceled", "complete", "successful_delivery"):
            refused(400, "invalid_request", f"The order is {order.status}")
        if status == "successful_delivery":
            self.world.set_status(order, "successful_delivery")
            self.changed(order)
        self.world.wrote("update_delivery", order=order.order_id, status=status,
                         cause=body.get("failure_cause", ""))
        return answer({"success": True})

    def update_shipment(self, request, caller, code):
        order = self.open_order(caller, code, "cross_border")
        body = request.json() or {}
        if not body.get("status") or not body.get("update_time"):
            refused(400, "invalid_request", "status and update_time are mandatory")
        self.world.wrote("update_shipment", order=order.order_id, status=body["status"],
                         update_time=body["update_time"])
        self.world.touch(order)
        return answer({"success": True})

    def update_sku(self, request, caller):
        shop, body = self.shop_of(caller), request.json() or {}
        sku = body.get("original_sku")
        stocks = body.get("warehouse_quantities")
        if sku not in self.world.product_ids or sku in shop.delisted or body.get(
                "product_id", self.world.product_ids[sku]) != self.world.product_ids[sku]:
            refused(404, "not_found", "The product does not exist")
        if not isinstance(stocks, list) or not stocks or not isinstance(
                stocks[0].get("qty_available"), int):
            refused(400, "invalid_request", "warehouse_quantities")
        shop.stock[sku] = sum(s["qty_available"] for s in stocks)
        self.world.wrote("update_stock", sku=sku, stock=shop.stock[sku])
        return answer({"state": "approved"})


def seconds(text, otherwise):
    """2026-01-01 09:59:00 in Viet Nam's time."""
    if not text:
        return otherwise
    return int(datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=VN).timestamp())
