// SPDX-License-Identifier: Apache-2.0
// Announced shipments to a warehouse: what should come, counted piece by piece against what does.
// What comes is stock at once (stock.hpp); closing a receipt only says that nothing more comes.
#pragma once

#include "core/id.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/corridor_time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::fulfillment {

struct ReceiptTag {
    static constexpr std::string_view prefix = "rec";
};
using ReceiptId = Id<ReceiptTag>;

inline constexpr std::size_t receipt_lines_max = 100;
inline constexpr std::int64_t receipts_open_max = 1'000; // of a seller

struct ReceiptLine {
    Sku sku;
    std::int64_t announced = 0;
    std::int64_t received = 0;
    std::string lot{}; // may be empty
    std::optional<LocalDay> expires{};

    friend bool operator==(const ReceiptLine&, const ReceiptLine&) = default;
};

struct Receipt {
    TenantId tenant;
    ReceiptId id;
    PartyId seller;
    std::string warehouse;
    std::string reference; // the sender's own number; may be empty
    std::optional<Instant> expected_at{};
    Instant created_at{};
    std::optional<Instant> closed_at{};
    std::vector<ReceiptLine> lines{}; // each (SKU, lot) once, in order
};

namespace receipts {

/// Error: state_forbids when the seller has too many open ones.
Result<void> open(Tx& tx, const Receipt& receipt);
std::optional<Receipt> find(Tx& tx, const TenantId& tenant, const ReceiptId& id);
/// Newest first, before `before`; one seller's when given. Without their lines.
struct PageOf {
    std::optional<PartyId> seller;
    std::optional<ReceiptId> before;
    int limit = 0;
};
std::vector<Receipt> page(Tx& tx, const TenantId& tenant, const PageOf& wanted);
/// Counts pieces that came of a line, also of a lot that was not announced; how many have come by
/// now. Nullopt when the receipt is closed.
std::optional<std::int64_t>
count(Tx& tx, const Receipt& receipt, const ReceiptLine& line, std::int64_t pieces);
/// False when it is closed already.
bool close(Tx& tx, const Receipt& receipt, Instant at);

} // namespace receipts
} // namespace route9::fulfillment
