// SPDX-License-Identifier: Apache-2.0
// Lao QR: LAPNet's national profile of EMVCo QR, template 38. Our payment code goes to the bill
// number (62.01). The meaning of 38.02 and 38.04 rests on public code, not on an official text.
// Plain values; amounts in kip.
// Source: public Lao QR strings and code (docs/sources, payments).
#pragma once

#include "core/money.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "payments/emv_qr.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::payments {

enum class LaoQrKind : std::uint8_t { person, merchant };

struct LaoQr {
    std::string acquirer{}; // eight digits ending in 0418, data/payments/lao_acquirers.json
    LaoQrKind kind = LaoQrKind::merchant;
    std::string receiver{};        // merchant id, token or account, 1 to 40 characters
    std::optional<Money> amount{}; // absent: the payer types it
    std::string bill{};            // 25 characters at most
    std::string memo{};            // 25 characters at most
    std::string merchant_name{};
    std::string city{};
    std::optional<Instant> expires{};

    friend bool operator==(const LaoQr&, const LaoQr&) = default;
};

/// Texts are written in plain Latin letters. Error: validation_failed with every bad member.
Result<std::string> write_laoqr(const LaoQr& qr);

bool is_laoqr(const EmvQr& qr) noexcept;

struct LaoQrReading {
    LaoQr facts;
    std::vector<std::string> problems{};
};
/// Precondition: is_laoqr(qr). What is damaged is left empty and named.
LaoQrReading read_laoqr(const EmvQr& qr);

} // namespace route9::payments
