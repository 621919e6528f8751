// SPDX-License-Identifier: Apache-2.0
// A file of orders, each placed by itself, one after the other. Nothing of an import is kept beside
// its orders: who sends the file again is told which are known.
#pragma once

#include "adapters/documents/order_import.hpp"
#include "core/names.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace route9::gateway {

enum class ImportEnd : std::uint8_t {
    accepted,
    known,   // by channel and external_id; it stays as it is
    refused, // see its problems
    repeat,  // nothing happened for a reason that passes: send the file again
};

struct ImportOutcome {
    adapters::ImportedOrder imported;
    ImportEnd end = ImportEnd::repeat;
    std::string id{};     // of the order that is there now
    std::string status{}; // of an accepted one
};

std::string_view name(ImportEnd end) noexcept;

/// In the order of the file; what the deadline cut off is to be repeated.
platform::task<Result<std::vector<ImportOutcome>>> import_orders(
    Services& services,
    TenantId tenant,
    PartyId seller,
    std::vector<adapters::ImportedOrder> orders,
    Tick deadline
);

} // namespace route9::gateway
