# SPDX-License-Identifier: Apache-2.0
import http.client
import json
import time
import unittest

from simulator_case import Receiver, SimulatorCase

DETAIL = "/api/v2/order/get_order_detail"


class Trouble(SimulatorCase):
    platform_name = "shopee"

    def detail(self, timeout=5):
        return self.exchange("GET", DETAIL, timeout=timeout)

    def spoil(self, how, **data):
        self.control("fail", how=how, **data)

    def test_a_status_then_all_is_well_again(self):
        self.spoil("status", status=502, next=2)
        self.assertEqual([self.detail()[0] for _ in range(3)], [502, 502, 403])

    def test_only_the_path_that_was_named(self):
        self.spoil("status", status=500, path="/api/v2/logistics")
        self.assertEqual(self.detail()[0], 403)
        self.assertEqual(self.exchange("GET", "/api/v2/logistics/get_tracking_number")[0], 500)

    def test_garbage_an_empty_body_and_a_redirect(self):
        self.spoil("garbage")
        self.assertTrue(self.detail()[1].startswith(b"<html>"))
        self.spoil("empty")
        self.assertEqual(self.detail()[:2], (200, b""))
        self.spoil("redirect", location="http://127.0.0.1:1/elsewhere")
        status, _, headers = self.detail()
        self.assertEqual((status, headers["Location"]), (302, "http://127.0.0.1:1/elsewhere"))

    def test_half_a_body_a_closed_connection_and_silence(self):
        self.spoil("truncated")
        with self.assertRaises(http.client.IncompleteRead):
            self.detail()
        self.spoil("close")
        with self.assertRaises((http.client.RemoteDisconnected, ConnectionResetError)):
            self.detail()
        self.spoil("silent")
        with self.assertRaises(TimeoutError):
            self.detail(timeout=0.1)

    def test_a_huge_body_and_a_slow_one(self):
        self.spoil("huge", megabytes=3)
        self.assertEqual(len(self.detail()[1]), 3 << 20)
        self.spoil("drip", after_ms=20)
        start = time.monotonic()
        self.assertEqual(self.detail()[0], 403)
        self.assertGreater(time.monotonic() - start, 0.06)

    def test_so_many_calls_a_second(self):
        self.control("throttle", per_s=3)
        statuses = [self.detail()[0] for _ in range(12)]
        self.assertIn(429, statuses)
        self.control("heal")
        self.assertEqual(self.detail()[0], 403)

    def test_what_it_does_not_know_is_named(self):
        for command, data in (("fail", {"how": "oddly"}), ("status", {"order": "none"}),
                              ("nothing", {}), ("push", {"order": "none"}), ("push", {})):
            with self.subTest(command):
                status, answer = self.json("POST", f"/_control/{command}", json.dumps(data))
                self.assertEqual(status, 400)
                self.assertTrue(answer["error"])

    def test_calls_are_counted(self):
        self.detail()
        self.assertEqual(self.view("calls")["calls"], {f"GET {DETAIL}": 1})


class Pushes(SimulatorCase):
    platform_name = "shopee"

    def receiver(self, *statuses):
        receiver = Receiver(statuses)
        self.addCleanup(receiver.close)
        return receiver

    def test_the_answers_are_told_and_a_wrong_signature_differs(self):
        receiver = self.receiver(200, 401)
        order = self.place()["order"]
        good = self.control("push", order=order, url=receiver.url)
        bad = self.control("push", order=order, url=receiver.url, wrong_signature=True)
        self.assertEqual((good["answers"][0]["status"], bad["answers"][0]["status"]), (200, 401))
        macs = [headers["authorization"] for _, headers, _ in receiver.received]
        self.assertNotEqual(macs[0], macs[1])

    def test_a_history_in_the_wrong_order(self):
        receiver = self.receiver()
        order = self.place(status="UNPAID")["order"]
        for status in ("READY_TO_SHIP", "PROCESSED"):
            self.control("status", order=order, status=status)
        self.control("push", order=order, url=receiver.url, history=True, reverse=True)
        pushed = [json.loads(body)["data"] for _, _, body in receiver.received]
        self.assertEqual([p["status"] for p in pushed], ["PROCESSED", "READY_TO_SHIP", "UNPAID"])
        times = [p["update_time"] for p in pushed]
        self.assertEqual(times, sorted(times, reverse=True))

    def test_every_change_pushes_itself_where_a_target_says_so(self):
        receiver = self.receiver()
        self.control("target", url=receiver.url)
        order = self.place()["order"]
        self.control("cancel", order=order)
        deadline = time.monotonic() + 3
        while len(receiver.received) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        statuses = [json.loads(body)["data"]["status"] for _, _, body in receiver.received]
        self.assertEqual(sorted(statuses), ["CANCELLED", "READY_TO_SHIP"])

    def test_the_verification_message_needs_no_order(self):
        receiver = self.receiver()
        self.control("push", kind="verification", url=receiver.url)
        self.assertEqual(json.loads(receiver.received[0][2])["code"], 0)

    def test_nobody_there_is_status_zero(self):
        order = self.place()["order"]
        answer = self.control("push", order=order, url="http://127.0.0.1:1/v1/hooks/shopee/x")
        self.assertEqual(answer["answers"][0]["status"], 0)


class Runs(SimulatorCase):
    platform_name = "shopee"

    def run_with(self, receiver, **data):
        return self.control("run", url=receiver.url, wait=True, retry_ms=5, **data)

    def test_the_ledger_is_what_the_platform_tells_and_losses_can_be_asked_for(self):
        receiver = Receiver()
        self.addCleanup(receiver.close)
        report = self.run_with(receiver, orders=60, duplicates=0.2, lost=0.1, reorder=0.3)
        self.assertEqual(len(report["ledger"]), 60)
        self.assertEqual(report["taken"], len(receiver.received))
        self.assertGreater(report["duplicates"], 10)
        self.assertGreater(report["lost"], 5)
        self.assertEqual(self.view("lost")["lost"], report["lost"])
        told = {}
        for _, _, body in receiver.received:
            pushed = json.loads(body)["data"]
            told.setdefault(pushed["ordersn"], set()).add((pushed["update_time"], pushed["status"]))
        for truth in report["ledger"]:
            self.assertEqual(truth["status"], self.view(f"orders/{truth['order']}")["status"])
            known = {tuple(step) for step in truth["history"]}
            self.assertLessEqual(told.get(truth["order"], set()), known)

    def test_the_same_seed_is_the_same_run(self):
        receiver = Receiver()
        self.addCleanup(receiver.close)
        plans = []
        for _ in range(2):
            report = self.run_with(receiver, orders=20, seed=5, cancelled=0.5)
            plans.append([t["history"][-1][1] for t in report["ledger"]])
        self.assertEqual(plans[0], plans[1])
        self.assertIn("CANCELLED", plans[0])

    def test_refused_notices_are_tried_again_and_then_lost(self):
        receiver = Receiver([500, 500])
        self.addCleanup(receiver.close)
        report = self.run_with(receiver, orders=1, steps=0, addresses=0.0, connections=1)
        self.assertEqual((report["taken"], report["given_up"]), (1, 0))
        receiver.statuses = [500] * 4
        report = self.run_with(receiver, orders=1, steps=0, addresses=0.0, connections=1)
        self.assertEqual((report["taken"], report["given_up"]), (0, 1))
        self.assertEqual(self.view("lost")["lost"], 1)

    def test_a_rate_is_kept(self):
        receiver = Receiver()
        self.addCleanup(receiver.close)
        report = self.run_with(receiver, orders=40, steps=0, addresses=0.0, rate=200)
        self.assertGreater(report["took_s"], 0.18)


class TikiRuns(SimulatorCase):
    platform_name = "tiki"

    def test_events_wait_in_the_queue_doubled_with_the_same_id(self):
        token = self.shop["access_token"]
        code = self.tiki("POST", "/integration/v1/queues", {"name": "q"}, token)[1]["code"]
        for kind in ("ORDER_CREATED_SUCCESSFULLY", "ORDER_STATUS_UPDATED"):
            self.tiki("POST", f"/integration/v1/queues/{code}/subscriptions", {"event_type": kind})
        report = self.control("run", orders=20, duplicates=1.0, addresses=0.0, wait=True)
        events, ack_id = [], None
        while True:
            answer = self.tiki("POST", f"/integration/v1/queues/{code}/events/pull",
                               {"ack_id": ack_id})[1]
            if not answer["events"]:
                break
            events += answer["events"]
            ack_id = answer["ack_id"]
        self.assertEqual(len(events), report["taken"])
        self.assertEqual(len({e["id"] for e in events}) * 2, len(events))


if __name__ == "__main__":
    unittest.main()
