// SPDX-License-Identifier: Apache-2.0
// Idempotency of creating POSTs: the answer is stored, sealed, in the transaction that did the
// work, under tenant, party, route and key, for 24 hours. A repeat gets the stored answer with
// Idempotent-Replayed; the same key with another path, query or body is refused. What was refused
// or failed is not stored. A concurrent repeat runs after the first in the writer and replays it.
#pragma once

#include "core/crypto.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"
#include "gateway/keyring.hpp"
#include "platform/compute_pool.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace route9::gateway {

/// One request's claim on its key, ready to be used inside a unit of work (owns all it needs).
struct IdempotencyClaim {
    TenantId tenant;
    std::string scope; // party and route
    std::string key;
    Digest256 request_hash{};
    std::shared_ptr<const PeriodKey> seal_key;
    SealNonce nonce{};
    Instant at{};
};

/// Leaves the request as it was. Errors: idempotency_key_missing, idempotency_key_malformed, and
/// those of the store and the pool.
platform::task<Result<IdempotencyClaim>> claim_idempotency(
    Keyring& keyring,
    platform::ComputePool& compute,
    Entropy& entropy,
    http::Request& request,
    std::string_view route,
    Instant now
);

namespace idempotency {

/// The stored answer of an earlier request with this key, marked as replayed; nullopt when there is
/// none. Error: idempotency_key_reused.
Result<std::optional<http::Response>> find(Tx& tx, const IdempotencyClaim& claim, Keyring& keyring);
/// The same, asked now and answered later, see Rows.
Rows ask(Tx& tx, const IdempotencyClaim& claim);
Result<std::optional<http::Response>>
read(Rows asked, Tx& tx, const IdempotencyClaim& claim, Keyring& keyring);
void store(Tx& tx, const IdempotencyClaim& claim, const http::Response& response);

/// The stored answer once more, for a place outside the store: it opens for the same claim on the
/// same day only. The nonce is not the claim's own.
Bytes seal_copy(
    const IdempotencyClaim& claim, const http::Response& response, const SealNonce& nonce
);
/// As find(). Nullopt for anything that is not a copy made today, in its first 24 hours.
Result<std::optional<http::Response>> open_copy(const IdempotencyClaim& claim, ByteView copy);

/// Forgets answers older than limits::idempotency_retention; the number forgotten, at most `limit`.
std::int64_t forget_old(Tx& tx, Instant now, int limit);

} // namespace idempotency
} // namespace route9::gateway
