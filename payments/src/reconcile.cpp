// SPDX-License-Identifier: Apache-2.0
#include "payments/reconcile.hpp"

#include "candidates.hpp"
#include "core/assert.hpp"
#include "core/json.hpp"
#include "core/limits.hpp"
#include "derived_id.hpp"
#include "movement_facts.hpp"
#include "payments/ledger.hpp"
#include "payments/matching.hpp"
#include "reconcile_statements.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace route9::payments {
namespace {

std::vector<Movement> next_movements(Tx& tx, const TenantId& tenant) {
    std::vector<Movement> movements;
    auto rows = tx.query(
        sql::movements_to_match, tenant, static_cast<std::int64_t>(limits::movements_per_unit_max)
    );
    while (rows.next()) {
        const auto row = rows.row();
        Movement movement{.id = row.get<MovementId>(0).text(), .booked_by_bank = true};
        movement.observations = {movement.id};
        auto& facts = movement.facts;
        facts.id = movement.id;
        facts.source = "statement";
        facts.account = row.get<std::string>(1);
        facts.amount = Money::of_minor(row.get<std::int64_t>(3), row.get<Currency>(2));
        facts.booked = row.get<Instant>(4);
        facts.bank_ref = row.get<std::string>(5);
        read_facts(row.get<std::string_view>(6), facts);
        movements.push_back(std::move(movement));
    }
    return movements;
}

/// Sums by account, so that a long list stays a short entry.
class EntryDraft {
public:
    void add(const Account& account, Money amount) {
        const auto [at, added] = sums_.try_emplace(account, amount);
        if (!added) {
            at->second = at->second.plus(amount).value();
        }
    }
    void add(const std::vector<Posting>& postings) {
        for (const auto& posting : postings) {
            add(posting.account, posting.amount);
        }
    }
    std::vector<Posting> postings() const {
        std::vector<Posting> out;
        for (const auto& [account, amount] : sums_) {
            if (!amount.is_zero()) {
                out.push_back({account, amount});
            }
        }
        return out;
    }

private:
    std::map<Account, Money> sums_;
};

Account adjustment_account(AdjustmentType type, const std::string& payer) {
    switch (type) {
    case AdjustmentType::bank_charge:
        return {AccountKind::fees, std::string{name(type)}};
    case AdjustmentType::customer_credit:
        return {AccountKind::customer_credit, payer.empty() ? "unnamed" : payer};
    }
    ROUTE9_ASSERT(false);
}

/// Writes what one run decided.
class Application {
public:
    Application(
        Tx& tx,
        const TenantId& tenant,
        const Candidates& candidates,
        const std::vector<Movement>& movements,
        Instant now
    )
        : tx_(tx), tenant_(tenant), candidates_(candidates), now_(now) {
        for (const auto& movement : movements) {
            accounts_.emplace(movement.id, movement.facts.account);
        }
    }

    Result<void> apply(const Match& match, ReconcileResult& result);
    void apply(const MatchException& exception, ReconcileResult& result);
    /// Movements that only stand in an exception.
    void leave_open(const std::string& movement);

private:
    Result<void> settle(const Match& match, const MatchId& id);
    void store(const Match& match, const MatchId& id);
    void store_line(const MatchId& id, std::int64_t line, const char* side, const Share& share);
    void set_state(const std::string& movement, const char* state) {
        tx_.execute(sql::movement_set_state, tenant_, MovementId::parse(movement).value(), state);
    }

    Tx& tx_;
    const TenantId& tenant_;
    const Candidates& candidates_;
    std::map<std::string, std::string> accounts_;
    Instant now_;
};

Result<void> Application::apply(const Match& match, ReconcileResult& result) {
    const auto first = MovementId::parse(match.movements.front().id).value();
    const MatchId id{derived_bytes(first.bytes(), "match")};
    store(match, id);
    for (const auto& movement : match.movements) {
        set_state(movement.id, "matched");
    }
    if (match.kind == MatchKind::allocation) {
        if (auto settled = settle(match, id); !settled) {
            return settled;
        }
    }
    result.matches.push_back({id, match});
    return {};
}

/// Out of suspense, against whoever owed it; charges and credits take the difference.
Result<void> Application::settle(const Match& match, const MatchId& id) {
    EntryDraft draft;
    for (const auto& movement : match.movements) {
        draft.add({AccountKind::suspense, accounts_.at(movement.id)}, movement.amount);
    }
    for (const auto& share : match.expected) {
        const auto& receivable = candidates_.at(share.id);
        draft.add(receivables::settlement_postings(receivable, share.amount));
        receivables::record_settlement(tx_, tenant_, receivable, share.amount);
        tx_.execute(sql::open_item_resolve_short, tenant_, receivable.id);
    }
    for (const auto& adjustment : match.adjustments) {
        const auto& payer = candidates_.at(match.expected.front().id).payer;
        draft.add(adjustment_account(adjustment.type, payer), adjustment.amount);
    }
    const auto posted = ledger::post(
        tx_,
        tenant_,
        {.id = EntryId{id.bytes()},
         .at = now_,
         .kind = "match",
         .reference = id.text(),
         .postings = draft.postings()}
    );
    if (!posted) {
        return Failure{posted.error()};
    }
    return {};
}

void Application::store_line(
    const MatchId& id, std::int64_t line, const char* side, const Share& share
) {
    const bool is_movement = std::string_view{side} == "movement";
    const auto subject = is_movement ? MovementId::parse(share.id).value().bytes()
                                     : ReceivableId::parse(share.id).value().bytes();
    tx_.execute(
        sql::match_add_line,
        tenant_,
        id,
        line,
        side,
        std::span<const std::byte>{subject},
        "",
        share.amount.currency(),
        share.amount.minor()
    );
}

void Application::store(const Match& match, const MatchId& id) {
    tx_.execute(
        sql::match_add,
        tenant_,
        id,
        kind_name(match),
        name(match.rule),
        name(match.state),
        match.reason,
        now_
    );
    std::int64_t line = 0;
    for (const auto& share : match.expected) {
        store_line(id, line++, "expected", share);
    }
    for (const auto& share : match.movements) {
        store_line(id, line++, "movement", share);
    }
    for (const auto& adjustment : match.adjustments) {
        tx_.execute(
            sql::match_add_line,
            tenant_,
            id,
            line++,
            "adjustment",
            std::nullopt,
            name(adjustment.type),
            adjustment.amount.currency(),
            adjustment.amount.minor()
        );
    }
}

void Application::apply(const MatchException& exception, ReconcileResult& result) {
    OpenItem item{
        .id = {},
        .code = std::string{name(exception.code)},
        .reason = exception.reason,
        .amount = exception.amount,
        .opened_at = now_,
    };
    IdBytes origin{};
    if (!exception.movements.empty()) {
        item.movement = MovementId::parse(exception.movements.back().id).value();
        origin = item.movement->bytes();
        if (!item.amount) {
            const auto amount = exception.movements.back().amount;
            item.amount = amount.is_negative() ? amount.negated() : amount;
        }
    }
    if (!exception.expected.empty()) {
        item.receivable = ReceivableId::parse(exception.expected.front()).value();
        origin = exception.movements.empty() ? item.receivable->bytes() : origin;
    }
    item.suggestions = exception.suggest.empty() ? exception.candidates : exception.suggest;
    item.id = OpenItemId{derived_bytes(origin, item.code)};
    const auto currency = item.amount ? std::optional{item.amount->currency()} : std::nullopt;
    const auto minor = item.amount ? std::optional{item.amount->minor()} : std::nullopt;
    tx_.execute(
        sql::open_item_add,
        tenant_,
        item.id,
        item.code,
        item.reason,
        item.movement,
        item.receivable,
        currency,
        minor,
        print_json(Json(item.suggestions)),
        now_
    );
    result.open_items.push_back(std::move(item));
}

void Application::leave_open(const std::string& movement) {
    set_state(movement, "open");
}

} // namespace

Result<ReconcileResult> reconcile_next(Tx& tx, const TenantId& tenant, Instant now) {
    ReconcileResult result;
    auto movements = next_movements(tx, tenant);
    result.movements = movements.size();
    if (movements.empty()) {
        return result;
    }
    const auto candidates = find_candidates(tx, tenant, movements);
    MatchInput input;
    for (const auto& [id, receivable] : candidates) {
        input.expected.push_back(expected_of(receivable));
    }
    Application application{tx, tenant, candidates, movements, now};
    for (const auto& movement : movements) {
        application.leave_open(movement.id);
    }
    const auto decided = match_movements(input, std::move(movements));
    for (const auto& match : decided.matches) {
        if (auto applied = application.apply(match, result); !applied) {
            return Failure{std::move(applied).error()};
        }
    }
    for (const auto& exception : decided.exceptions) {
        application.apply(exception, result);
    }
    return result;
}

std::vector<OpenItem> open_items(Tx& tx, const TenantId& tenant, OpenItemId after, int limit) {
    std::vector<OpenItem> items;
    auto rows = tx.query(sql::open_items, tenant, after, limit);
    while (rows.next()) {
        const auto row = rows.row();
        OpenItem item{
            .id = row.get<OpenItemId>(0),
            .code = row.get<std::string>(1),
            .reason = row.get<std::string>(2),
            .movement = row.get<std::optional<MovementId>>(3),
            .receivable = row.get<std::optional<ReceivableId>>(4),
            .opened_at = row.get<Instant>(8),
        };
        if (const auto currency = row.get<std::optional<Currency>>(5)) {
            item.amount = Money::of_minor(row.get<std::int64_t>(6), *currency);
        }
        const auto suggestions = Json::parse(row.get<std::string_view>(7), nullptr, false);
        if (!suggestions.is_array()) {
            throw StoreFailure(StoreFault::damaged, "open_item.suggestions is no JSON array");
        }
        item.suggestions = suggestions.get<std::vector<std::string>>();
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace route9::payments
