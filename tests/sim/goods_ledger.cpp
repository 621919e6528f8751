// SPDX-License-Identifier: Apache-2.0
#include "goods_ledger.hpp"

#include "fulfillment/custody_store.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/order_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/stock.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

namespace route9::tests {
namespace {

using namespace fulfillment;

const TenantId kTenant{"qt"};
constexpr std::size_t kFaultsMax = 20;

std::string words_of(const Custodian& who) {
    return std::string{name(who.kind)} + ":" + who.id;
}

/// One custodian after the other, without a gap, and the last is who has it.
std::string custody_fault(Tx& tx, const Parcel& parcel, const Custodian* expected) {
    const auto steps = custody::of_parcel(tx, kTenant, parcel.id);
    if (steps.empty()) {
        return parcel.code + " has no custodian";
    }
    Custodian holder;
    std::int64_t sequence = 1;
    for (const CustodyStep& step : steps) {
        if (step.sequence != sequence++ || step.from != holder) {
            return parcel.code + " has two custodians: " + words_of(holder) + " and " +
                   words_of(step.from);
        }
        holder = step.to;
    }
    if (holder.kind == CustodianKind::nobody) {
        return parcel.code + " has no custodian";
    }
    if (expected == nullptr || holder != *expected) {
        return parcel.code + " is with " + words_of(holder) + ", handed to " +
               (expected == nullptr ? "nobody" : words_of(*expected));
    }
    return {};
}

} // namespace

void GoodsLedger::read_work(Tx& tx, const OrderId& order, OrderFacts& facts) const {
    std::int64_t pieces = 0;
    const auto parcels = parcels::of_order(tx, kTenant, order);
    for (const Fulfillment& item : fulfillments::of_order(tx, kTenant, order)) {
        const auto mine = [&item](const Parcel& parcel) { return parcel.fulfillment == item.id; };
        const auto count = std::ranges::count_if(parcels, mine);
        const bool is_packed = item.status == FulfillmentStatus::packed;
        if (count != (is_packed ? 1 : 0)) {
            facts.faults.push_back(item.id.text() + " has " + std::to_string(count) + " parcels");
        }
        if (item.status == FulfillmentStatus::cancelled) {
            continue;
        }
        const auto parcel = std::ranges::find_if(parcels, mine);
        const bool has_left = parcel != parcels.end() && parcel->manifest.has_value();
        for (const FulfillmentLine& line : item.lines) {
            pieces += line.quantity;
            (has_left ? facts.shipped : facts.reserved) += line.quantity;
        }
        if (!item.departure && item.status != FulfillmentStatus::held && !facts.has_reasons) {
            facts.waits_without_reason = true;
        }
    }
    for (const Parcel& parcel : parcels) {
        const auto expected = custodians_.find(parcel.code);
        const auto* who = expected == custodians_.end() ? nullptr : &expected->second;
        if (std::string words = custody_fault(tx, parcel, who); !words.empty()) {
            facts.faults.push_back(std::move(words));
        }
    }
    const bool waits = facts.status == "backordered" || facts.status == "cancelled";
    if (pieces != (waits ? 0 : facts.ordered)) {
        facts.faults.push_back(
            order.text() + " is " + facts.status + " with " + std::to_string(pieces) + " of " +
            std::to_string(facts.ordered) + " pieces"
        );
    }
}

OrderFacts GoodsLedger::read(Tx& tx, const OrderId& order) const {
    OrderFacts facts;
    const auto record = orders::find(tx, kTenant, order);
    if (!record) {
        facts.faults.push_back(order.text() + " is lost");
        return facts;
    }
    facts.status = name(record->status);
    facts.has_reasons = record->reasons != "[]";
    for (const OrderLine& line : record->order.lines) {
        facts.ordered += line.quantity;
    }
    read_work(tx, order, facts);
    return facts;
}

void GoodsLedger::fault(std::string words) {
    if (faults_.size() < kFaultsMax) {
        faults_.push_back(std::move(words));
    }
}

void GoodsLedger::note(const OrderId& order, OrderFacts facts) {
    OrderFacts& known = orders_[order];
    reserved_ += facts.reserved - known.reserved;
    shipped_ += facts.shipped - known.shipped;
    for (const std::string& words : facts.faults) {
        fault(words);
    }
    known = std::move(facts);
}

void GoodsLedger::compare_stock() {
    const auto levels = store_.read([](Tx& tx) -> Result<std::vector<StockLevel>> {
        const std::vector<Sku> skus{Sku{"SHIRT"}};
        return stock::read_levels(stock::ask_levels(tx, kTenant, PartyId{"shop"}, skus));
    });
    std::int64_t on_hand = 0;
    std::int64_t reserved = 0;
    for (const StockLevel& level : levels.value()) {
        on_hand += level.on_hand;
        reserved += level.reserved;
    }
    if (reserved != reserved_ || on_hand != stocked_ - shipped_) {
        fault(
            "stock is " + std::to_string(on_hand) + " with " + std::to_string(reserved) +
            " reserved; the orders make it " + std::to_string(stocked_ - shipped_) + " with " +
            std::to_string(reserved_)
        );
    }
}

std::vector<Event> GoodsLedger::check() {
    struct Seen {
        std::vector<JournalEntry> entries;
        std::map<OrderId, OrderFacts> touched;
    };
    auto seen = store_.read([this](Tx& tx) -> Result<Seen> {
        Seen found;
        const JournalFilter all{.tenant = kTenant, .seller = {}, .carrier = {}};
        found.entries = journal::read(tx, all, position_, std::numeric_limits<int>::max());
        for (const JournalEntry& entry : found.entries) {
            const auto order = OrderId::parse(entry.event.subject);
            if (order && !found.touched.contains(*order)) {
                found.touched.emplace(*order, read(tx, *order));
            }
        }
        return found;
    });
    std::vector<Event> events;
    for (JournalEntry& entry : seen.value().entries) {
        position_ = entry.position;
        events.push_back(std::move(entry.event));
    }
    for (auto& [order, facts] : seen.value().touched) {
        note(order, std::move(facts));
    }
    events_ += std::ssize(events);
    ++checks_;
    if (!events.empty()) {
        compare_stock();
    }
    return events;
}

bool GoodsLedger::is_all_over() const {
    return std::ranges::all_of(orders_, [](const auto& each) {
        return each.second.status == "delivered" || each.second.status == "cancelled";
    });
}

void GoodsLedger::check_orders(Range range) {
    auto seen = store_.read([&](Tx& tx) -> Result<std::map<OrderId, OrderFacts>> {
        std::map<OrderId, OrderFacts> found;
        for (const auto& [order, known] : orders_) {
            const bool is_over = known.status == "delivered" || known.status == "cancelled";
            if (range == Range::everything || !is_over) {
                found.emplace(order, read(tx, order));
            }
        }
        return found;
    });
    for (auto& [order, facts] : seen.value()) {
        if (facts != orders_[order]) {
            fault(order.text() + " has changed without an event");
        }
        const bool lives = facts.status == "routed" || facts.status == "packed";
        if (facts.waits_without_reason && lives) {
            fault(order.text() + " is " + facts.status + " without a truck and nobody says why");
        }
        if ((facts.status == "held" || facts.status == "backordered") && !facts.has_reasons) {
            fault(order.text() + " is " + facts.status + " and nobody says why");
        }
        note(order, std::move(facts));
    }
    compare_stock();
    if (range == Range::under_way) {
        return;
    }
    const auto broken = store_.read([](Tx& tx) -> Result<std::vector<ParcelId>> {
        return custody::check(tx, kTenant);
    });
    for (const ParcelId& parcel : broken.value()) {
        fault(parcel.text() + " has not exactly one custodian");
    }
}

} // namespace route9::tests
