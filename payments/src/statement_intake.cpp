// SPDX-License-Identifier: Apache-2.0
#include "payments/statement_intake.hpp"

#include "core/assert.hpp"
#include "core/json.hpp"
#include "core/limits.hpp"
#include "derived_id.hpp"
#include "payments/ledger.hpp"
#include "payments/movements.hpp"
#include "reconcile_statements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace route9::payments {
namespace {

std::optional<Money> money_of(const std::optional<Decimal>& amount, Currency currency) {
    if (!amount) {
        return std::nullopt;
    }
    const auto money = Money::parse(amount->text(), currency);
    return money ? std::optional{*money} : std::nullopt;
}

std::vector<ObservedDetail> details_of(const StatementLine& line, Currency currency) {
    std::vector<ObservedDetail> details;
    if (!line.batch) {
        return details;
    }
    for (const auto& detail : line.batch->details) {
        const auto amount = money_of(detail.amount, currency);
        details.push_back({amount.value_or(Money::zero(currency)), detail.end_to_end});
    }
    return details;
}

/// Where a bank gives a day alone, the movement counts from its midnight.
Instant booked_at(const BookingTime& time) {
    return time.at ? *time.at : corridor_midnight(time.day);
}

std::optional<Observation> observe(
    const StatementLine& line,
    const PreparedStatement& prepared,
    const std::string& pointer,
    FieldErrors& errors
) {
    const auto currency = parse_currency(line.currency);
    const auto amount = currency ? Money::parse(line.amount.text(), *currency)
                                 : Result<Money>{Money::zero(Currency::VND)};
    if (!currency) {
        errors.push_back({pointer + "/currency", "unknown_value", "use VND, LAK, THB, USD or CNY"});
    } else if (*currency != prepared.currency) {
        errors.push_back(
            {pointer + "/currency",
             "wrong_currency",
             fmt::format("the account is kept in {}, so its lines are", code(prepared.currency))}
        );
    } else if (!amount) {
        errors.push_back({pointer + "/amount", "malformed", "it has more decimals than money has"});
    }
    if (!line.booked) {
        errors.push_back({pointer + "/booked", "required", "a booked line needs its booking day"});
    }
    if (!currency || !amount || !line.booked) {
        return std::nullopt;
    }
    Observation facts{
        .id = pointer,
        .source = "statement",
        .account = prepared.account,
        .amount = *amount,
        .booked = booked_at(*line.booked),
        .bank_ref = line.bank_ref,
        .memo = line.memo,
        .counterparty_name = line.counterparty_name,
        .counterparty_account = line.counterparty_account,
        .end_to_end = line.end_to_end,
        .charges = money_of(line.charges, *currency),
        .reversal = line.reversal,
        .details = details_of(line, *currency),
    };
    if (line.original) {
        facts.original_end_to_end = line.original->end_to_end;
        facts.return_code = line.original->return_code;
    }
    return facts;
}

/// A plain digest of a line's words could be guessed at.
Digest256 key_of(const Observation& line, std::size_t nth, const Secret& index_key) {
    const std::string key = bank_key(line, nth);
    return line.bank_ref.empty() ? keyed_digest(index_key.reveal(), as_byte_view("line\n" + key))
                                 : sha256(as_byte_view(key));
}

void add_movements(
    const BankStatement& statement,
    const Secret& index_key,
    PreparedStatement& prepared,
    FieldErrors& errors
) {
    std::map<std::string, std::size_t> equal_lines;
    for (std::size_t i = 0; i < statement.lines.size(); ++i) {
        const auto& line = statement.lines[i];
        if (line.status != LineStatus::booked || line.amount.is_zero()) {
            ++prepared.not_booked;
            continue;
        }
        auto facts = observe(line, prepared, fmt::format("/lines/{}", i), errors);
        if (!facts) {
            continue;
        }
        const auto nth = ++equal_lines[bank_key(*facts, 1)];
        const auto key = key_of(*facts, nth, index_key);
        const MovementId id{derived_bytes(facts->booked, key)};
        facts->id = id.text();
        prepared.movements.push_back({.id = id, .bank_key = key, .facts = *std::move(facts)});
    }
}

std::optional<std::int64_t> day_number(const std::optional<Day>& day) {
    if (!day) {
        return std::nullopt;
    }
    return std::chrono::sys_days{*day}.time_since_epoch().count();
}

std::optional<std::int64_t> minor_of(const std::optional<Money>& money) {
    return money ? std::optional{money->minor()} : std::nullopt;
}

std::optional<std::int64_t> flag(const std::optional<bool>& value) {
    return value ? std::optional{std::int64_t{*value ? 1 : 0}} : std::nullopt;
}

bool add_head(Tx& tx, const TenantId& tenant, const PreparedStatement& statement) {
    return tx.execute(
               sql::statement_add,
               tenant,
               statement.id,
               std::span<const std::byte>{statement.file_digest},
               statement.part,
               statement.account,
               statement.currency,
               statement.format,
               minor_of(statement.opening),
               minor_of(statement.closing),
               flag(statement.chain_ok),
               day_number(statement.from),
               day_number(statement.to),
               statement.received_at
           ) > 0;
}

StatementId id_of_file(Tx& tx, const TenantId& tenant, const PreparedStatement& statement) {
    const std::span<const std::byte> digest{statement.file_digest};
    auto rows = tx.query(sql::statement_of_file, tenant, digest, statement.part);
    ROUTE9_ASSERT(rows.next());
    return rows.row().get<StatementId>(0);
}

/// False when the movement was told before.
Result<bool> add_movement(
    Tx& tx, const TenantId& tenant, const StatementId& statement, const PreparedMovement& movement
) {
    const auto& facts = movement.facts;
    ROUTE9_ASSERT(!movement.sealed.bytes.empty());
    const auto added = tx.execute(
        sql::movement_add,
        tenant,
        movement.id,
        std::span<const std::byte>{movement.bank_key},
        statement,
        facts.account,
        facts.amount.currency(),
        facts.amount.minor(),
        facts.booked,
        facts.bank_ref,
        ByteView{movement.sealed.bytes},
        movement.sealed.day
    );
    if (added == 0) {
        return false;
    }
    const auto posted = ledger::post(
        tx,
        tenant,
        {.id = EntryId{movement.id.bytes()},
         .at = facts.booked,
         .kind = "movement",
         .reference = movement.id.text(),
         .postings =
             {
                 {{AccountKind::bank, facts.account}, facts.amount},
                 {{AccountKind::suspense, facts.account}, facts.amount.negated()},
             }}
    );
    if (!posted) {
        return Failure{posted.error()};
    }
    return true;
}

} // namespace

Result<PreparedStatement> prepare(const UploadedStatement& upload) {
    ROUTE9_ASSERT(upload.part < upload.file.statements.size());
    const auto& statement = upload.file.statements[upload.part];
    PreparedStatement prepared{
        .id = StatementId{derived_bytes(
            derived_bytes(upload.received_at, upload.file_digest), std::to_string(upload.part)
        )},
        .file_digest = upload.file_digest,
        .part = static_cast<std::int64_t>(upload.part),
        .format = upload.file.format,
        .account = upload.account.empty() ? statement.account : upload.account,
        .from = statement.from,
        .to = statement.to,
        .received_at = upload.received_at,
    };
    FieldErrors errors;
    if (prepared.account.empty() || prepared.account.size() > Account::owner_bytes_max) {
        errors.push_back({"/account", "required", "name the bank account, at most 120 bytes"});
    }
    const auto currency = parse_currency(statement.currency);
    if (!currency) {
        errors.push_back({"/currency", "unknown_value", "use VND, LAK, THB, USD or CNY"});
        return fail_fields(std::move(errors));
    }
    prepared.currency = *currency;
    prepared.opening = money_of(statement.opening, *currency);
    prepared.closing = money_of(statement.closing, *currency);
    prepared.chain_ok = chain_ok(statement);
    add_movements(statement, upload.index_key, prepared, errors);
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return prepared;
}

void seal_lines(
    PreparedStatement& statement,
    const TenantId& tenant,
    std::int64_t day,
    const Secret& key,
    Entropy& entropy
) {
    for (auto& movement : statement.movements) {
        movement.sealed.day = day;
        movement.sealed.bytes =
            seal_facts(movement.facts, tenant, movement.id, key, make_nonce(entropy));
    }
}

std::optional<std::string>
account_of_file(Tx& tx, const TenantId& tenant, const Digest256& file_digest, std::int64_t part) {
    auto rows =
        tx.query(sql::account_of_file, tenant, std::span<const std::byte>{file_digest}, part);
    return rows.next() ? std::optional{rows.row().get<std::string>(0)} : std::nullopt;
}

Result<IntakeResult>
record(Tx& tx, const TenantId& tenant, const PreparedStatement& statement, std::size_t first) {
    IntakeResult result;
    result.statement_known = !add_head(tx, tenant, statement);
    result.statement = id_of_file(tx, tenant, statement);
    const auto end =
        std::min(statement.movements.size(), first + limits::statement_lines_per_unit_max);
    for (std::size_t i = first; i < end; ++i) {
        const auto added = add_movement(tx, tenant, result.statement, statement.movements[i]);
        if (!added) {
            return Failure{added.error()};
        }
        ++(*added ? result.created : result.known);
    }
    return result;
}

} // namespace route9::payments
