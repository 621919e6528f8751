// SPDX-License-Identifier: Apache-2.0
// The parcel label: a PDF page of exactly 100 × 150 mm, Vietnamese and Lao as typed, with a QR for
// telephones and bars for scanners. CPU work
// for a compute thread; safe to call from several at once. Source: logistics dossier §7.3, §7.7.
#pragma once

#include "core/money.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "fulfillment/order.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace route9::adapters {

struct Label {
    std::string parcel;     // id or SSCC, printed in clear
    std::string qr_content; // URL or id
    std::string sender;
    std::string carrier;
    std::string gate;
    std::string route; // as the sorter reads it: "HT-VUNGANG > LA-SV"
    fulfillment::Recipient recipient;
    std::string province_code;
    std::string district_code;
    std::optional<Money> cod; // absent = nothing to collect; the first piece names the amount
    bool prepaid = false;     // says so; unpaid by transfer or QR is no courier's business
    std::int64_t weight_g = 0;
    int piece = 1;
    int pieces = 1;
    Instant printed_at{};
};

/// Why a parcel that was asked for has no label.
enum class LabelRefusal : std::uint8_t { cancelled, erased };

struct LeftOut {
    std::string parcel;
    LabelRefusal why = LabelRefusal::cancelled;
};

inline constexpr std::size_t labels_max = 1'000; // under three seconds of one processor

/// One PDF with a page for each label, in their order; the fonts are in it once. What was left out
/// is named on pages of its own at the end. Error: validation_failed for no label or more than
/// labels_max, or when a QR content is empty or too long to be read from a label.
Result<std::string>
render_labels(std::span<const Label> labels, std::span<const LeftOut> left_out = {});
Result<std::string> render_label(const Label& label);

} // namespace route9::adapters
