// SPDX-License-Identifier: Apache-2.0
#include "gateway/privacy/erasure_view.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace route9::gateway {
namespace {

struct KeptBack {
    std::string kind;
    std::int64_t records = 0;
    Instant until{};
};

Json rule_view(const std::string& id, const KeptBack& kept, const RetentionTable& rules) {
    Json json{
        {"rule", id},
        {"kind", kept.kind},
        {"records", kept.records},
        {"until", format_corridor(kept.until)},
    };
    const auto rule = std::ranges::find(rules.rules(), id, &RetentionRule::id);
    if (rule != rules.rules().end()) {
        json["source"] = rule->source;
    }
    return json;
}

Json kept_view(const std::vector<KeptRecord>& records, const RetentionTable& rules) {
    std::map<std::string, KeptBack> by_rule;
    for (const KeptRecord& record : records) {
        KeptBack& kept = by_rule[record.rule];
        kept.kind = record.kind;
        kept.until = std::max(kept.until, record.until);
        ++kept.records;
    }
    Json list = Json::array();
    for (const auto& [id, kept] : by_rule) {
        list.push_back(rule_view(id, kept, rules));
    }
    return list;
}

} // namespace

Result<Json>
erasure_view(Tx& tx, const TenantId& tenant, const ErasureId& id, const RetentionTable& rules) {
    const auto erasure = erasures::find(tx, tenant, id);
    if (!erasure) {
        return fail(ErrorCode::not_found);
    }
    Json orders = Json::array();
    for (const ErasedPerson& person : erasures::people(tx, tenant, id)) {
        Json order{{"order", person.order.text()}};
        if (person.erased_at) {
            order["erased_at"] = format_utc(*person.erased_at);
        }
        orders.push_back(std::move(order));
    }
    Json json{
        {"id", id.text()},
        {"state", std::string{name(erasure->state)}},
        {"asked_at", format_utc(erasure->asked_at)},
        {"orders", std::move(orders)},
        {"kept", kept_view(erasures::kept_by(tx, tenant, id), rules)},
    };
    if (erasure->done_at) {
        json["done_at"] = format_utc(*erasure->done_at);
    }
    return json;
}

} // namespace route9::gateway
