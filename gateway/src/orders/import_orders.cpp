// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/import_orders.hpp"

#include "core/limits.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/orders/order_door.hpp"
#include "gateway/orders/place_order.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace route9::gateway {
namespace {

using adapters::ImportedOrder;
using fulfillment::OrderRecord;

/// Who sends the file.
struct Sender {
    TenantId tenant;
    PartyId seller;
    std::shared_ptr<const TenantKeys> keys;
};

void refuse(ImportOutcome& outcome, const Error& error) {
    outcome.end = ImportEnd::refused;
    const std::size_t row = outcome.imported.rows.front();
    for (const FieldError& field : error.fields) {
        outcome.imported.problems.push_back({row, field.pointer, field.code, field.message});
    }
    if (error.fields.empty()) {
        const auto code = std::string{error_info(error.code).name};
        outcome.imported.problems.push_back({row, "", code, error.detail});
    }
}

/// Whether the same order may be placed later.
bool passes(const Error& error) {
    return error_info(error.code).http_status >= 500 || error.code == ErrorCode::conflict;
}

void take_answer(ImportOutcome& outcome, const Result<OrderRecord>& placed) {
    if (placed) {
        outcome.end = ImportEnd::accepted;
        outcome.id = placed->id.text();
        outcome.status = name(placed->status);
    } else if (placed.error().code == ErrorCode::already_exists) {
        outcome.end = ImportEnd::known;
        outcome.id = placed.error().reference;
    } else if (!passes(placed.error())) {
        refuse(outcome, placed.error());
    }
}

platform::task<Result<OrderRecord>>
place(Services& services, const Sender& sender, fulfillment::Order order, Tick deadline) {
    const Instant now = services.clock.business();
    const Instant placed_at = std::min(order.placed_at, now);
    auto prepared = std::make_shared<const PreparedOrder>(prepare_order(
        {.tenant = sender.tenant,
         .seller = sender.seller,
         .order = std::move(order),
         .source_time = placed_at},
        {.addresses = services.catalogue.corridor.addresses,
         .keys = *sender.keys,
         .vault = services.vault,
         .entropy = services.entropy,
         .now = now}
    ));
    AroundOrder<OrderRecord> around = [](Tx& tx, const auto& place_it) -> Result<OrderRecord> {
        return place_it(tx, [] { return true; });
    };
    co_return co_await place_order<OrderRecord>(
        services, std::move(prepared), Prohibited::refuse, std::move(around), deadline
    );
}

platform::task<ImportOutcome>
import_one(Services& services, const Sender& sender, ImportedOrder imported, Tick deadline) {
    ImportOutcome outcome{.imported = std::move(imported)};
    if (!outcome.imported.order) {
        outcome.end = ImportEnd::refused;
        co_return outcome;
    }
    auto order = possible_order(
        *std::exchange(outcome.imported.order, std::nullopt), services, services.clock.business()
    );
    if (!order) {
        refuse(outcome, order.error());
        co_return outcome;
    }
    take_answer(outcome, co_await place(services, sender, std::move(*order), deadline));
    co_return outcome;
}

} // namespace

std::string_view name(ImportEnd end) noexcept {
    switch (end) {
    case ImportEnd::accepted:
        return "accepted";
    case ImportEnd::known:
        return "known";
    case ImportEnd::refused:
        return "refused";
    case ImportEnd::repeat:
        return "repeat";
    }
    return {};
}

platform::task<Result<std::vector<ImportOutcome>>> import_orders(
    Services& services,
    TenantId tenant,
    PartyId seller,
    std::vector<ImportedOrder> orders,
    Tick deadline
) {
    auto keys = co_await services.keyring.tenant(tenant, deadline);
    if (!keys) {
        co_return Failure{std::move(keys).error()};
    }
    const Sender sender{std::move(tenant), std::move(seller), std::move(*keys)};
    std::vector<ImportOutcome> outcomes;
    outcomes.reserve(orders.size());
    for (ImportedOrder& order : orders) {
        outcomes.push_back(co_await import_one(services, sender, std::move(order), deadline));
    }
    co_return outcomes;
}

} // namespace route9::gateway
