# SPDX-License-Identifier: Apache-2.0
"""The platforms by name, each furnished with one app and one shop that everybody may know."""
from platforms import control
from platforms.haravan import Haravan
from platforms.lazada import Lazada
from platforms.shopee import Shopee
from platforms.tiki import Tiki
from platforms.tiktok import TikTok
from platforms.woocommerce import WooCommerce

PLATFORMS = {"shopee": Shopee, "lazada": Lazada, "tiktok": TikTok, "tiki": Tiki,
             "woocommerce": WooCommerce, "haravan": Haravan}
FURNITURE = {  # app, secret, shop
    "shopee": ("2001887", "sim-shopee-partner-key", "727720655"),
    "lazada": ("123456", "sim-lazada-app-secret", "1234567"),
    "tiktok": ("29a39d", "sim-tiktok-app-secret", "7494726673780148744"),
    "tiki": ("7590139168389961", "sim-tiki-client-secret",
             "969BEA7515A1A27FF4F456C782653F854E6B5D2D"),
    "woocommerce": ("webhooks", "sim-woocommerce-webhook-secret", "gom"),
    "haravan": ("app", "sim-haravan-client-secret", "1000000001"),
}


def furnish(name, seed=1):
    platform = PLATFORMS[name](seed)
    app, secret, shop = FURNITURE[name]
    control.add_app(platform, {"app": app, "secret": secret})
    control.add_shop(platform, {"shop": shop, "app": app})
    return platform
