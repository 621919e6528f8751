// SPDX-License-Identifier: Apache-2.0
// VietQR: the Vietnamese national profile of EMVCo QR, template 38 with NAPAS's identifier. The
// purpose (62.08) is shown to the payer and comes back in the bank's text: our payment code goes
// there, first and short. Plain values; amounts in dong.
// Source: NAPAS QR format 1.0 (2021), transfers stay under 500 million dong.
#pragma once

#include "core/money.hpp"
#include "core/result.hpp"
#include "payments/emv_qr.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::payments {

enum class VietQrService : std::uint8_t { to_account, to_card, push };

struct VietQr {
    std::string bin{};     // six digits, data/payments/vn_bank_bins.json
    std::string account{}; // account, card or merchant number, 1 to 19 letters and digits
    VietQrService service = VietQrService::to_account;
    std::optional<Money> amount{}; // absent: the payer types it
    std::string memo{};            // 25 characters at most
    std::string bill{};
    std::string merchant_name{};
    std::string city{};

    friend bool operator==(const VietQr&, const VietQr&) = default;
};

/// Texts are written in plain Latin letters, because readers disagree on how to count others.
/// Error: validation_failed with every bad member.
Result<std::string> write_vietqr(const VietQr& qr);

bool is_vietqr(const EmvQr& qr) noexcept;

struct VietQrReading {
    VietQr facts;
    std::vector<std::string> problems{};
};
/// Precondition: is_vietqr(qr). What is damaged is left empty and named.
VietQrReading read_vietqr(const EmvQr& qr);

} // namespace route9::payments
