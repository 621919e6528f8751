// SPDX-License-Identifier: Apache-2.0
#include "gateway/visible_events.hpp"

#include "gateway/acting_for.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace route9::gateway {
namespace {

using enum Scope;

/// Either scope opens the type; without one it needs none.
struct EventRule {
    std::string_view prefix;
    std::optional<Scope> scope;
    std::optional<Scope> or_scope;
};

constexpr auto kRules = std::to_array<EventRule>({
    {"order.", orders_read, std::nullopt},
    {"fulfillment.", shipments_read, std::nullopt},
    {"parcel.", shipments_read, std::nullopt},
    {"declaration.", shipments_read, std::nullopt},
    {"departure.", shipments_read, std::nullopt},
    {"aggregate.", shipments_read, std::nullopt},
    {"attachment.", shipments_read, std::nullopt},
    {"receipt.", stock_read, std::nullopt},
    {"stock.", stock_read, std::nullopt},
    {"wave.", shipments_read, std::nullopt},
    {"manifest.", manifests_read, shipments_read},
    {"custody.", manifests_read, shipments_read},
    {"carrier.", manifests_read, shipments_read},
    {"return.", shipments_read, money_read},
    {"receivable.", money_read, std::nullopt},
    {"cod.", money_read, std::nullopt},
    {"payment.", money_read, std::nullopt},
    {"open_item.", money_read, std::nullopt},
    {"alert.cash_", money_read, std::nullopt},
    {"alert.parcel_", shipments_read, std::nullopt},
    {"alert.seal", shipments_read, std::nullopt},
    {"alert.status_", shipments_read, std::nullopt},
    {"alert.declaration_", shipments_read, std::nullopt},
    {"alert.custody_", shipments_read, std::nullopt},
    {"alert.connection_", webhooks_read, std::nullopt},
    {"user.", admin, std::nullopt},
    {"approval.", admin, std::nullopt},
    {"person.", admin, std::nullopt},
    {"gate.", std::nullopt, std::nullopt}, // as GET /v1/gates
    {"leg.", std::nullopt, std::nullopt},  // as GET /v1/legs
});

/// Brokers read the tenant's declarations and nothing else of it.
constexpr std::string_view kOfBrokers = "declaration.";

/// One look holds a reader for a moment only.
constexpr int kRowsAtOnce = 100;
constexpr int kReadsMax = 10;

const EventRule* rule_of(std::string_view type) {
    const auto* rule = std::ranges::find_if(kRules, [type](const EventRule& row) {
        return type.starts_with(row.prefix);
    });
    return rule == kRules.end() ? nullptr : rule;
}

JournalFilter share_of(const Principal& principal) {
    JournalFilter filter{
        .tenant = principal.tenant, .seller = std::nullopt, .carrier = std::nullopt
    };
    if (principal.role == Role::carrier) {
        filter.carrier = principal.party;
    } else if (principal.role != Role::broker) {
        filter.seller = confined_to(principal);
    }
    return filter;
}

} // namespace

bool has_event_rule(std::string_view type) {
    return rule_of(type) != nullptr;
}

bool may_see_event(const Principal& principal, std::string_view type) {
    if (principal.role == Role::broker && !type.starts_with(kOfBrokers)) {
        return false;
    }
    const EventRule* rule = rule_of(type);
    if (rule == nullptr) {
        return false;
    }
    const auto holds = [&principal](const std::optional<Scope>& scope) {
        return scope && principal.scopes.has(*scope);
    };
    return !rule->scope || holds(rule->scope) || holds(rule->or_scope);
}

VisibleEvents read_visible(Tx& tx, const Principal& principal, std::int64_t after, int limit) {
    const JournalFilter share = share_of(principal);
    VisibleEvents found{.entries = {}, .position = after};
    int rows = limit;
    for (int reads = 0; reads < kReadsMax && found.entries.empty() && !found.caught_up; ++reads) {
        auto entries = journal::read(tx, share, found.position, rows);
        found.caught_up = std::ssize(entries) < rows;
        for (JournalEntry& entry : entries) {
            if (std::ssize(found.entries) == limit) {
                found.caught_up = false;
                break;
            }
            found.position = entry.position;
            if (may_see_event(principal, entry.event.type)) {
                found.entries.push_back(std::move(entry));
            }
        }
        rows = kRowsAtOnce;
    }
    return found;
}

} // namespace route9::gateway
