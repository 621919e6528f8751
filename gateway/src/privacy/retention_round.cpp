// SPDX-License-Identifier: Apache-2.0
#include "gateway/privacy/retention_round.hpp"

#include "core/limits.hpp"
#include "fulfillment/attachment_store.hpp"
#include "gateway/drafts/draft_store.hpp"
#include "gateway/idempotency.hpp"
#include "gateway/intake/inbox.hpp"
#include "payments/bank_words.hpp"

#include <array>
#include <set>
#include <utility>

namespace route9::gateway {
namespace {

constexpr int kErasuresAtOnce = 10;
constexpr int kKeysAtOnce = 50;

// A message that is still to be read keeps the key of its day.
constexpr Statement kForgetKeys{
    "period_key.forget",
    "DELETE FROM period_key WHERE (tenant_id, purpose, day) IN"
    " (SELECT k.tenant_id, k.purpose, k.day FROM period_key k"
    " WHERE k.purpose = $1 AND k.day < $2 AND ($1 <> 'inbox' OR NOT EXISTS"
    " (SELECT 1 FROM inbox i WHERE i.tenant_id = k.tenant_id AND i.day = k.day"
    " AND i.inbox_id < $3)) LIMIT $4)"
};

constexpr std::array<std::pair<RecordKind, Purpose>, 5> kKeys{{
    {RecordKind::message, Purpose::inbox},
    {RecordKind::answer, Purpose::answer},
    {RecordKind::early_words, Purpose::words},
    {RecordKind::manifest, Purpose::manifest},
    {RecordKind::bank_words, Purpose::statement},
}};

Instant cutoff_of(const RetentionTable& rules, RecordKind kind, Instant now) {
    const RetentionRule* rule = rules.in_force(kind, corridor_day(now));
    return rule == nullptr ? Instant{} : rule->oldest_kept(now);
}

std::int64_t
forget_keys(Tx& tx, const RetentionTable& rules, RecordKind kind, Purpose purpose, Instant now) {
    const Instant before = cutoff_of(rules, kind, now);
    const InboxId first{first_id_bytes(before)};
    return tx.execute(kForgetKeys, name(purpose), day_number(before), first, kKeysAtOnce);
}

void release(Tx& tx, const KeptRecord& record) {
    if (record.kind == name(RecordKind::bank_words)) {
        payments::bank_words::forget(tx, record.tenant, MovementId{record.subject});
    }
    erasures::drop(tx, record);
}

std::vector<KeptRecord> releasable(Tx& tx, const RetentionTable& rules, Instant now, int limit) {
    std::vector<KeptRecord> found = erasures::due(tx, now, limit);
    for (const std::string& rule : erasures::rules_in_use(tx)) {
        if (!rules.keeps(rule) && found.empty()) {
            found = erasures::under_rule(tx, rule, limit);
        }
    }
    return found;
}

} // namespace

Forgotten forget_by_age(Tx& tx, const RetentionTable& rules, Instant now, int limit) {
    Forgotten forgotten;
    // The table of answers is read with the promise of the API and told the rule's time here.
    const Instant answers =
        cutoff_of(rules, RecordKind::answer, now) + limits::idempotency_retention;
    forgotten["answer"] = idempotency::forget_old(tx, answers, limit);
    forgotten["message"] = inbox::forget_old(tx, cutoff_of(rules, RecordKind::message, now), limit);
    forgotten["draft"] = drafts::forget_old(tx, cutoff_of(rules, RecordKind::draft, now), limit);
    const Instant photos = cutoff_of(rules, RecordKind::photo, now);
    forgotten["photo"] = fulfillment::attachments::drop_old(tx, photos, limit);
    for (const auto& [kind, purpose] : kKeys) {
        forgotten["key_" + std::string{name(purpose)}] = forget_keys(tx, rules, kind, purpose, now);
    }
    return forgotten;
}

Forgotten release_kept(Tx& tx, const RetentionTable& rules, Instant now, int limit) {
    Forgotten forgotten;
    std::set<std::pair<TenantId, ErasureId>> touched;
    for (const KeptRecord& record : releasable(tx, rules, now, limit)) {
        release(tx, record);
        ++forgotten[record.kind];
        touched.emplace(record.tenant, record.erasure);
    }
    for (const auto& [tenant, id] : touched) {
        auto erasure = erasures::find(tx, tenant, id);
        const bool is_done = erasure && erasure->state == ErasureState::pending &&
                             erasures::kept_by(tx, tenant, id).empty();
        if (is_done) {
            erasure->state = ErasureState::done;
            erasure->done_at = now;
            erasures::settle(tx, *erasure);
        }
    }
    return forgotten;
}

Result<std::int64_t> carry_on(const ErasureTools& tools) {
    const auto running = tools.store.read([](Tx& tx) -> Result<std::vector<Erasure>> {
        return erasures::unfinished(tx, ErasureState::running, kErasuresAtOnce);
    });
    if (!running) {
        return Failure{running.error()};
    }
    for (const Erasure& erasure : *running) {
        if (auto done = carry_out(tools, erasure.tenant, erasure.id); !done) {
            return Failure{std::move(done).error()};
        }
    }
    return std::ssize(*running);
}

} // namespace route9::gateway
