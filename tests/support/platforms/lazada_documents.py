# SPDX-License-Identifier: Apache-2.0
"""Lazada's documents: amounts as text with two decimals, one item a piece, times with +0700."""
from datetime import datetime, timedelta, timezone

from platforms.goods import international, masked

VN = timezone(timedelta(hours=7))
CANCEL_REASONS = [
    {"reason_id": "15", "reason_name": "Out of stock"},
    {"reason_id": "21", "reason_name": "Wrong price or pricing error"},
    {"reason_id": "10000021", "reason_name": "Unable to deliver to the address"},
]


PARCEL_STATES = {  # of the many states of message 14, those an order here goes through
    "ready_to_ship": "READY_TO_SHIP", "shipped": "INFO_ST_DOMESTIC_OB_SUCCESS_FIRST_MILE_HUB",
    "delivered": "DELIVERED", "failed_delivery": "DELIVER_FAILED", "canceled": "CANCELLED",
}


def money(amount):
    return f"{amount}.00"


def local(seconds):
    return datetime.fromtimestamp(seconds, VN).strftime("%Y-%m-%d %H:%M:%S +0700")


def statuses(order):
    return list(dict.fromkeys(order.status_of(unit) for _, unit in order.units()))


def address(order, shop):
    to = masked(order.recipient) if shop.masked else order.recipient
    phone = to.phone if shop.masked else international(to.phone, to.country)
    return {
        "first_name": to.name, "last_name": "", "phone": phone, "phone2": "",
        "address1": to.street, "address2": "", "address3": to.province, "address4": to.district,
        "address5": to.ward, "city": to.district, "post_code": "",
        "country": "Laos" if to.country == "LA" else "Vietnam", "addressDistrict": to.district,
    }


def order(order, shop):
    shipping = address(order, shop)
    voucher = order.list_total() - order.goods_total()
    return {
        "order_id": int(order.order_id), "order_number": int(order.order_id),
        "created_at": local(order.created), "updated_at": local(order.updated),
        "price": money(order.list_total()), "shipping_fee": money(order.shipping_fee),
        "shipping_fee_original": money(order.shipping_fee), "voucher": money(voucher),
        "voucher_seller": money(voucher), "voucher_platform": money(0),
        "payment_method": "COD" if order.cod else "MIXEDCARD",
        "items_count": len(order.units()), "statuses": statuses(order),
        "warehouse_code": "dropshipping", "buyer_note": order.note, "remarks": "",
        "customer_first_name": shipping["first_name"], "customer_last_name": "",
        "address_shipping": shipping, "address_billing": shipping, "gift_option": False,
        "address_updated_at": local(order.updated) if order.address_updated else "",
        "need_cancel_confirm": order.cancel_requested and order.status != "canceled",
        "is_cancel_pending": False,
    }


def items(order, shop):
    listed = []
    for line, unit in order.units():
        parcel = next((p for p, units in order.parcels.items() if unit in units), "")
        status = order.status_of(unit)
        listed.append({
            "order_item_id": unit, "order_id": order.order_id, "name": line.name, "sku": line.sku,
            "shop_sku": f"{line.product_id}_VNAMZ-{line.variant_id}",
            "sku_id": str(line.variant_id), "product_id": str(line.product_id),
            "variation": line.variant, "item_price": money(line.list_price),
            "paid_price": money(line.price), "tax_amount": money(0),
            "voucher_amount": money(line.list_price - line.price), "currency": "VND",
            "status": status, "shipping_type": "Dropshipping",
            "shipping_provider_type": "STANDARD",
            "shipment_provider": order.carrier if parcel else "",
            "tracking_code": order.tracking if parcel else "", "package_id": parcel,
            "warehouse_code": "dropshipping", "is_fbl": "0",
            "delivery_option_sof": "1" if shop.own_fleet else "0",
            "reason": order.cancel_reason if status == "canceled" else "",
            "cancel_return_initiator": f"{order.cancel_by}-cancel" if order.cancel_by else "",
            "created_at": local(order.created), "updated_at": local(order.updated),
            "sla_time_stamp": datetime.fromtimestamp(
                order.created + 2 * 86400, VN).isoformat(timespec="seconds"),
        })
    return listed


def packed(unit, code, message, tracking="", parcel="", provider="", retry=False):
    return {"order_item_id": unit, "item_err_code": code, "msg": message, "retry": retry,
            "tracking_number": tracking, "package_id": parcel, "shipment_provider": provider}


def notices(platform, order, event):
    """One message an order line; a parcel, a reversal and a token have theirs."""
    now_ms = platform.world.now_ms()
    seller = order.shop_id
    outer = {"seller_id": seller, "message_type": 0, "data": None, "timestamp": now_ms,
             "site": "lazada_vn"}
    if event.kind == "expiry":
        data = {"app_key": platform.world.shops[seller].app_id, "seller_id": seller,
                "auth_expiry_time": now_ms // 1000 + 48 * 3600}
        return [{**outer, "seller_id": "null", "message_type": 8, "data": data}]
    if event.kind == "package":
        data = {"trade_order_id": order.order_id, "buyer_id": str(order.buyer_id),
                "fulfillment_package_id": event.facts.get("parcel", ""),
                "status": PARCEL_STATES.get(event.status), "status_update_time": event.at}
        return [{**outer, "message_type": 14, "data": data}] if data["status"] else []
    if event.kind == "cancel_request":
        reverse = platform.reverse_id(order)
        return [{**outer, "message_type": 10, "data": {
            "reverse_order_id": reverse, "reverse_status": "CANCEL_INIT",
            "trade_order_id": int(order.order_id), "extraParams": {}, "trade_order_line_id": unit,
            "buyer_id": order.buyer_id, "seller_id": int(seller),
            "reverse_order_line_id": reverse + 1, "status_update_time": event.at,
        }} for _, unit in order.units()]
    if event.kind == "address":
        return []  # Lazada has no message for it: the poll finds it
    return [{**outer, "data": line_data(platform, order, event, unit)} for _, unit in order.units()]


def line_data(platform, order, event, unit):
    status = event.facts.get("units", {}).get(unit, event.status)
    data = {"order_status": status, "trade_order_id": order.order_id,
            "trade_order_line_id": str(unit), "status_update_time": event.at}
    if status in ("canceled", "returned"):
        reverse = platform.reverse_id(order)
        data["reverse_order_id"] = str(reverse)
        data["reverse_order_line_id"] = str(reverse + 1)
    return data
