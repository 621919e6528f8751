# SPDX-License-Identifier: Apache-2.0
"""How the platforms sign, written from their documentation and not from route9's code.

Keys and texts are str, bodies are bytes. Checked in test_signatures.py against the published
vectors and against openssl. Tiki signs nothing: it knows bearer tokens only.
"""
import base64
import hashlib
import hmac


def hmac_hex(key, message):
    if isinstance(message, str):
        message = message.encode()
    return hmac.digest(key.encode(), message, "sha256").hex()


def same(given, expected):
    """Signatures compared the way a careful platform does: in constant time, exact letters."""
    return hmac.compare_digest(given.encode(), expected.encode())


def sha256_hex(text):
    return hashlib.sha256(text.encode()).hexdigest()


def shopee_api(partner_key, partner_id, path, timestamp, access_token="", shop_id=""):
    """Shop calls: partner id, path, time, token, shop. Public calls stop after the time."""
    return hmac_hex(partner_key, f"{partner_id}{path}{timestamp}{access_token}{shop_id}")


def shopee_push(partner_key, callback_url, body):
    """Over the registered callback URL, a bar and the raw body; lower-case hex."""
    return hmac_hex(partner_key, callback_url.encode() + b"|" + body)


def lazada_api(app_secret, path, parameters):
    """The path without /rest, then every parameter but sign, sorted by name; upper-case hex."""
    text = path + "".join(k + parameters[k] for k in sorted(parameters) if k != "sign")
    return hmac_hex(app_secret, text).upper()


def lazada_push(app_secret, app_key, body):
    return hmac_hex(app_secret, app_key.encode() + body)


def tiktok_api(app_secret, path, parameters, body=b""):
    """secret, path, sorted parameters without sign and access_token, raw body, secret."""
    names = sorted(k for k in parameters if k not in ("sign", "access_token"))
    text = path + "".join(k + parameters[k] for k in names)
    wrapped = (app_secret + text).encode() + body + app_secret.encode()
    return hmac_hex(app_secret, wrapped)


def tiktok_push(app_secret, app_key, body):
    return hmac_hex(app_secret, app_key.encode() + body)


def woocommerce_push(secret, body):
    return base64.b64encode(hmac.digest(secret.encode(), body, "sha256")).decode()


haravan_push = woocommerce_push
