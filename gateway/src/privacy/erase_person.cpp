// SPDX-License-Identifier: Apache-2.0
#include "gateway/privacy/erase_person.hpp"

#include "core/journal.hpp"
#include "core/json.hpp"
#include "privacy/erase_order.hpp"

#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

bool has_ended(OrderStatus status) {
    return status == OrderStatus::delivered || status == OrderStatus::cancelled ||
           status == OrderStatus::returned;
}

Failure still_under_way(const OrderRecord& record) {
    return Failure{Error{
        .code = ErrorCode::state_forbids,
        .detail = "the order " + record.id.text() + " is " + std::string{name(record.status)} +
                  " and needs its recipient: cancel it, or wait until it is delivered or " +
                  "returned, and ask again",
        .fields = {},
        .reference = record.id.text(),
    }};
}

/// Whom an earlier erasure has taken, the order's recipient has no index to be found by any more.
std::optional<ErasureId> erased_before(Tx& tx, const TenantId& tenant, const PersonQuery& query) {
    const auto record = query.order ? orders::find(tx, tenant, *query.order) : std::nullopt;
    const auto known = record ? erasures::find_person(tx, tenant, record->person) : std::nullopt;
    return known ? std::optional{known->erasure} : std::nullopt;
}

/// Raw messages and stored answers cannot be taken apart; they die by age.
void keep_until_they_age(Tx& tx, const Erasure& erasure, const RetentionTable& rules) {
    for (const RecordKind kind : {RecordKind::message, RecordKind::answer}) {
        if (const auto* rule = rules.in_force(kind, corridor_day(erasure.asked_at))) {
            erasures::keep(
                tx,
                {.tenant = erasure.tenant,
                 .subject = erasure.id.bytes(),
                 .rule = rule->id,
                 .kind = std::string{name(kind)},
                 .erasure = erasure.id,
                 .until = rule->until(erasure.asked_at)}
            );
        }
    }
}

Result<std::vector<Tombstone>>
stones_of(const ErasureTools& tools, const TenantId& tenant, const ErasureId& id) {
    return tools.store.read([&](Tx& tx) -> Result<std::vector<Tombstone>> {
        std::vector<Tombstone> stones;
        const auto erasure = erasures::find(tx, tenant, id);
        for (const ErasedPerson& person : erasures::people(tx, tenant, id)) {
            if (erasure && !person.erased_at) {
                stones.push_back({tenant, person.person, person.order, id, erasure->asked_at});
            }
        }
        return stones;
    });
}

void tell(Tx& tx, const Erasure& erasure, std::size_t orders, const EventId& id, Instant now) {
    const Json data{
        {"erasure", erasure.id.text()},
        {"orders", orders},
        {"state", std::string{name(erasure.state)}},
    };
    const Event event{
        .id = id,
        .tenant = erasure.tenant,
        .seller = {},
        .carrier = {},
        .type = "person.erased",
        .subject = erasure.id.text(),
        .sequence = journal::last_sequence(tx, erasure.tenant, erasure.id.text()) + 1,
        .at = now,
        .data = data.dump(),
    };
    journal::append(tx, std::span{&event, 1});
}

Result<void> finish(const ErasureTools& tools, const TenantId& tenant, const ErasureId& id) {
    const Instant now = tools.clock.business();
    const EventId event = EventId::make(now, tools.entropy);
    const auto done = tools.store.write([&](Tx& tx) -> Result<int> {
        auto erasure = erasures::find(tx, tenant, id);
        if (!erasure || erasure->state != ErasureState::running) {
            return 0;
        }
        keep_until_they_age(tx, *erasure, tools.rules);
        erasure->state = ErasureState::pending;
        erasures::settle(tx, *erasure);
        tell(tx, *erasure, erasures::people(tx, tenant, id).size(), event, now);
        return 0;
    });
    return done ? Result<void>{} : Result<void>{Failure{done.error()}};
}

} // namespace

Result<ErasureId> ask_for_erasure(
    Tx& tx,
    const TenantId& tenant,
    const PersonQuery& query,
    const ErasureId& id,
    const Vault& vault,
    Instant now
) {
    if (const auto before = erased_before(tx, tenant, query)) {
        return *before;
    }
    const auto found = find_person(tx, tenant, query, vault, OrderId{}, erased_orders_max);
    if (!found) {
        return Failure{found.error()};
    }
    const auto drafts = erase_drafts(tx, tenant, query, vault);
    if (!drafts) {
        return Failure{drafts.error()};
    }
    if (found->empty() && *drafts == 0) {
        return fail(ErrorCode::not_found, "no order and no draft has such a recipient");
    }
    erasures::insert(tx, {.tenant = tenant, .id = id, .asked_at = now});
    for (const OrderId& order : *found) {
        const auto record = orders::find(tx, tenant, order);
        if (!has_ended(record->status)) {
            return still_under_way(*record);
        }
        erasures::add_person(
            tx, {.tenant = tenant, .person = record->person, .order = order, .erasure = id}
        );
    }
    return id;
}

Result<void> carry_out(const ErasureTools& tools, const TenantId& tenant, const ErasureId& id) {
    const auto stones = stones_of(tools, tenant, id);
    if (!stones) {
        return Failure{stones.error()};
    }
    if (!stones->empty()) {
        if (auto kept = tools.tombstones.append(*stones); !kept) {
            return kept;
        }
    }
    for (std::size_t i = 0; i < stones->size(); ++i) {
        const Instant now = tools.clock.business();
        const DrawnEntropy drawn{tools.entropy};
        const auto erased = tools.store.write(
            [&](Tx& tx) -> Result<int> {
                const auto next = erasures::next_waiting(tx, tenant, id);
                if (!next) {
                    return 0;
                }
                auto done =
                    erase_order(tx, *next, {tools.vault, tools.keyring, tools.rules, drawn, now});
                return done ? Result<int>{1} : Result<int>{Failure{std::move(done).error()}};
            },
            platform::Lane::background
        );
        if (!erased) {
            return Failure{erased.error()};
        }
    }
    return finish(tools, tenant, id);
}

Result<ErasureId>
erase_person(const ErasureTools& tools, const TenantId& tenant, const PersonQuery& query) {
    const Instant now = tools.clock.business();
    const ErasureId fresh = ErasureId::make(now, tools.entropy);
    const auto id = tools.store.write([&](Tx& tx) {
        return ask_for_erasure(tx, tenant, query, fresh, tools.vault, now);
    });
    if (!id) {
        return id;
    }
    if (auto done = carry_out(tools, tenant, *id); !done) {
        return Failure{std::move(done).error()};
    }
    return id;
}

} // namespace route9::gateway
