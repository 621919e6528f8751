// SPDX-License-Identifier: Apache-2.0
// The documents of `route9 qr encode|decode`: JSON in, payload out, and back. Plain functions on
// text. Any EMVCo string is decoded; VietQR and Lao QR with their facts, others generically.
// Source of the member names: docs/api, stand-alone tools.
#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace route9::payments {

/// `{"scheme","bin"?,"account"?,…}` → `{"payload"}`. In Lao QR a memo that is a payment code is
/// the bill number too. Errors: malformed_json, validation_failed.
Result<std::string> run_qr_encode(std::string_view document);

struct QrDecoded {
    std::string document;
    bool sound = false; // CRC and structure are good; the tool's exit code
};
/// A payload, line ends around it ignored. Never fails: the document lists the problems.
QrDecoded run_qr_decode(std::string_view payload);

} // namespace route9::payments
