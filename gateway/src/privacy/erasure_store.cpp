// SPDX-License-Identifier: Apache-2.0
#include "gateway/privacy/erasure_store.hpp"

#include <algorithm>
#include <array>

namespace route9::gateway {
namespace {

constexpr std::array<std::string_view, 3> kStates{"running", "pending", "done"};

constexpr Statement kInsert{
    "erasure.insert",
    "INSERT INTO erasure (tenant_id, erasure_id, state, asked_at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT DO NOTHING"
};
constexpr Statement kFind{
    "erasure.find",
    "SELECT tenant_id, erasure_id, state, asked_at, done_at FROM erasure"
    " WHERE tenant_id = $1 AND erasure_id = $2"
};
constexpr Statement kUnfinished{
    "erasure.unfinished",
    "SELECT tenant_id, erasure_id, state, asked_at, done_at FROM erasure"
    " WHERE state <> 'done' AND state = $1 ORDER BY tenant_id, erasure_id LIMIT $2"
};
constexpr Statement kSettle{
    "erasure.settle",
    "UPDATE erasure SET state = $3, done_at = $4 WHERE tenant_id = $1 AND erasure_id = $2"
};
constexpr Statement kAddPerson{
    "erased_person.insert",
    "INSERT INTO erased_person (tenant_id, person_id, order_id, erasure_id, erased_at)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
};
constexpr Statement kFindPerson{
    "erased_person.find",
    "SELECT tenant_id, person_id, order_id, erasure_id, erased_at FROM erased_person"
    " WHERE tenant_id = $1 AND person_id = $2"
};
constexpr Statement kPeople{
    "erased_person.of_erasure",
    "SELECT tenant_id, person_id, order_id, erasure_id, erased_at FROM erased_person"
    " WHERE tenant_id = $1 AND erasure_id = $2 ORDER BY person_id"
};
constexpr Statement kNextWaiting{
    "erased_person.next_waiting",
    "SELECT tenant_id, person_id, order_id, erasure_id, erased_at FROM erased_person"
    " WHERE tenant_id = $1 AND erasure_id = $2 AND erased_at IS NULL ORDER BY person_id LIMIT 1"
};
constexpr Statement kMark{
    "erased_person.mark",
    "UPDATE erased_person SET erased_at = $3 WHERE tenant_id = $1 AND person_id = $2"
};
constexpr Statement kPage{
    "erased_person.page",
    "SELECT tenant_id, person_id, order_id, erasure_id, erased_at FROM erased_person"
    " WHERE (tenant_id, person_id) > ($1, $2) ORDER BY tenant_id, person_id LIMIT $3"
};
constexpr Statement kCount{"erased_person.count", "SELECT COUNT(*) FROM erased_person"};
constexpr Statement kCountDone{
    "erased_person.count_done", "SELECT COUNT(*) FROM erased_person WHERE erased_at IS NOT NULL"
};
constexpr Statement kKeep{
    "kept_record.insert",
    "INSERT INTO kept_record (tenant_id, subject_id, rule_id, kind, erasure_id, until, wrapped,"
    " sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING"
};
constexpr Statement kKeptBy{
    "kept_record.of_erasure",
    "SELECT tenant_id, subject_id, rule_id, kind, erasure_id, until, wrapped, sealed"
    " FROM kept_record WHERE tenant_id = $1 AND erasure_id = $2 ORDER BY rule_id, subject_id"
};
constexpr Statement kKeptOf{
    "kept_record.of_subject",
    "SELECT tenant_id, subject_id, rule_id, kind, erasure_id, until, wrapped, sealed"
    " FROM kept_record WHERE tenant_id = $1 AND subject_id = $2 ORDER BY until DESC LIMIT 1"
};
constexpr Statement kDue{
    "kept_record.due",
    "SELECT tenant_id, subject_id, rule_id, kind, erasure_id, until, wrapped, sealed"
    " FROM kept_record WHERE until <= $1 ORDER BY until LIMIT $2"
};
constexpr Statement kUnderRule{
    "kept_record.under_rule",
    "SELECT tenant_id, subject_id, rule_id, kind, erasure_id, until, wrapped, sealed"
    " FROM kept_record WHERE rule_id = $1 ORDER BY until LIMIT $2"
};
constexpr Statement kNextRule{
    "kept_record.next_rule", "SELECT MIN(rule_id) FROM kept_record WHERE rule_id > $1"
};
constexpr Statement kDrop{
    "kept_record.delete",
    "DELETE FROM kept_record WHERE tenant_id = $1 AND subject_id = $2 AND rule_id = $3"
};

ErasureState state_from(std::string_view word) {
    const auto* found = std::ranges::find(kStates, word);
    return static_cast<ErasureState>(found - kStates.begin());
}

Erasure erasure_from(const Row& row) {
    return Erasure{
        .tenant = row.get<TenantId>(0),
        .id = row.get<ErasureId>(1),
        .state = state_from(row.get<std::string_view>(2)),
        .asked_at = row.get<Instant>(3),
        .done_at = row.get<std::optional<Instant>>(4),
    };
}

std::vector<ErasedPerson> people_in(Rows rows) {
    std::vector<ErasedPerson> found;
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back(ErasedPerson{
            .tenant = row.get<TenantId>(0),
            .person = row.get<PersonId>(1),
            .order = row.get<OrderId>(2),
            .erasure = row.get<ErasureId>(3),
            .erased_at = row.get<std::optional<Instant>>(4),
        });
    }
    return found;
}

std::optional<ErasedPerson> first_of(std::vector<ErasedPerson> found) {
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<KeptRecord> records_in(Rows rows) {
    std::vector<KeptRecord> found;
    while (rows.next()) {
        const Row row = rows.row();
        const auto wrapped = row.get<ByteView>(6);
        const auto sealed = row.get<ByteView>(7);
        found.push_back(KeptRecord{
            .tenant = row.get<TenantId>(0),
            .subject = id_bytes_from(row.get<ByteView>(1)),
            .rule = row.get<std::string>(2),
            .kind = row.get<std::string>(3),
            .erasure = row.get<ErasureId>(4),
            .until = row.get<Instant>(5),
            .wrapped = {wrapped.begin(), wrapped.end()},
            .sealed = {sealed.begin(), sealed.end()},
        });
    }
    return found;
}

} // namespace

std::string_view name(ErasureState state) noexcept {
    return kStates[static_cast<std::size_t>(state)];
}

namespace erasures {

void insert(Tx& tx, const Erasure& erasure) {
    tx.execute(kInsert, erasure.tenant, erasure.id, name(erasure.state), erasure.asked_at);
}

std::optional<Erasure> find(Tx& tx, const TenantId& tenant, const ErasureId& id) {
    Rows rows = tx.query(kFind, tenant, id);
    return rows.next() ? std::optional{erasure_from(rows.row())} : std::nullopt;
}

std::vector<Erasure> unfinished(Tx& tx, ErasureState state, int limit) {
    std::vector<Erasure> found;
    Rows rows = tx.query(kUnfinished, name(state), limit);
    while (rows.next()) {
        found.push_back(erasure_from(rows.row()));
    }
    return found;
}

void settle(Tx& tx, const Erasure& erasure) {
    tx.execute(kSettle, erasure.tenant, erasure.id, name(erasure.state), erasure.done_at);
}

void add_person(Tx& tx, const ErasedPerson& person) {
    tx.execute(
        kAddPerson, person.tenant, person.person, person.order, person.erasure, person.erased_at
    );
}

std::optional<ErasedPerson> find_person(Tx& tx, const TenantId& tenant, const PersonId& person) {
    return first_of(people_in(tx.query(kFindPerson, tenant, person)));
}

std::vector<ErasedPerson> people(Tx& tx, const TenantId& tenant, const ErasureId& id) {
    return people_in(tx.query(kPeople, tenant, id));
}

std::optional<ErasedPerson> next_waiting(Tx& tx, const TenantId& tenant, const ErasureId& id) {
    return first_of(people_in(tx.query(kNextWaiting, tenant, id)));
}

void mark_erased(Tx& tx, const ErasedPerson& person, Instant at) {
    tx.execute(kMark, person.tenant, person.person, at);
}

std::vector<ErasedPerson> page(Tx& tx, const TenantId& tenant, const PersonId& after, int limit) {
    return people_in(tx.query(kPage, tenant, after, limit));
}

std::int64_t count(Tx& tx) {
    Rows rows = tx.query(kCount);
    return rows.next() ? rows.row().get<std::int64_t>(0) : 0;
}

std::int64_t count_done(Tx& tx) {
    Rows rows = tx.query(kCountDone);
    return rows.next() ? rows.row().get<std::int64_t>(0) : 0;
}

void keep(Tx& tx, const KeptRecord& record) {
    tx.execute(
        kKeep,
        record.tenant,
        ByteView{record.subject},
        record.rule,
        record.kind,
        record.erasure,
        record.until,
        ByteView{record.wrapped},
        ByteView{record.sealed}
    );
}

std::vector<KeptRecord> kept_by(Tx& tx, const TenantId& tenant, const ErasureId& id) {
    return records_in(tx.query(kKeptBy, tenant, id));
}

std::optional<KeptRecord> kept_of(Tx& tx, const TenantId& tenant, const IdBytes& subject) {
    auto found = records_in(tx.query(kKeptOf, tenant, ByteView{subject}));
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<KeptRecord> due(Tx& tx, Instant now, int limit) {
    return records_in(tx.query(kDue, now, limit));
}

std::vector<KeptRecord> under_rule(Tx& tx, std::string_view rule, int limit) {
    return records_in(tx.query(kUnderRule, rule, limit));
}

std::vector<std::string> rules_in_use(Tx& tx) {
    std::vector<std::string> found;
    std::string last;
    while (true) {
        Rows rows = tx.query(kNextRule, last);
        const auto rule =
            rows.next() ? rows.row().get<std::optional<std::string>>(0) : std::nullopt;
        if (!rule) {
            return found;
        }
        last = *rule;
        found.push_back(last);
    }
}

void drop(Tx& tx, const KeptRecord& record) {
    tx.execute(kDrop, record.tenant, ByteView{record.subject}, record.rule);
}

} // namespace erasures
} // namespace route9::gateway
