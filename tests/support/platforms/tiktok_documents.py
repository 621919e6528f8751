# SPDX-License-Identifier: Apache-2.0
"""TikTok's documents: ids and amounts as text, one line a piece, times in seconds."""
import hashlib

from platforms.goods import masked

WAREHOUSE = "7000000000000000001"
PROVIDER = "6617675021119438849"
NO_ADDRESS = ("UNPAID", "ON_HOLD")
# What sellers in Viet Nam may give, by the page of cancel reasons.
UNPAID_REASONS = (
    "seller_cancel_unpaid_reason_out_of_stock", "seller_cancel_unpaid_reason_wrong_price",
    "seller_cancel_unpaid_reason_buyer_hasnt_paid_within_time_allowed",
    "seller_cancel_unpaid_reason_buyer_requested_cancellation",
)
PAID_REASONS = (
    "seller_cancel_reason_out_of_stock", "seller_cancel_reason_wrong_price",
    "seller_cancel_paid_reason_address_not_deliver",
    "seller_cancel_paid_reason_buyer_requested_cancellation",
)


def parcel_id(order):
    return f"1152{order.package_id}01"


def cancel_id(order):
    return f"4035{order.package_id}01"


def address(order, shop):
    if order.status in NO_ADDRESS:
        return None
    to = masked(order.recipient) if shop.masked else order.recipient
    code = "+856" if to.country == "LA" else "+84"
    phone = to.phone if shop.masked else to.phone.removeprefix("0")
    country = "Lào" if to.country == "LA" else "Việt Nam"
    levels = (("L0", "country", country), ("L1", "province", to.province),
              ("L2", "district", to.district), ("L3", "commune", to.ward))
    return {
        "name": to.name, "first_name": to.name, "last_name": "", "phone_number": f"({code}){phone}",
        "full_address": ", ".join(
            p for p in (country, to.province, to.district, to.ward, to.street) if p),
        "region_code": to.country, "postal_code": "", "address_detail": to.street,
        "address_line1": to.street, "address_line2": "", "address_line3": "", "address_line4": "",
        "district_info": [
            {"address_level": level, "address_level_name": name, "address_name": text}
            for level, name, text in levels
        ],
    }


def lines(order):
    shipped = bool(order.tracking)
    return [
        {
            "id": str(unit), "sku_id": str(line.variant_id), "product_id": str(line.product_id),
            "product_name": line.name, "sku_name": line.variant, "seller_sku": line.sku,
            "original_price": str(line.list_price), "sale_price": str(line.price),
            "platform_discount": "0", "seller_discount": str(line.list_price - line.price),
            "currency": "VND", "display_status": order.status,
            "package_status": "PROCESSING" if shipped else "TO_FULFILL",
            "package_id": parcel_id(order), "is_gift": False,
            "tracking_number": order.tracking, "shipping_provider_id": PROVIDER if shipped else "",
            "shipping_provider_name": order.carrier,
            "cancel_reason": order.cancel_reason, "cancel_user": order.cancel_by.upper(),
        }
        for line, unit in order.units()
    ]


def order(order, shop):
    document = {
        "id": order.order_id, "status": order.status, "order_type": "NORMAL",
        "commerce_platform": "TIKTOK_SHOP", "fulfillment_type": "FULFILLMENT_BY_SELLER",
        "shipping_type": "SELLER" if shop.own_fleet else "TIKTOK",
        "delivery_type": "HOME_DELIVERY", "is_cod": order.cod, "is_sample_order": False,
        "is_on_hold_order": order.status == "ON_HOLD",
        "is_buyer_request_cancel": order.cancel_requested, "create_time": order.created,
        "update_time": order.updated, "warehouse_id": WAREHOUSE, "user_id": str(order.buyer_id),
        "buyer_message": order.note, "has_updated_recipient_address": order.address_updated,
        "payment": {
            "currency": "VND", "sub_total": str(order.goods_total()),
            "shipping_fee": str(order.shipping_fee),
            "original_shipping_fee": str(order.shipping_fee),
            "seller_discount": str(order.list_total() - order.goods_total()),
            "platform_discount": "0", "original_total_product_price": str(order.list_total()),
            "total_amount": str(order.total()), "tax": "0",
        },
        "payment_method_name": "Cash on delivery" if order.cod else "MoMo",
        "line_items": lines(order), "packages": [{"id": parcel_id(order)}],
        "tracking_number": order.tracking, "cancel_reason": order.cancel_reason,
    }
    recipient = address(order, shop)
    if recipient:
        document["recipient_address"] = recipient
    if order.paid_at:
        document["paid_time"] = order.paid_at
    if order.cancel_by:
        document["cancellation_initiator"] = order.cancel_by.upper()
    return document


def parcel_error(code, message, parcel):
    return {"code": code, "message": message, "detail": {"package_id": parcel}}


def sku_error(code, message, sku):
    return {"code": code, "message": message, "detail": {"sku_id": sku.get("id"),
                                                         "extra_errors": []}}


def notification_id(order, event):
    """The same for every delivery of one event."""
    text = f"{order.order_id}|{event.kind}|{event.status}|{event.at}"
    return str(7500000000000000000 + int(hashlib.sha256(text.encode()).hexdigest()[:14], 16))


def notice(order, event, now):
    envelope = {"type": 1, "tts_notification_id": notification_id(order, event),
                "shop_id": order.shop_id, "timestamp": event.at + 1}
    if event.kind == "address":
        del envelope["tts_notification_id"]  # the documented example of type 3 has none
        return {**envelope, "type": 3, "data": {"order_id": order.order_id,
                                                "update_time": event.at}}
    if event.kind == "package":
        return {**envelope, "type": 4, "data": {
            "sc_type": "SPLIT", "role_type": "ROLE_SELLER", "update_time": event.at,
            "package_list": [{"package_id": parcel_id(order), "order_id_list": [order.order_id]}]}}
    if event.kind == "cancel_request":
        return {**envelope, "type": 11, "data": {
            "order_id": order.order_id, "cancellations_role": "BUYER",
            "cancel_status": "CANCELLATION_REQUEST_PENDING", "cancel_id": cancel_id(order),
            "create_time": event.at}}
    if event.kind == "deauthorised":
        return {**envelope, "type": 6, "timestamp": now,
                "data": {"message": "simulated deauthorization notice"}}
    if event.kind == "expiry":
        return {**envelope, "type": 7, "timestamp": now,
                "data": {"message": "simulated expiry notice", "expiration_time": now + 86400}}
    status = "CANCEL" if event.status == "CANCELLED" else event.status
    return {**envelope, "data": {
        "order_id": order.order_id, "order_status": status,
        "is_on_hold_order": event.status == "ON_HOLD", "update_time": event.at}}
