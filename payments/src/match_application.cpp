// SPDX-License-Identifier: Apache-2.0
#include "match_application.hpp"

#include "core/assert.hpp"
#include "core/json.hpp"
#include "derived_id.hpp"
#include "payments/ledger.hpp"
#include "reconcile_statements.hpp"

#include <algorithm>
#include <utility>

namespace route9::payments {
namespace {

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

std::vector<StandingItem> read_items(Rows rows) {
    std::vector<StandingItem> items;
    while (rows.next()) {
        items.push_back({rows.row().get<OpenItemId>(0), rows.row().get<std::string>(1)});
    }
    return items;
}

} // namespace

Result<void> MatchApplication::apply(const Match& match, ReconcileResult& result) {
    const auto first = MovementId::parse(match.movements.front().id).value();
    const MatchId id{derived_bytes(first.bytes(), "match")};
    store(match, id);
    for (const auto& movement : match.movements) {
        set_state(movement.id, "matched");
    }
    if (match.kind == MatchKind::allocation) {
        if (auto settled = settle(match, id, result); !settled) {
            return settled;
        }
    }
    result.matches.push_back({id, match});
    return {};
}

/// Out of suspense, against whoever owed it; charges and credits take the difference.
Result<void>
MatchApplication::settle(const Match& match, const MatchId& id, ReconcileResult& result) {
    EntryDraft draft;
    for (const auto& movement : match.movements) {
        draft.add({AccountKind::suspense, accounts_.at(movement.id)}, movement.amount);
    }
    for (const auto& share : match.expected) {
        const auto& receivable = candidates_.at(share.id);
        draft.add(receivables::settlement_postings(receivable, share.amount));
        receivables::record_settlement(tx_, tenant_, receivable, share.amount);
        for (const auto& item :
             read_items(tx_.query(sql::short_payments_of_receivable, tenant_, receivable.id))) {
            resolve(item, "another payment came: " + id.text(), id, result);
        }
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

void MatchApplication::store_line(
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

void MatchApplication::store(const Match& match, const MatchId& id) {
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

void MatchApplication::apply(const MatchException& exception, ReconcileResult& result) {
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
    const auto suggestions = print_json(Json(item.suggestions));
    const auto again = std::ranges::find(standing_, item.id, &StandingItem::id);
    if (again != standing_.end()) {
        standing_.erase(again);
        tx_.execute(sql::open_item_renew, tenant_, item.id, item.reason, suggestions);
        return;
    }
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
        suggestions,
        now_
    );
    result.open_items.push_back(std::move(item));
}

void MatchApplication::leave_open(const std::vector<Movement>& movements) {
    for (const auto& movement : movements) {
        set_state(movement.id, "open");
    }
}

void MatchApplication::retry(const MovementId& movement) {
    standing_ = read_items(tx_.query(sql::open_items_of_movement, tenant_, movement));
}

void MatchApplication::close_superseded(ReconcileResult& result) {
    for (const auto& item : standing_) {
        if (!result.matches.empty()) {
            const MatchId& match = result.matches.front().id;
            resolve(item, "tried again and matched: " + match.text(), match, result);
        } else if (!result.open_items.empty()) {
            resolve(item, "tried again: " + result.open_items.front().code, std::nullopt, result);
        }
    }
    standing_.clear();
}

void MatchApplication::resolve(
    const StandingItem& item,
    const std::string& resolution,
    const std::optional<MatchId>& match,
    ReconcileResult& result
) {
    tx_.execute(sql::open_item_resolve, tenant_, item.id, resolution, now_);
    result.resolved.push_back({item.id, item.code, resolution, match});
}

void MatchApplication::set_state(const std::string& movement, const char* state) {
    tx_.execute(sql::movement_set_state, tenant_, MovementId::parse(movement).value(), state);
}

} // namespace route9::payments
