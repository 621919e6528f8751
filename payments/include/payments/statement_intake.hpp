// SPDX-License-Identifier: Apache-2.0
// From a bank's statement to movements of ours. prepare() and seal_lines() work on values, outside
// any transaction; record() stores a slice of the lines and books each new one as bank against
// suspense. The same file, or a line told by another file, changes nothing: the bank key decides.
// Ids follow from the content, so that no randomness is needed inside a unit of work.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "payments/movement_facts.hpp"
#include "payments/reconciliation.hpp"
#include "payments/statement.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::payments {

struct PreparedMovement {
    MovementId id;
    Digest256 bank_key{}; // keyed where the bank gave no reference and the line's words count
    Observation facts;
    SealedFacts sealed{};
};

struct PreparedStatement {
    StatementId id;
    Digest256 file_digest{};
    std::int64_t part = 0;
    std::string format;
    std::string account; // the tenant's name for it, e.g. "VCB-0123499999"
    Currency currency{};
    std::optional<Money> opening{};
    std::optional<Money> closing{};
    std::optional<bool> chain_ok{};
    std::optional<Day> from{};
    std::optional<Day> to{};
    Instant received_at{};
    std::vector<PreparedMovement> movements{};
    std::size_t not_booked = 0; // pending and informative lines are left out
};

struct UploadedStatement {
    const StatementFile& file;
    std::size_t part; // index in file.statements
    Digest256 file_digest;
    std::string account; // empty: the number in the file
    Instant received_at;
    const Secret& index_key; // the tenant's, of blind indexes
};

/// Error: validation_failed with every line whose amount, currency or booking day cannot be used;
/// a line in another currency than the account's is no line of it.
Result<PreparedStatement> prepare(const UploadedStatement& upload);

/// Seals what the bank told in words under the tenant's key of `day`.
void seal_lines(
    PreparedStatement& statement,
    const TenantId& tenant,
    std::int64_t day,
    const Secret& key,
    Entropy& entropy
);

struct IntakeResult {
    StatementId statement;
    bool statement_known = false;
    std::size_t created = 0;
    std::size_t known = 0;
};

/// The account under which part `part` of this very file was taken; nullopt for a new file.
std::optional<std::string>
account_of_file(Tx& tx, const TenantId& tenant, const Digest256& file_digest, std::int64_t part);

/// Stores the statement's head and its movements [first, first + limits::statement_lines_per_unit).
/// A long statement is a chain of such units; repeating one is harmless. Precondition: sealed.
Result<IntakeResult>
record(Tx& tx, const TenantId& tenant, const PreparedStatement& statement, std::size_t first);

} // namespace route9::payments
