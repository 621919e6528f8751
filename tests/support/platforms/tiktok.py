# SPDX-License-Identifier: Apache-2.0
"""TikTok Shop Partner API (202309), as its documentation describes it.

Documented (H): paths, parameters, codes 0, 101000, 105002, 106001, 106013, 36009002, 36009004,
36009009 and those of orders, parcels, cancellations and stock; the clock may be 5 minutes late or
30 s early; 429 when throttled. Not verified (L): HTTP 401 and 400 beside the codes, the code of a
bad refresh token, that a used refresh token is refused.
"""
import base64
import json

from platforms import signatures, tiktok_documents as documents
from platforms.http import answer, to_json
from platforms.platform import Platform, request_id
from platforms.tokens import Tokens
from platforms.world import World

LATE_S, EARLY_S = 300, 30
IDS_MAX = 50
PAGE_MAX = 100
CANCELLABLE = ("UNPAID", "ON_HOLD", "AWAITING_SHIPMENT")
FAILURES = ("INVALID_ADDRESS", "UNABLE_RECEIVE", "UNABLE_CONTACT_BUYER", "BUYER_REFUSED",
            "DELAY_DELIVERY", "PACKAGE_LOST", "PACKAGE_DAMAGE", "FORCE_MAJEURE", "OTHER")


class Refusal(Exception):
    def __init__(self, code, message, status=200):
        super().__init__(message)
        self.code, self.message, self.status = code, message, status

    def response(self):
        return answer({"code": self.code, "message": self.message, "request_id": request_id()},
                      self.status)


def refused(code, message, status=200):
    raise Refusal(code, message, status)


def good(data=None):
    return answer({"code": 0, "message": "Success", "request_id": request_id(),
                   "data": data if data is not None else {}})


def order_number(number, created):
    return str(576684000000000000 + number * 1000000 + created % 1000000)


class TikTok(Platform):
    name = "tiktok"
    push_retries = 4
    push_timeout_s = 3.0
    happy_path = ("UNPAID", "AWAITING_SHIPMENT", "AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED",
                  "COMPLETED")
    cancelled_word = "CANCELLED"
    tracked_words = happy_path[2:]

    def __init__(self, seed=3):
        super().__init__(World(seed, "AWAITING_SHIPMENT", order_number),
                         Tokens(access_life_s=7 * 86400, refresh_life_s=365 * 86400))
        self.route("GET", "/api/v2/token/get", self.unsigned(self.get_token))
        self.route("GET", "/api/v2/token/refresh", self.unsigned(self.refresh_token))
        calls = (
            ("GET", "/order/202309/orders", self.get_orders),
            ("POST", "/order/202309/orders/search", self.search_orders),
            ("POST", "/fulfillment/202309/packages/deliver", self.deliver_parcels),
            ("POST", "/fulfillment/202309/packages/{}/ship", self.ship),
            ("POST", "/fulfillment/202309/packages/{}/shipping_info/update", self.update_shipping),
            ("POST", "/return_refund/202309/cancellations", self.cancel),
            ("POST", "/product/202309/products/{}/inventory/update", self.update_stock),
        )
        for method, path, handler in calls:
            self.route(method, path, self.guarded(handler))

    # -- who calls ---------------------------------------------------------------------------

    def unsigned(self, handler):
        def call(request):
            try:
                return handler(request)
            except Refusal as refusal:
                return refusal.response()
        return call

    def guarded(self, handler):
        def call(request, *parts):
            try:
                shop = self.known_shop(request, self.known_app(request))
                return handler(request, shop, *parts)
            except Refusal as refusal:
                return refusal.response()
        return call

    def known_app(self, request):
        query = request.query
        app = self.world.apps.get(query.get("app_key"))
        if app is None:
            refused(36009004, "Invalid credentials. Invalid app_key query parameter.", 401)
        stamp = query.get("timestamp", "")
        late = self.world.now() - int(stamp) if stamp.isdigit() and len(stamp) == 10 else None
        if late is None or late > LATE_S:
            refused(36009004, "Invalid timestamp. The value of the timestamp query parameter must "
                    "not be earlier than 5 minutes before the current time.", 401)
        if late < -EARLY_S:
            refused(36009004, "Invalid timestamp. The value of the timestamp query parameter must "
                    "not exceed the current time by more than 30 seconds.", 401)
        if not query.get("sign"):
            refused(36009004, "Missing credentials. The request does not include a required "
                    "signature in the query.", 401)
        expected = signatures.tiktok_api(app.secret, request.path, query, request.body)
        if not signatures.same(query["sign"], expected):
            refused(106001, "Invalid credentials. The sign query parameter is invalid.", 401)
        if request.method == "POST" and not request.headers.get(
                "content-type", "").startswith("application/json"):
            refused(36009022, "Invalid request format. The request body format must be "
                    "application/json.", 400)
        return app

    def known_shop(self, request, app):
        access = request.headers.get("x-tts-access-token", "")
        grant = self.tokens.holder(access) if access else None
        state = self.tokens.access_state(grant, access, self.world.now())
        if state == "expired":
            refused(105002, "Expired credentials. The access_token or x-tts-access-token header "
                    "has expired.", 401)
        if state != "good" or grant.app_id != app.app_id:
            refused(36009004, "Invalid credentials. The x-tts-access-token header is invalid.", 401)
        cipher = request.query.get("shop_cipher")
        if not cipher:
            refused(106013, "Missing identifier. The shop_cipher query parameter is required to "
                    "identify the target shop.", 400)
        shop = self.world.shops[grant.shop_id]
        if cipher != shop.cipher:
            refused(101000, "Invalid query or header. The associated shop does not match the "
                    "provided shop_cipher query parameter.", 400)
        return shop

    def no_such_path(self, _request):
        return Refusal(36009009, "Invalid path. The specified path does not match any available "
                       "endpoint.", 404).response()

    def throttled(self):
        return Refusal(36009002, "Too many requests. You've made too many requests in a short "
                       "period of time.", 429).response()

    # -- tokens ------------------------------------------------------------------------------

    def app_by_secret(self, query):
        app = self.world.apps.get(query.get("app_key"))
        if app is None or query.get("app_secret") != app.secret:
            refused(36009004, "Invalid credentials. Invalid app_key or app_secret.")
        return app

    def get_token(self, request):
        app = self.app_by_secret(request.query)
        shop_id = self.tokens.spend_code(request.query.get("auth_code"), self.world.now())
        if request.query.get("grant_type") != "authorized_code" or shop_id is None:
            refused(36004004, "Authorization code is invalid or expired.")
        return self.token_answer(self.tokens.authorise(shop_id, app.app_id, self.world.now()))

    def refresh_token(self, request):
        app = self.app_by_secret(request.query)
        now = self.world.now()
        refresh = request.query.get("refresh_token", "")
        grant = self.tokens.by_refresh(refresh)
        if request.query.get("grant_type") != "refresh_token" or grant is None or grant.revoked or (
                grant.app_id != app.app_id or refresh != grant.refresh
                or now >= grant.refresh_ends):
            refused(36004004, "Refresh token is invalid or expired.")
        return self.token_answer(self.tokens.renew(grant, now))

    def token_answer(self, grant):
        return good({
            "access_token": grant.access, "access_token_expire_in": grant.access_ends,
            "refresh_token": grant.refresh, "refresh_token_expire_in": grant.refresh_ends,
            "open_id": f"sim{grant.shop_id}", "seller_name": "Cửa hàng thử",
            "seller_base_region": "VN", "user_type": 0,
            "granted_scopes": ["seller.order.info", "seller.fulfillment.basic"],
        })

    # -- orders ------------------------------------------------------------------------------

    def get_orders(self, request, shop):
        ids = [i for i in request.query.get("ids", "").split(",") if i]
        if not 1 <= len(ids) <= IDS_MAX:
            refused(36009004, "Invalid parameter. ids must hold 1 to 50 order ids.", 400)
        orders = [self.order_of_shop(shop.shop_id, i) for i in ids]
        if None in orders:
            refused(21008111, "The order or package does not belong to the current seller.")
        return good({"orders": [documents.order(o, shop) for o in orders]})

    def search_orders(self, request, shop):
        query, body = request.query, request.json() or {}
        by = {"create_time": "created", "update_time": "updated"}.get(
            query.get("sort_field", "create_time"))
        field = "updated" if "update_time_ge" in body or "update_time_lt" in body else "created"
        name = "update_time" if field == "updated" else "create_time"
        try:
            size, offset = int(query.get("page_size", "")), page_offset(query.get("page_token"))
            start = int(body.get(f"{name}_ge", 0))
            end = int(body.get(f"{name}_lt", self.world.now() + 1)) - 1
        except (ValueError, TypeError):
            size = 0
        if not 1 <= size <= PAGE_MAX or by is None:
            refused(36009004, "Invalid parameter. page_size, page_token, sort_field or time.", 400)
        status = body.get("order_status")
        found = [o for o in self.world.changed_between(shop.shop_id, start, end, field)
                 if not status or o.status == status]
        found.sort(key=lambda o: (getattr(o, by), o.order_id),
                   reverse=query.get("sort_order", "DESC") == "DESC")
        page = found[offset:offset + size]
        more = offset + size < len(found)
        return good({"orders": [documents.order(o, shop) for o in page],
                     "next_page_token": page_token(offset + size) if more else "",
                     "total_count": len(found)})

    # -- write-back --------------------------------------------------------------------------

    def parcel(self, shop, parcel_id):
        order = self.world.by_package.get(parcel_id[4:-2])
        known = order and order.shop_id == shop.shop_id and documents.parcel_id(order) == parcel_id
        return order if known else None

    def refuse_if_told(self, order, code):
        rule = self.refusal(order)
        if rule:
            refused(rule.get("code", code), rule.get("message", "Simulated refusal."))

    def ship(self, request, shop, parcel_id):
        order = self.parcel(shop, parcel_id)
        if order is None:
            refused(21011028, "The package does not belong to the current shop.")
        body = request.json() or {}
        own = body.get("self_shipment")
        if shop.own_fleet and not (isinstance(own, dict) and own.get("tracking_number")
                                   and own.get("shipping_provider_id")):
            refused(21001001, "Invalid parameters. Please ensure you are passing the correct "
                    "request parameter(s).")
        if order.status == "CANCELLED":
            refused(21011042, "Cannot complete the operation when order is cancelled.")
        if order.status != "AWAITING_SHIPMENT":
            refused(11006021, "Package has been shipped. Please not ship the package again.")
        self.refuse_if_told(order, 11001031)
        if shop.own_fleet:
            order.tracking, order.carrier = str(own["tracking_number"]), "Seller Own Fleet"
        else:
            order.tracking, order.carrier = f"TTSVN{order.package_id}", "TikTok Logistics"
        self.world.set_status(order, "IN_TRANSIT" if shop.own_fleet else "AWAITING_COLLECTION")
        self.world.wrote("ship", order=order.order_id, parcel=parcel_id, tracking=order.tracking)
        self.changed(order)
        return good()

    def update_shipping(self, request, shop, parcel_id):
        order = self.parcel(shop, parcel_id)
        body = request.json() or {}
        if order is None:
            refused(21011028, "The package does not belong to the current shop.")
        if not shop.own_fleet:
            refused(21011004, "This API cannot be used to update package shipping information for "
                    "packages that are not shipped by sellers.")
        if order.status == "CANCELLED":
            refused(21011042, "Cannot complete the operation when order is cancelled.")
        if order.status in ("DELIVERED", "COMPLETED"):
            refused(21011030, "Package has already been delivered.")
        if not order.tracking:
            refused(21011043, "The package has not been shipped yet.")
        if not body.get("tracking_number") or not body.get("shipping_provider_id"):
            refused(21011022, "Invalid tracking number or provider ID. Please double check and try "
                    "again.")
        self.refuse_if_told(order, 21011050)
        order.tracking = str(body["tracking_number"])
        self.world.touch(order)
        self.world.wrote("shipping_info", order=order.order_id, tracking=order.tracking)
        return good()

    def deliver_parcels(self, request, shop):
        wanted = (request.json() or {}).get("packages")
        if not isinstance(wanted, list) or not wanted:
            refused(21001001, "Invalid parameters. Please ensure you are passing the correct "
                    "request parameter(s).")
        errors = [e for e in (self.deliver_parcel(shop, entry) for entry in wanted) if e]
        return good({"errors": errors} if errors else {})

    def deliver_parcel(self, shop, entry):
        parcel_id, kind = str(entry.get("id")), entry.get("delivery_type")
        order = self.parcel(shop, parcel_id)
        rule = order and self.refusal(order)
        if order is None:
            return documents.parcel_error(21011028, "The package does not belong to the current "
                                          "shop.", parcel_id)
        if not shop.own_fleet:
            return documents.parcel_error(10007014, "order not in sof service", parcel_id)
        if rule:
            return documents.parcel_error(rule.get("code", 21001011),
                                          rule.get("message", "Simulated refusal."), parcel_id)
        failed = kind == "DELIVERY_FAILED" and entry.get("fail_delivery_reason") in FAILURES
        if order.status != "IN_TRANSIT" or not (kind == "DELIVERY_SUCCESS" or failed):
            return documents.parcel_error(21001001, "Invalid parameters.", parcel_id)
        if not failed:
            self.world.set_status(order, "DELIVERED")
            self.changed(order)
        self.world.wrote("deliver", order=order.order_id, parcel=parcel_id, how=kind,
                         reason=entry.get("fail_delivery_reason", ""))
        return None

    def cancel(self, request, shop):
        body = request.json() or {}
        order = self.order_of_shop(shop.shop_id, body.get("order_id"))
        if order is None:
            refused(25020005, "No permission to process this order")
        reason = body.get("cancel_reason")
        if reason not in documents.UNPAID_REASONS + documents.PAID_REASONS:
            refused(25001014, "Unknown return reason. Please ensure you are passing a valid return "
                    "reason.")
        if order.status == "CANCELLED":
            refused(25001011, "A return request is already in process, or the order has already "
                    "been cancelled.")
        if order.status not in CANCELLABLE:
            refused(25001045, "The order has already been shipped and we are unable to cancel "
                    "shipment with the courier.")
        unpaid = order.status == "UNPAID"
        if reason not in (documents.UNPAID_REASONS if unpaid else documents.PAID_REASONS):
            refused(25001021, "Reason not match order status")
        self.refuse_if_told(order, 25001028)
        order.cancel_by, order.cancel_reason = "SELLER", body["cancel_reason"]
        self.world.set_status(order, "CANCELLED")
        self.world.wrote("cancel", order=order.order_id, reason=order.cancel_reason)
        self.changed(order)
        return good({"cancel_id": documents.cancel_id(order),
                     "cancel_status": "CANCELLATION_REQUEST_SUCCESS"})

    def update_stock(self, request, shop, product_id):
        known = {str(v): k for k, v in self.world.product_ids.items()}
        if product_id not in known or known[product_id] in shop.delisted:
            refused(12052260, "The product ID does not exist")
        skus = (request.json() or {}).get("skus")
        if not isinstance(skus, list) or not skus:
            refused(12052036, "The SKU ID is necessary")
        errors = []
        for sku in skus:
            stocks = sku.get("inventory") or [{}]
            quantity = stocks[0].get("quantity")
            if sku.get("id") != str(int(product_id) + 500000):
                errors.append(documents.sku_error(12052036, "The SKU ID is necessary", sku))
            elif not isinstance(quantity, int) or not 0 <= quantity <= 99999:
                errors.append(documents.sku_error(12019024, "stock count is invalid", sku))
            else:
                shop.stock[known[product_id]] = quantity
                self.world.wrote("update_stock", sku=known[product_id], stock=quantity)
        return good({"errors": errors} if errors else {})

    # -- notices -----------------------------------------------------------------------------

    def notices(self, order, event):
        return [to_json(documents.notice(order, event, self.world.now()))]

    def push_headers(self, shop_id, body, signed_url, wrong=False):
        app = self.app_of(shop_id)
        key = app.secret + "x" if wrong else app.secret
        return {"Authorization": signatures.tiktok_push(key, app.app_id, body)}

    def request_cancel(self, order):
        self.world.touch(order)
        self.changed(order, "cancel_request")


def page_token(offset):
    return base64.b64encode(json.dumps({"from": offset}).encode()).decode()


def page_offset(token):
    return int(json.loads(base64.b64decode(token))["from"]) if token else 0
