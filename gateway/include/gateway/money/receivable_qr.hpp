// SPDX-License-Identifier: Apache-2.0
// A QR code a buyer pays a receivable with: VietQR for dong, Lao QR for kip. Our payment code
// travels in it and comes back with the bank's line. Where the money shall go comes with the
// request. Values only.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "payments/receivable.hpp"

#include <cstdint>
#include <string>

namespace route9::gateway {

enum class QrScheme : std::uint8_t { vietqr, laoqr };

std::string_view name(QrScheme scheme) noexcept;

struct ReceivableQr {
    QrScheme scheme = QrScheme::vietqr;
    std::string bank{}; // the number of the receiving bank
    std::string payload{};
};

/// `{"scheme","bin","account"|"acquirer","receiver","merchant_name"?,"city"?,"expires"?}` and the
/// receivable, for what is still to be paid. Errors: state_forbids (nothing to pay, or no payment
/// code); validation_failed with every bad member, also when the scheme pays in another currency or
/// the code would have expired `now`.
Result<ReceivableQr>
make_receivable_qr(const Json& body, const payments::Receivable& receivable, Instant now);

} // namespace route9::gateway
