// SPDX-License-Identifier: Apache-2.0
#include "gateway/idempotency.hpp"

#include "core/json.hpp"
#include "core/limits.hpp"
#include "gateway/http/idempotency_key.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

constexpr Statement kFind{
    "idempotent_answer.find",
    "SELECT request_hash, status, answer, day FROM idempotent_answer"
    " WHERE tenant_id = $1 AND scope = $2 AND key = $3 AND at > $4"
};
constexpr Statement kStore{
    "idempotent_answer.insert",
    "INSERT INTO idempotent_answer (tenant_id, scope, key, request_hash, status, answer, day, at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (tenant_id, scope, key) DO UPDATE SET"
    " request_hash = excluded.request_hash, status = excluded.status, answer = excluded.answer,"
    " day = excluded.day, at = excluded.at"
};
constexpr Statement kForget{
    "idempotent_answer.forget",
    "DELETE FROM idempotent_answer WHERE (tenant_id, scope, key) IN"
    " (SELECT tenant_id, scope, key FROM idempotent_answer WHERE at <= $1 ORDER BY at"
    " LIMIT $2)"
};

/// What makes two requests the same. Paths and queries hold no control characters, so that no
/// query can be taken for the beginning of a body.
Digest256 hash_of(const http::Request& request) {
    std::string text = request.target.path;
    for (const auto& [name, value] : request.target.query.pairs()) {
        text.append(1, '\x1e').append(name).append(1, '\x1f').append(value);
    }
    return sha256(as_byte_view(text + "\n" + request.body));
}

struct Hashed {
    Digest256 hash{};
    std::string body;
};

/// A large body is hashed on the pool, which owns it meanwhile: the request may end before it.
platform::task<Result<Digest256>>
hash_beside(platform::ComputePool& compute, http::Request& request) {
    if (request.body.size() <= limits::hashed_inline_bytes_max) {
        co_return hash_of(request);
    }
    http::Request owned;
    owned.target = request.target;
    owned.body = std::move(request.body);
    auto work = [owned = std::move(owned)]() mutable -> Result<Hashed> {
        const Digest256 hash = hash_of(owned);
        return Hashed{hash, std::move(owned.body)};
    };
    auto hashed = co_await compute.run(std::move(work), request.deadline);
    if (!hashed) {
        co_return Failure{std::move(hashed).error()};
    }
    request.body = std::move(hashed->body);
    co_return hashed->hash;
}

/// The keys of a party's machines stand for one caller, each person for one.
std::string whose(const Principal& principal) {
    return principal.user ? principal.user->text() : principal.party.text();
}

std::string context_of(const IdempotencyClaim& claim) {
    return "answer/" + claim.tenant.text() + "/" + claim.scope + "/" + claim.key;
}

std::string answer_text(const http::Response& response) {
    Json headers = Json::array();
    for (const auto& [name, value] : response.headers) {
        headers.push_back(Json::array({name, value}));
    }
    const Json head{{"t", response.content_type}, {"h", std::move(headers)}};
    std::string text = head.dump();
    text.push_back('\n');
    text.append(response.content());
    return text;
}

http::Response answer_from(int status, std::string_view text) {
    const auto end = text.find('\n');
    const Json head = Json::parse(text.substr(0, end));
    http::Response response;
    response.status = status;
    response.content_type = head.at("t").get<std::string>();
    response.body = text.substr(end + 1);
    for (const Json& field : head.at("h")) {
        response.headers.emplace_back(
            field.at(0).get<std::string>(), field.at(1).get<std::string>()
        );
    }
    response.headers.emplace_back("Idempotent-Replayed", "true");
    return response;
}

Failure reused() {
    return fail(
        ErrorCode::idempotency_key_reused,
        "send the first request's query and body again, or take a new key for a new request"
    );
}

/// Of a copy, which is not the stored answer and cannot stand in its place.
std::string context_of_copy(const IdempotencyClaim& claim) {
    return "copy of " + context_of(claim);
}

std::string_view text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Instant oldest_kept(Instant now) {
    return now - limits::idempotency_retention;
}

} // namespace

platform::task<Result<IdempotencyClaim>> claim_idempotency(
    Keyring& keyring,
    platform::ComputePool& compute,
    Entropy& entropy,
    http::Request& request,
    std::string_view route,
    Instant now
) {
    auto key = http::read_idempotency_key(request.headers);
    if (!key) {
        co_return Failure{std::move(key).error()};
    }
    auto seal_key =
        co_await keyring.today(request.principal->tenant, Purpose::answer, request.deadline);
    if (!seal_key) {
        co_return Failure{std::move(seal_key).error()};
    }
    const auto hash = co_await hash_beside(compute, request);
    if (!hash) {
        co_return Failure{hash.error()};
    }
    co_return IdempotencyClaim{
        .tenant = request.principal->tenant,
        .scope = whose(*request.principal) + " " + std::string{route},
        .key = std::move(*key),
        .request_hash = *hash,
        .seal_key = std::move(*seal_key),
        .nonce = make_nonce(entropy),
        .at = now,
    };
}

namespace idempotency {

Rows ask(Tx& tx, const IdempotencyClaim& claim) {
    return tx.query(kFind, claim.tenant, claim.scope, claim.key, oldest_kept(claim.at));
}

Result<std::optional<http::Response>>
find(Tx& tx, const IdempotencyClaim& claim, Keyring& keyring) {
    return read(ask(tx, claim), tx, claim, keyring);
}

Result<std::optional<http::Response>>
read(Rows asked, Tx& tx, const IdempotencyClaim& claim, Keyring& keyring) {
    Bytes sealed;
    int status = 0;
    std::int64_t day = 0;
    {
        Rows rows = std::move(asked);
        if (!rows.next()) {
            return std::nullopt;
        }
        const Row row = rows.row();
        if (!std::ranges::equal(row.get<ByteView>(0), claim.request_hash)) {
            return reused();
        }
        status = static_cast<int>(row.get<std::int64_t>(1));
        const auto bytes = row.get<ByteView>(2);
        sealed.assign(bytes.begin(), bytes.end());
        day = row.get<std::int64_t>(3);
    }
    auto key = day == claim.seal_key->day ? Result<Secret>{claim.seal_key->key}
                                          : keyring.of_day(tx, claim.tenant, Purpose::answer, day);
    if (!key) {
        return Failure{std::move(key).error()};
    }
    const auto plain = unseal(*key, sealed, as_byte_view(context_of(claim)));
    if (!plain) {
        return fail(ErrorCode::internal, "a stored answer does not open");
    }
    return answer_from(status, text_of(*plain));
}

void store(Tx& tx, const IdempotencyClaim& claim, const http::Response& response) {
    const Bytes sealed = seal(
        claim.seal_key->key,
        claim.nonce,
        as_byte_view(answer_text(response)),
        as_byte_view(context_of(claim))
    );
    tx.put(
        kStore,
        claim.tenant,
        claim.scope,
        claim.key,
        ByteView{claim.request_hash},
        response.status,
        ByteView{sealed},
        claim.seal_key->day,
        claim.at
    );
}

Bytes seal_copy(
    const IdempotencyClaim& claim, const http::Response& response, const SealNonce& nonce
) {
    const Json head{
        {"hash", hex(claim.request_hash)},
        {"status", response.status},
        {"at", claim.at.time_since_epoch().count()},
    };
    const std::string plain = head.dump() + "\n" + answer_text(response);
    return seal(
        claim.seal_key->key, nonce, as_byte_view(plain), as_byte_view(context_of_copy(claim))
    );
}

Result<std::optional<http::Response>> open_copy(const IdempotencyClaim& claim, ByteView copy) {
    const auto plain = unseal(claim.seal_key->key, copy, as_byte_view(context_of_copy(claim)));
    if (!plain) {
        return std::nullopt; // of another day, or damaged
    }
    const std::string_view text = text_of(*plain);
    const auto end = text.find('\n');
    const Json head = Json::parse(text.substr(0, end));
    const Instant at{Milliseconds{head.at("at").get<std::int64_t>()}};
    if (at <= oldest_kept(claim.at)) {
        return std::nullopt;
    }
    if (head.at("hash").get<std::string>() != hex(claim.request_hash)) {
        return reused();
    }
    return answer_from(head.at("status").get<int>(), text.substr(end + 1));
}

std::int64_t forget_old(Tx& tx, Instant now, int limit) {
    return tx.execute(kForget, oldest_kept(now), limit);
}

} // namespace idempotency
} // namespace route9::gateway
