# SPDX-License-Identifier: Apache-2.0
"""Lazada Open Platform (Viet Nam), as its documentation describes it.

Documented (H): paths, parameters, limits, the codes IncompleteSignature, MissingParameter,
IllegalAccessToken, IllegalRefreshToken, InvalidCode, ApiCallLimit, 16, 38, 7000xx, all with HTTP
200; the buyer paid price - voucher + shipping_fee; an order id is
unique in its shop only. By integrators (M): IllegalTimestamp,
InvalidAppKey, one item a piece, ids that do not fit as "detail" beside code 0. Not verified (L): that a used refresh token is refused.
"""
import json
from datetime import datetime

from platforms import signatures, lazada_documents as documents
from platforms.http import answer, to_json
from platforms.platform import Platform, request_id
from platforms.stock_request import stock_of
from platforms.tokens import Tokens
from platforms.world import World

CLOCK_MS = 7200 * 1000
PAGE_MAX = 100
BATCH_MAX = 20
CANCELLABLE = ("unpaid", "pending", "packed", "ready_to_ship")
SYSTEM = ("app_key", "timestamp", "sign_method", "sign")


class Refusal(Exception):
    def __init__(self, code, message, kind="ISP"):
        super().__init__(message)
        self.code, self.message, self.kind = str(code), message, kind

    def response(self):
        return answer({"code": self.code, "type": self.kind, "message": self.message,
                       "request_id": request_id()})


def refused(code, message, kind="ISP"):
    raise Refusal(code, message, kind)


def missing(name):
    refused("MissingParameter", f'The input parameter "{name}" that is mandatory for processing '
            "this request is not supplied")


def good(**members):
    return answer({"code": "0", "request_id": request_id(), **members})


def order_number(number, created):
    return str(260400000000000 + number * 100000 + created % 100000)


def object_of(parameters, name):
    """A parameter whose value is a JSON object written as text."""
    if name not in parameters:
        missing(name)
    try:
        value = json.loads(parameters[name])
    except ValueError:
        value = None
    if not isinstance(value, dict):
        refused("InvalidParameter", f"The format of {name} is not valid")
    return value


class Lazada(Platform):
    name = "lazada"
    push_retries = 12
    push_timeout_s = 0.5
    happy_path = ("unpaid", "pending", "packed", "ready_to_ship", "shipped", "delivered")
    cancelled_word = "canceled"
    tracked_words = happy_path[2:]
    silent_kinds = ("address",)

    def __init__(self, seed=2):
        super().__init__(World(seed, "pending", order_number),
                         Tokens(access_life_s=30 * 86400, refresh_life_s=180 * 86400))
        self.reverse_ids = {}
        calls = (
            ("GET POST", "/auth/token/create", self.create_token, False),
            ("GET POST", "/auth/token/refresh", self.refresh_token, False),
            ("GET", "/order/get", self.get_order, True),
            ("GET", "/order/items/get", self.get_items, True),
            ("GET", "/orders/get", self.get_orders, True),
            ("POST", "/order/fulfill/pack", self.pack, True),
            ("POST", "/order/package/rts", self.ready_to_ship, True),
            ("POST", "/order/package/sof/delivered", self.sof_delivered, True),
            ("POST", "/order/package/sof/failed_delivery", self.sof_failed, True),
            ("GET POST", "/order/reverse/cancel/validate", self.validate_cancel, True),
            ("GET POST", "/order/reverse/cancel/create", self.create_cancel, True),
            ("POST", "/product/price_quantity/update", self.price_quantity, True),
            ("POST", "/product/stock/sellable/update", self.sellable, True),
        )
        for methods, path, handler, of_shop in calls:
            for method in methods.split():
                self.route(method, "/rest" + path, self.guarded(handler, of_shop))

    # -- who calls ---------------------------------------------------------------------------

    def guarded(self, handler, of_shop):
        def call(request):
            try:
                given = dict(request.query)
                if request.method == "POST":
                    given.update(request.form())
                app = self.known_app(request, given)
                return handler(given, self.known_shop(given, app) if of_shop else app)
            except Refusal as refusal:
                return refusal.response()
        return call

    def known_app(self, request, given):
        for name in SYSTEM:
            if not given.get(name):
                missing(name)
        app = self.world.apps.get(given["app_key"])
        if app is None:
            refused("InvalidAppKey", "The specified App Key is invalid")
        stamp = given["timestamp"]
        if not stamp.isdigit() or abs(self.world.now_ms() - int(stamp)) > CLOCK_MS:
            refused("IllegalTimestamp", "The specified timestamp is either illegal or expired")
        expected = signatures.lazada_api(app.secret, request.path.removeprefix("/rest"), given)
        if given["sign_method"] != "sha256" or not signatures.same(given["sign"], expected):
            refused("IncompleteSignature", "The request signature does not conform to lazop "
                    "standards")
        return app

    def known_shop(self, given, app):
        if not given.get("access_token"):
            missing("access_token")
        grant = self.tokens.holder(given["access_token"])
        state = self.tokens.access_state(grant, given["access_token"], self.world.now())
        if state != "good" or grant.app_id != app.app_id:
            refused("IllegalAccessToken", "The specified access token is invalid or expired")
        return self.world.shops[grant.shop_id]

    def no_such_path(self, request):
        return Refusal("InvalidApiPath", f"The specified API path {request.path} is invalid"
                       ).response()

    def throttled(self):
        return Refusal("ApiCallLimit", "Api access frequency exceeds the limit. this ban will last "
                       "1 seconds").response()

    # -- tokens ------------------------------------------------------------------------------

    def create_token(self, given, app):
        if "code" not in given:
            missing("code")
        shop_id = self.tokens.spend_code(given["code"], self.world.now())
        if shop_id is None:
            refused("InvalidCode", "Invalid authorization code")
        grant = self.tokens.authorise(shop_id, app.app_id, self.world.now())
        return self.token_answer(grant, "country_user_info")

    def refresh_token(self, given, app):
        now = self.world.now()
        grant = self.tokens.by_refresh(given.get("refresh_token", ""))
        if grant is None or grant.revoked or grant.app_id != app.app_id or (
                given["refresh_token"] != grant.refresh or now >= grant.refresh_ends):
            refused("IllegalRefreshToken", "The specified refresh token is invalid or expired")
        return self.token_answer(self.tokens.renew(grant, now), "country_user_info_list")

    def token_answer(self, grant, users):
        now = self.world.now()
        user = {"country": "vn", "seller_id": grant.shop_id, "user_id": grant.shop_id,
                "short_code": "VNSIM01"}
        return good(access_token=grant.access, refresh_token=grant.refresh, country="vn",
                    expires_in=grant.access_ends - now, account_platform="seller_center",
                    refresh_expires_in=grant.refresh_ends - now, account="shop@example.test",
                    account_id=None, **{users: [user]})

    # -- orders ------------------------------------------------------------------------------

    def named_order(self, given, shop):
        order = self.order_of_shop(shop.shop_id, given.get("order_id"))
        if order is None:
            refused(16, f'E016: "{given.get("order_id", "")}" Invalid Order ID', "ISV")
        return order

    def get_order(self, given, shop):
        return good(data=documents.order(self.named_order(given, shop), shop))

    def get_items(self, given, shop):
        return good(data=documents.items(self.named_order(given, shop), shop))

    def get_orders(self, given, shop):
        after = given.get("update_after") or given.get("created_after")
        if not after:
            refused(36, "E036: Either CreatedAfter or UpdatedAfter is mandatory", "ISV")
        by = "updated" if given.get("update_after") else "created"
        before = given.get("update_before" if by == "updated" else "created_before")
        try:
            start = datetime.fromisoformat(after).timestamp()
            end = datetime.fromisoformat(before).timestamp() if before else float("inf")
            offset, limit = int(given.get("offset", 0)), int(given.get("limit", PAGE_MAX))
        except ValueError:
            refused(14, "E014: Invalid date or number", "ISV")
        if not 0 < limit <= PAGE_MAX or offset < 0:
            refused(19, "E019: limit or offset is not valid", "ISV")
        found = self.world.changed_between(shop.shop_id, start, end, by)
        status = given.get("status")
        found = [o for o in found if not status or status in documents.statuses(o)]
        if given.get("sort_direction", "DESC").upper() != "ASC":
            found.reverse()
        page = found[offset:offset + limit]
        return good(data={"count": len(page), "countTotal": len(found),
                          "orders": [documents.order(o, shop) for o in page]})

    # -- write-back --------------------------------------------------------------------------

    def pack(self, given, shop):
        request = object_of(given, "packReq")
        wanted = request.get("pack_order_list")
        if not isinstance(wanted, list) or not wanted:
            return failed("700017", "PARAM_IS_NULL")
        if len(wanted) > BATCH_MAX:
            return failed("700022", "BATCH_SIZE_OUT_OF_LIMIT")
        allocate = request.get("shipping_allocate_type")
        if request.get("delivery_type") != "dropship" or allocate not in ("TFS", "NTFS"):
            return failed("700004", "PARAM_ILLEGAL")
        if allocate == "NTFS" and not request.get("shipment_provider_code"):
            return failed("700001", "DBS_SHIPMENT_PROVIDER_CODE_NOT_EXITS")
        done = [self.pack_order(shop, entry) for entry in wanted]
        return succeeded({"pack_order_list": done})

    def pack_order(self, shop, entry):
        order = self.order_of_shop(shop.shop_id, entry.get("order_id"))
        units = [int(u) for u in entry.get("order_item_list") or []]
        known = dict((u, line) for line, u in order.units()) if order else {}
        results, packed = [], []
        for unit in units:
            rule = self.refusal(order, unit) if unit in known else None
            if unit not in known:
                results.append(documents.packed(unit, "700025", "order item not found"))
            elif rule:
                results.append(documents.packed(unit, str(rule.get("code", "6")),
                                                rule.get("message", "SYSTEM_ERROR"), retry=True))
            elif order.status_of(unit) not in ("pending", "repacked"):
                results.append(documents.packed(unit, "700026", "item current status not allow to "
                                                "pack"))
            else:
                packed.append(unit)
        if packed:
            parcel = f"FP{order.package_id}{len(order.parcels) + 1:02d}"
            order.parcels[parcel] = packed
            order.tracking = order.tracking or f"LEXVN{order.package_id}"
            order.carrier = "Seller Own Fleet" if shop.own_fleet else "LEX VN"
            self.world.set_units(order, packed, "packed")
            self.world.wrote("pack", order=order.order_id, units=packed, parcel=parcel)
            self.changed(order)
            results += [documents.packed(u, "0", "success", order.tracking, parcel, order.carrier)
                        for u in packed]
        return {"order_id": entry.get("order_id"), "order_item_list": results}

    def ready_to_ship(self, given, shop):
        return self.on_parcels(given, shop, "readyToShipReq", ("packed",), "ready_to_ship")

    def sof_delivered(self, given, shop):
        return self.on_parcels(given, shop, "dbsDeliveryReq", ("ready_to_ship", "shipped"),
                               "delivered")

    def sof_failed(self, given, shop):
        return self.on_parcels(given, shop, "dbsFailedDeliveryReq", ("ready_to_ship", "shipped"),
                               "failed_delivery")

    def on_parcels(self, given, shop, name, allowed, status):
        wanted = object_of(given, name).get("packages")
        if not isinstance(wanted, list) or not wanted:
            return failed("700017", "PARAM_IS_NULL")
        if len(wanted) > BATCH_MAX:
            return failed("700022", "BATCH_SIZE_OUT_OF_LIMIT")
        return succeeded({"packages": [
            self.move_parcel(shop, str(e.get("package_id")), allowed, status) for e in wanted]})

    def move_parcel(self, shop, parcel, allowed, status):
        order = self.world.by_package.get(parcel[2:-2])
        if order and (order.shop_id != shop.shop_id or parcel not in order.parcels):
            order = None
        rule = order and self.refusal(order)
        if order is None:
            outcome = ("700021", "package not found", False)
        elif rule:
            outcome = (str(rule.get("code", "6")), rule.get("message", "SYSTEM_ERROR"), True)
        elif order.status == "canceled":
            outcome = ("600002", "package already cancelled", False)
        elif status != "ready_to_ship" and not shop.own_fleet:
            outcome = ("700009", "operation not support fot nonDBS order!", False)
        elif any(order.status_of(u) not in allowed for u in order.parcels[parcel]):
            outcome = ("700000", "current package status not allow to operation", False)
        else:
            outcome = ("0", "success", False)
            self.world.set_units(order, order.parcels[parcel], status)
            self.world.wrote(status, order=order.order_id, parcel=parcel)
            self.changed(order)
            self.changed(order, "package", parcel=parcel)
        return {"package_id": parcel, "item_err_code": outcome[0], "msg": outcome[1],
                "retry": outcome[2]}

    def cancel_lines(self, given, shop):
        order = self.order_of_shop(shop.shop_id, given.get("order_id"))
        if order is None:
            refused(122, "E0122: invalid trade order", "ISV")
        try:
            units = {int(u) for u in json.loads(given.get("order_item_id_list", ""))}
        except (ValueError, TypeError):
            refused(102, "E0102: trade order line id is empty or invalid", "ISV")
        unknown = units - {u for _, u in order.units()}
        if not units or unknown:
            refused(123, f"E0123: invalid trade order lines {sorted(unknown)}", "ISV")
        return order, units

    def validate_cancel(self, given, shop):
        order, _ = self.cancel_lines(given, shop)
        if order.status not in CANCELLABLE:
            return good(data={"tip_type": "error", "tip_content": "The order cannot be canceled",
                              "reason_options": []})
        return good(data={"tip_type": "warn", "tip_content": "",
                          "reason_options": documents.CANCEL_REASONS})

    def create_cancel(self, given, shop):
        order, units = self.cancel_lines(given, shop)
        reasons = {r["reason_id"]: r["reason_name"] for r in documents.CANCEL_REASONS}
        if given.get("reason_id") not in reasons:
            refused(104, "E0104: reason is empty or invalid", "ISV")
        if order.status not in CANCELLABLE or self.refusal(order):
            return good(data={"tip_type": "error", "tip_content": "The order cannot be canceled"})
        order.cancel_by, order.cancel_reason = "seller", reasons[given["reason_id"]]
        self.world.set_units(order, sorted(units), "canceled")
        self.world.wrote("cancel", order=order.order_id, units=sorted(units),
                         reason=given["reason_id"])
        self.changed(order)
        return good(data={"tip_type": "warn", "tip_content": ""})

    def price_quantity(self, given, shop):
        return self.set_stock(given, shop, "Quantity")

    def sellable(self, given, shop):
        return self.set_stock(given, shop, "SellableQuantity")

    def set_stock(self, given, shop, member):
        if not given.get("payload"):
            missing("payload")
        skus = stock_of(given["payload"], member)
        if skus is None:
            refused(5, "E005: Invalid Request Format", "ISV")
        if len(skus) > 50:
            refused(204, "E204: Too many SKU in one request", "ISV")
        bad = [ids["SellerSku"] for ids, _ in skus
               if ids["SellerSku"] not in self.world.product_ids
               or ids["SellerSku"] in shop.delisted]
        if bad:
            return answer({"code": "501", "type": "ISV", "message": "E501: Update product failed",
                           "request_id": request_id(), "detail": [
                               {"seller_sku": sku, "message": "SKU not exist"} for sku in bad]})
        strange = []
        for ids, stock in skus:
            product = self.world.product_ids[ids["SellerSku"]]
            if ids["ItemId"] not in (None, str(product)) or ids["SkuId"] not in (
                    None, str(product + 500000)):
                strange.append({"field": "ItemId", "message": "ITEM_NOT_FOUND", "code": "E0501"})
                continue
            shop.stock[ids["SellerSku"]] = stock
            self.world.wrote("update_stock", sku=ids["SellerSku"], stock=stock)
        return good(data={}, detail=strange) if strange else good(data={})

    # -- notices -----------------------------------------------------------------------------

    def notices(self, order, event):
        return [to_json(n) for n in documents.notices(self, order, event)]

    def push_headers(self, shop_id, body, signed_url, wrong=False):
        app = self.app_of(shop_id)
        key = app.secret + "x" if wrong else app.secret
        return {"Authorization": signatures.lazada_push(key, app.app_id, body)}

    def request_cancel(self, order):
        self.world.touch(order)
        self.changed(order, "cancel_request")

    def event_of(self, order, kind="status", **facts):
        return super().event_of(order, kind, units=dict(order.unit_status), **facts)

    def reverse_id(self, order):
        """Ends in an even number; its line has the next one."""
        return self.reverse_ids.setdefault(order.key, 658960600000000 + 2 * len(self.reverse_ids))


def succeeded(data):
    return good(result={"success": True, "error_code": "", "error_msg": "", "data": data})


def failed(code, message):
    return good(result={"success": False, "error_code": code, "error_msg": message, "data": None})
