# SPDX-License-Identifier: Apache-2.0
"""Tiki's order v2: whole VND as numbers, a line with a quantity, local times without a zone."""
from datetime import datetime, timedelta, timezone

from platforms.goods import international, masked

VN = timezone(timedelta(hours=7))
WAREHOUSE = "sgn"  # Tiki's, which fetches the goods of every seller here


def local(seconds):
    return datetime.fromtimestamp(seconds, VN).strftime("%Y-%m-%d %H:%M:%S")


def fulfillment(order, shop):
    if order.recipient.country == "LA":
        return "cross_border"
    return "seller_delivery" if shop.own_fleet else "dropship"


def inventory(shop):
    """The number of the seller's warehouse."""
    return 188000 + sum(shop.shop_id.encode()) % 1000


def inventories(shop):
    own = inventory(shop)
    return {"seller_inventories": [{"id": own, "name": "Kho thử", "type": "requisition"}],
            "mappings": [{"tiki_warehouse_code": WAREHOUSE, "seller_inventory_ids": [own]}]}


def items(order):
    return [
        {
            "id": line.unit_ids[0],
            "product": {"id": line.product_id, "sku": str(line.variant_id), "name": line.name,
                        "seller_product_code": line.sku},
            "qty": line.quantity, "price": line.price,
            "confirmation": {"status": "waiting" if order.status == "queueing" else
                             "seller_confirmed"},
            "invoice": {"price": line.price, "quantity": line.quantity,
                        "row_total": line.price * line.quantity,
                        "subtotal": line.list_price * line.quantity,
                        "discount_amount": (line.list_price - line.price) * line.quantity},
        }
        for line in order.lines
    ]


def order(order, shop):
    to = masked(order.recipient) if shop.masked else order.recipient
    phone = to.phone if shop.masked else international(to.phone, to.country)
    document = {
        "id": int(order.order_id), "code": order.order_id,
        "fulfillment_type": fulfillment(order, shop), "status": order.status,
        "created_at": local(order.created), "updated_at": local(order.updated),
        "tiki_warehouse": {"name": "Sài Gòn", "code": WAREHOUSE},
        "items": items(order),
        "payment": {"method": "cod" if order.cod else "momo", "is_prepaid": not order.cod,
                    "status": "success" if order.paid_at else "pending"},
        "invoice": {"items_count": len(order.lines), "items_quantity": len(order.units()),
                    "subtotal": order.list_total(),
                    "discount_amount": order.list_total() - order.goods_total(),
                    "shipping_amount_after_discount": order.shipping_fee,
                    "grand_total": order.total(),
                    "collectible_amount": order.total() if order.cod else 0},
        "shipping": {
            "partner_name": order.carrier, "tracking_code": order.tracking,
            "status": order.status,
            "address": {
                "full_name": to.name, "street": to.street, "ward": to.ward,
                "district": to.district, "region": to.province, "country": to.country,
                "phone": phone, "email": "",
            },
        },
    }
    if order.note:
        document["note"] = order.note
    if order.cancel_reason:
        document["cancel_info"] = {"reason_code": order.cancel_reason, "comment": "",
                                   "canceled_at": local(order.updated)}
    return document
