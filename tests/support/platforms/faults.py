# SPDX-License-Identifier: Apache-2.0
"""What goes wrong on command: the next N calls fail, are throttled, or a limit a second holds.

A rule: {"how", "next", "path", "status", "after_ms", "location"}. path is a prefix ("" is any).
"""
import time

from platforms.http import Response, answer

HUGE_PART = b"x" * (1 << 20)
HOWS = ("status", "timeout", "silent", "late", "drip", "close", "garbage", "truncated", "empty",
        "redirect", "huge", "throttle")


class Faults:
    def __init__(self):
        self.rules = []
        self.limit_per_s = 0
        self.second = 0
        self.in_second = 0

    def add(self, rule):
        if rule.get("how") not in HOWS:
            raise ValueError(f"how: one of {', '.join(HOWS)}")
        self.rules.append({"next": 1, "path": "", **rule})

    def clear(self):
        self.rules = []
        self.limit_per_s = 0

    def rule_for(self, path):
        for rule in self.rules:
            if rule["next"] > 0 and path.startswith(rule["path"]):
                rule["next"] -= 1
                if rule["next"] == 0:
                    self.rules.remove(rule)
                return rule
        return None

    def over_limit(self):
        if not self.limit_per_s:
            return False
        second = int(time.monotonic())
        if second != self.second:
            self.second, self.in_second = second, 0
        self.in_second += 1
        return self.in_second > self.limit_per_s

    def spoil(self, rule, make_answer, throttled):
        """The bad answer; make_answer() is the good one, asked only where it is needed."""
        how = rule["how"]
        if how == "throttle":
            return throttled()
        if how == "status":
            return Response(int(rule.get("status", 500)), b'{"error":"simulated"}')
        if how == "close":
            return None
        if how == "silent":  # the call is not even done
            return delayed(Response(504), int(rule.get("after_ms", 60000)))
        if how in ("timeout", "late"):  # the call is done, its answer comes too late
            wait_ms = 60000 if how == "timeout" else 1000
            return delayed(make_answer(), int(rule.get("after_ms", wait_ms)))
        if how == "drip":
            whole = make_answer()
            whole.drip_s = int(rule.get("after_ms", 100)) / 1000
            return whole
        if how == "garbage":
            return Response(200, b"<html>\xff\xfe not what you asked for", "text/html")
        if how == "empty":
            return Response(200, b"")
        if how == "truncated":
            whole = make_answer()
            whole.cut_after = len(whole.body) // 2
            return whole
        if how == "redirect":
            location = rule.get("location", "http://127.0.0.1:1/")
            return answer({}, 302, headers=(("Location", location),))
        huge = Response(200, HUGE_PART)
        huge.repeat = int(rule.get("megabytes", 64))
        return huge


def delayed(response, after_ms):
    response.delay_s = after_ms / 1000
    return response
