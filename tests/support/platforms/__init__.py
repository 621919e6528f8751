# SPDX-License-Identifier: Apache-2.0
"""Simulated Shopee, Lazada, TikTok Shop and Tiki: for tests and rehearsals, never for shops."""
