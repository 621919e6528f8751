# SPDX-License-Identifier: Apache-2.0
"""Shopee Open Platform v2, as its documentation describes it.

Documented (H): paths, parameters, limits, error names and texts, the public kind of the lost-push
calls, data as JSON text in them. By integrators (M): HTTP 403 with sign and token errors, the
spelling invalid_acceess_token of live answers (the pages say error_auth; see token_error).
Not verified (L): error_rate_limit as the name of a throttled answer.
"""
from datetime import datetime, timedelta, timezone

from platforms import signatures, shopee_documents as documents
from platforms.http import answer, to_json
from platforms.platform import Platform, request_id
from platforms.tokens import Tokens
from platforms.world import World

VN = timezone(timedelta(hours=7))
CLOCK_S = 300
ORDERS_MAX = 50
PAGE_MAX = 100
LIST_WINDOW_S = 15 * 86400
LOST_KEPT_S = 3 * 86400
CANCEL_REASONS = ("OUT_OF_STOCK", "CUSTOMER_REQUEST", "UNDELIVERABLE_AREA", "COD_NOT_SUPPORTED")
TO_SHIP = ("READY_TO_SHIP", "RETRY_SHIP")


def order_sn(number, created):
    """201214JASXYXY6 in the documentation: the day, then letters and digits."""
    return f"{datetime.fromtimestamp(created, VN):%y%m%d}SIM{number:06d}"


class Refusal(Exception):
    def __init__(self, error, message, status=200):
        super().__init__(message)
        self.error, self.message, self.status = error, message, status

    def response(self):
        return answer({"error": self.error, "message": self.message,
                       "request_id": request_id()}, self.status)


def refused(error, message, status=200):
    raise Refusal(error, message, status)


def good(response=None, **more):
    body = {"error": "", "message": "", "request_id": request_id(), **more}
    if response is not None:
        body["response"] = response
    return answer(body)


class Shopee(Platform):
    name = "shopee"
    push_retries = 3
    push_timeout_s = 3.0
    happy_path = ("UNPAID", "READY_TO_SHIP", "PROCESSED", "SHIPPED", "TO_CONFIRM_RECEIVE",
                  "COMPLETED")
    cancelled_word = "CANCELLED"
    tracked_words = happy_path[2:]
    silent_kinds = ("address",)
    token_error = ("invalid_acceess_token", "Invalid access_token, please have a check.")
    push_key = None  # instead of the partner key
    push_signs = "url|body"

    def __init__(self, seed=1):
        super().__init__(World(seed, "READY_TO_SHIP", order_sn),
                         Tokens(access_life_s=14400, refresh_life_s=30 * 86400))
        self.last_confirmed = 0
        calls = (
            ("POST", "/api/v2/auth/token/get", self.get_token, False),
            ("POST", "/api/v2/auth/access_token/get", self.refresh_token, False),
            ("GET", "/api/v2/push/get_lost_push_message", self.get_lost, False),
            ("POST", "/api/v2/push/confirm_consumed_lost_push_message", self.confirm_lost, False),
            ("GET", "/api/v2/order/get_order_detail", self.order_detail, True),
            ("GET", "/api/v2/order/get_order_list", self.order_list, True),
            ("GET", "/api/v2/logistics/get_shipping_parameter", self.shipping_parameter, True),
            ("POST", "/api/v2/logistics/ship_order", self.ship_order, True),
            ("GET", "/api/v2/logistics/get_tracking_number", self.tracking_number, True),
            ("POST", "/api/v2/order/cancel_order", self.cancel_order, True),
            ("POST", "/api/v2/product/update_stock", self.update_stock, True),
        )
        for method, path, handler, of_shop in calls:
            self.route(method, path, self.guarded(handler, of_shop))

    # -- who calls ---------------------------------------------------------------------------

    def guarded(self, handler, of_shop):
        def call(request):
            try:
                app = self.known_app(request)
                if not of_shop:
                    self.check_sign(request, app, "", "")
                    return handler(request, app)
                return handler(request, self.known_shop(request, app))
            except Refusal as refusal:
                return refusal.response()
        return call

    def known_app(self, request):
        query = request.query
        if not query.get("partner_id"):
            refused("error_param", "There is no partner_id in query.", 403)
        app = self.world.apps.get(query["partner_id"])
        if app is None:
            refused("error_param", "Invalid partner_id.", 403)
        if not query.get("timestamp"):
            refused("error_param", "no timestamp", 403)
        stamp = query["timestamp"]
        if not stamp.isdigit() or abs(self.world.now() - int(stamp)) > CLOCK_S:
            refused("error_param", "Invalid timestamp", 403)
        if not query.get("sign"):
            refused("error_param", "There is no sign in query.", 403)
        return app

    def check_sign(self, request, app, access, shop_id):
        expected = signatures.shopee_api(app.secret, app.app_id, request.path,
                                         request.query["timestamp"], access, shop_id)
        if not signatures.same(request.query["sign"], expected):
            refused("error_sign", "Wrong sign.", 403)

    def known_shop(self, request, app):
        query = request.query
        if not query.get("access_token"):
            refused("error_param", "There is no access_token in query.", 403)
        shop_id = query.get("shop_id", "")
        self.check_sign(request, app, query["access_token"], shop_id)
        shop = self.world.shops.get(shop_id)
        if shop is None or shop.app_id != app.app_id:
            refused("error_shop", "shopid is invalid", 403)
        grant = self.tokens.grants.get(shop_id)
        if self.tokens.access_state(grant, query["access_token"], self.world.now()) != "good":
            refused(*self.token_error, 403)
        return shop

    def no_such_path(self, request):
        return Refusal("error_not_found", f"no such api: {request.path}", 404).response()

    def throttled(self):
        return Refusal("error_rate_limit", "Your request is over the limit, please try later.",
                       429).response()

    # -- tokens ------------------------------------------------------------------------------

    def get_token(self, request, app):
        body = self.body_of(request, app)
        shop_id = self.tokens.spend_code(str(body.get("code")), self.world.now())
        if shop_id is None:
            refused("invalid_code", "The code is expired or used or invalid, please check the "
                    "code.")
        if str(body.get("shop_id")) != shop_id:
            refused("invalid_shop_id", "The code or shop_id is wrong, please check the code or the "
                    "shop_id.")
        grant = self.tokens.authorise(shop_id, app.app_id, self.world.now())
        return good(refresh_token=grant.refresh, access_token=grant.access,
                    expire_in=self.tokens.access_life_s)

    def refresh_token(self, request, app):
        body = self.body_of(request, app)
        refresh = str(body.get("refresh_token"))
        grant = self.tokens.grants.get(str(body.get("shop_id")))
        now = self.world.now()
        if grant is None or grant.revoked or grant.app_id != app.app_id:
            refused("shop_no_linked", "Partner and shop has no linked.", 403)
        if refresh != grant.refresh:  # a used one is as wrong as any other
            refused("error_shop_refresh_token",
                    "Your refresh token is error ,please check refresh token or shopid.", 403)
        if now >= grant.refresh_ends:
            refused("refresh_token_expired", "Your refresh_token expired.", 403)
        self.tokens.renew(grant, now)
        return good(partner_id=int(app.app_id), refresh_token=grant.refresh,
                    access_token=grant.access, expire_in=self.tokens.access_life_s,
                    shop_id=int(grant.shop_id))

    def body_of(self, request, app):
        body = request.json()
        if body is None:
            refused("error_data", "parse data failed")
        if app is not None and str(body.get("partner_id")) != app.app_id:
            refused("error_param", "Invalid partner_id.")
        return body

    # -- orders ------------------------------------------------------------------------------

    def order_detail(self, request, shop):
        numbers = [sn for sn in request.query.get("order_sn_list", "").split(",") if sn]
        if not 1 <= len(numbers) <= ORDERS_MAX:
            refused("error_param", "Wrong parameters, detail: order_sn_list limit [1,50].")
        wanted = set(request.query.get("response_optional_fields", "").replace(" ", "").split(","))
        orders = [self.order_of_shop(shop.shop_id, sn) for sn in numbers]
        if None in orders:
            refused("error_not_found", "Wrong parameters, detail: the order is not found.")
        return good({"order_list": [documents.order(o, shop, wanted) for o in orders]})

    def order_list(self, request, shop):
        query = request.query
        field = {"create_time": "created", "update_time": "updated"}.get(
            query.get("time_range_field"))
        try:
            start, end = int(query["time_from"]), int(query["time_to"])
            size = int(query.get("page_size", ""))
            offset = int(query.get("cursor") or 0)
        except (KeyError, ValueError):
            field = None
        if field is None or not 1 <= size <= PAGE_MAX or offset < 0:
            refused("error_param", "Wrong parameters, detail: time_range_field, time_from, "
                    "time_to, page_size or cursor.")
        if start >= end or end - start > LIST_WINDOW_S:
            refused("order.order_list_invalid_time",
                    "Start time must be earlier than end time and diff in 15days.")
        found = self.world.changed_between(shop.shop_id, start, end, field)
        status = query.get("order_status")
        found = [o for o in found if not status or o.status == status]
        page = found[offset:offset + size]
        more = offset + size < len(found)
        with_status = "order_status" in query.get("response_optional_fields", "")
        listed = [{"order_sn": o.order_id, "booking_sn": ""} for o in page]
        for entry, order in zip(listed, page):
            if with_status:
                entry["order_status"] = order.status
        return good({"more": more, "next_cursor": str(offset + size) if more else "",
                     "order_list": listed})

    def named_order(self, shop, sn):
        order = self.order_of_shop(shop.shop_id, sn)
        if order is None:
            refused("error_not_found", "Wrong parameters, detail: the order is not found.")
        return order

    def refuse_if_told(self, order, error):
        rule = self.refusal(order)
        if rule:
            refused(rule.get("code", error), rule.get("message", "Simulated refusal."))

    # -- write-back --------------------------------------------------------------------------

    def shipping_parameter(self, request, shop):
        order = self.named_order(shop, request.query.get("order_sn"))
        if order.status == "CANCELLED":
            refused("error_status", "The order has been cancelled.")
        return good(documents.shipping_parameter(shop, self.world.now()))

    def ship_order(self, request, shop):
        body = self.body_of(request, None)
        order = self.named_order(shop, body.get("order_sn"))
        if body.get("package_number") not in (None, documents.package_number(order)):
            refused("logistics.package_not_exist", "The package is not exist.")
        ways = [way for way in ("pickup", "dropoff", "non_integrated") if way in body]
        allowed = ("non_integrated",) if shop.own_fleet else ("pickup", "dropoff")
        if len(ways) != 1 or ways[0] not in allowed or not isinstance(body[ways[0]], dict):
            refused("logistics.error_param", "Please use the shipping method of "
                    "get_shipping_parameter.")
        way = body[ways[0]]
        if ways[0] == "pickup" and way.get("address_id") != documents.PICKUP_ADDRESS:
            refused("logistics.address_not_found", "Address is not found.")
        if order.status not in TO_SHIP:
            refused("logistics.error_status_limit",
                    f"Order status {order.status} is not supported.")
        self.refuse_if_told(order, "logistics.error_param")
        order.tracking = str(way.get("tracking_number") or documents.tracking_of(order))
        order.carrier = "Seller Own Fleet" if shop.own_fleet else "SPX Express"
        self.world.set_status(order, "PROCESSED")
        self.world.wrote("ship_order", order=order.order_id, how=ways[0], tracking=order.tracking)
        self.changed(order)
        self.changed(order, "tracking")
        return good()

    def tracking_number(self, request, shop):
        order = self.order_of_shop(shop.shop_id, request.query.get("order_sn"))
        if order is None:
            refused("logistics.invalid_error", "The order is not exist.")
        return good({"tracking_number": order.tracking, "plp_number": "",
                     "first_mile_tracking_number": "", "hint": ""})

    def cancel_order(self, request, shop):
        body = self.body_of(request, None)
        order = self.named_order(shop, body.get("order_sn"))
        reason = body.get("cancel_reason")
        if reason not in CANCEL_REASONS:
            refused("error_param", "Wrong parameters, detail: cancel_reason.")
        if reason == "OUT_OF_STOCK" and not body.get("item_list"):
            refused("error_param", "Wrong parameters, detail: item_list is a required field.")
        if order.status not in ("UNPAID", "PENDING", "PROCESSED", *TO_SHIP):
            refused("order.error_limit", "Can not cancel this order.")
        self.refuse_if_told(order, "order.error_limit")
        order.cancel_reason, order.cancel_by = reason, "seller"
        self.world.set_status(order, "CANCELLED")
        self.world.wrote("cancel_order", order=order.order_id, reason=reason)
        self.changed(order)
        return good({"update_time": order.updated})

    def update_stock(self, request, shop):
        body = self.body_of(request, None)
        wanted = body.get("stock_list")
        if not isinstance(wanted, list) or not 1 <= len(wanted) <= 50:
            refused("error_param", "Wrong parameters, detail: stock_list length [1,50].")
        known = {v: k for k, v in self.world.product_ids.items()}
        sku = known.get(body.get("item_id"))
        if sku is None or sku in shop.delisted:
            refused("error_item_not_found", "Item_id is not found.")
        done, failed = documents.apply_stock(shop, sku, body["item_id"], wanted)
        for entry in done:
            self.world.wrote("update_stock", sku=sku, stock=entry["stock"])
        if not done:
            refused("error_busi_update_stock_failed", "Update stock failed, please check "
                    "failure_list for detailed reason")
        return good({"failure_list": failed, "success_list": done}, warning="")

    # -- notices -----------------------------------------------------------------------------

    def notices(self, order, event):
        if event.kind in self.silent_kinds:
            return []
        return [to_json(documents.notice(order, event, self.world.now()))]

    def push_headers(self, shop_id, body, signed_url, wrong=False):
        app = self.app_of(shop_id)
        key = (self.push_key or app.secret) + ("x" if wrong else "")
        if self.push_signs == "body":
            return {"Authorization": signatures.hmac_hex(key, body)}
        return {"Authorization": signatures.shopee_push(key, app.callback_url or signed_url, body)}

    def dialect(self, data):
        """token_error, push_key, push_signs (url|body or body): what integrators report."""
        if data.get("push_signs", self.push_signs) not in ("url|body", "body"):
            raise ValueError("push_signs: url|body or body")
        self.push_signs = data.get("push_signs", self.push_signs)
        self.push_key = data.get("push_key", self.push_key)
        if "token_error" in data:
            self.token_error = (str(data["token_error"]), "Invalid access_token.")

    def request_cancel(self, order):
        self.world.set_status(order, "IN_CANCEL")
        self.changed(order)

    def keep_lost(self, order, event):
        self.lost.append((len(self.lost) + 77001, self.world.now(), order.shop_id,
                          documents.notice(order, event, self.world.now())))

    def waiting_lost(self, app):
        since = self.world.now() - LOST_KEPT_S
        return [m for m in self.lost if m[0] > self.last_confirmed and m[1] >= since
                and self.world.shops[m[2]].app_id == app.app_id]

    def get_lost(self, _request, app):
        waiting = self.waiting_lost(app)
        page = waiting[:PAGE_MAX]
        listed = [{"shop_id": int(shop_id), "code": notice["code"],
                   "timestamp": notice["timestamp"], "data": to_json(notice).decode()}
                  for _, _, shop_id, notice in page]
        return good({"push_message_list": listed, "has_next_page": len(waiting) > len(page),
                     "last_message_id": page[-1][0] if page else 0})

    def confirm_lost(self, request, _app):
        body = self.body_of(request, None)
        last = body.get("last_message_id")
        if not isinstance(last, int):
            refused("error_param", "parameter invalid")
        self.last_confirmed = max(self.last_confirmed, last)
        return good()
