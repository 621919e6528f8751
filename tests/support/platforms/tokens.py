# SPDX-License-Identifier: Apache-2.0
"""Authorisations of shops: codes used once, access tokens that end, refresh tokens that rotate."""
import secrets
from dataclasses import dataclass, field

CODE_LIFE_S = 600


@dataclass
class Grant:
    shop_id: str
    app_id: str
    access: str
    refresh: str
    access_ends: int
    refresh_ends: int
    used_refresh: set = field(default_factory=set)
    refreshed: int = 0
    revoked: bool = False


class Tokens:
    """rotates: a refresh token is good once. Times are the platform's clock in seconds."""

    def __init__(self, access_life_s, refresh_life_s, rotates=True):
        self.access_life_s = access_life_s
        self.refresh_life_s = refresh_life_s
        self.rotates = rotates
        self.grants = {}
        self.codes = {}
        self.past_access = {}  # ended or replaced tokens: known, but no longer good

    def authorise(self, shop_id, app_id, now, access=None, refresh=None):
        grant = Grant(shop_id, app_id, access or fresh("at"), refresh or fresh("rt"),
                      now + self.access_life_s, now + self.refresh_life_s)
        self.grants[shop_id] = grant
        return grant

    def code_for(self, shop_id, now):
        code = fresh("code")
        self.codes[code] = (shop_id, now + CODE_LIFE_S)
        return code

    def spend_code(self, code, now):
        """The shop a code stands for, or None; a code is good once."""
        shop_id, ends = self.codes.pop(code, (None, 0))
        return shop_id if now <= ends else None

    def access_state(self, grant, access, now):
        """good, expired or unknown; a revoked grant knows none."""
        if grant is None or grant.revoked:
            return "unknown"
        if access == grant.access:
            return "good" if now < grant.access_ends else "expired"
        return "expired" if self.past_access.get(access) == grant.shop_id else "unknown"

    def holder(self, access):
        """The grant whose current or past access token this is."""
        for grant in self.grants.values():
            if grant.access == access or self.past_access.get(access) == grant.shop_id:
                return grant
        return None

    def by_refresh(self, refresh):
        for grant in self.grants.values():
            if refresh == grant.refresh or refresh in grant.used_refresh:
                return grant
        return None

    def renew(self, grant, now):
        """A new pair; the caller has looked whether the refresh token may still be used."""
        self.past_access[grant.access] = grant.shop_id
        grant.access = fresh("at")
        grant.access_ends = now + self.access_life_s
        if self.rotates:
            grant.used_refresh.add(grant.refresh)
            grant.refresh = fresh("rt")
            grant.refresh_ends = now + self.refresh_life_s
        grant.refreshed += 1
        return grant

    def expire(self, grant, now):
        grant.access_ends = min(grant.access_ends, now)


def fresh(kind):
    return f"sim{kind}{secrets.token_hex(14)}"
