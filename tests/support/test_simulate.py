# SPDX-License-Identifier: Apache-2.0
"""The program itself: what it prints, how it ends, how it speaks HTTPS."""
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import unittest
import urllib.request

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "simulate.py")


class Program(unittest.TestCase):
    def start(self, *arguments):
        process = subprocess.Popen([sys.executable, "-B", PROGRAM, *arguments],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process, json.loads(process.stdout.readline())

    def test_one_line_names_every_port_and_sigterm_ends_it(self):
        process, printed = self.start()
        self.assertEqual(list(printed), ["shopee", "lazada", "tiktok", "tiki", "woocommerce",
                                          "haravan"])
        for name, platform in printed.items():
            with urllib.request.urlopen(platform["base_url"] + "/_control") as answer:
                self.assertEqual(json.load(answer)["platform"], name)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(5), 0)

    def test_a_platform_it_does_not_know_is_named(self):
        done = subprocess.run([sys.executable, "-B", PROGRAM, "sendo"], capture_output=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"no platform sendo", done.stderr)

    def test_a_port_in_use_is_told_in_one_line(self):
        _, printed = self.start("tiki")
        port = str(printed["tiki"]["port"])
        done = subprocess.run([sys.executable, "-B", PROGRAM, "tiki", "--port", port],
                              capture_output=True)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr.count(b"\n"), 1)

    @unittest.skipUnless(shutil.which("openssl"), "openssl is not installed")
    def test_https_with_a_certificate_of_ones_own(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        certificate, key = os.path.join(folder, "c.pem"), os.path.join(folder, "k.pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
             "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
            check=True, capture_output=True)
        _, printed = self.start("tiki", "--tls", certificate, key)
        url = f"https://localhost:{printed['tiki']['port']}/_control"
        trusting = ssl.create_default_context(cafile=certificate)
        with urllib.request.urlopen(url, context=trusting) as answer:
            self.assertEqual(answer.status, 200)
        with self.assertRaises(OSError):
            urllib.request.urlopen(url)


if __name__ == "__main__":
    unittest.main()
