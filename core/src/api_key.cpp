// SPDX-License-Identifier: Apache-2.0
#include "core/api_key.hpp"

#include "core/tenancy.hpp"

#include <algorithm>
#include <array>

namespace route9 {
namespace {

constexpr std::string_view kLive = "r9_live_";
constexpr std::string_view kTest = "r9_test_";
constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kIdLength = 26;
constexpr std::size_t kSecretBytes = 20;
constexpr std::size_t kSecretLength = 32;
constexpr std::size_t kCheckLength = 4;

constexpr Statement kInsert{
    "api_key.insert",
    "INSERT INTO api_key (tenant_id, key_id, role, party_id, scopes, secret_hash, test, created_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
};
constexpr Statement kFind{
    "api_key.find",
    "SELECT tenant_id, key_id, role, party_id, scopes, secret_hash, test, created_at, revoked_at"
    " FROM api_key WHERE key_id = $1"
};
constexpr Statement kList{
    "api_key.list",
    "SELECT tenant_id, key_id, role, party_id, scopes, secret_hash, test, created_at, revoked_at"
    " FROM api_key WHERE tenant_id = $1 ORDER BY key_id"
};
constexpr Statement kRevoke{
    "api_key.revoke", "UPDATE api_key SET revoked_at = COALESCE(revoked_at, $2) WHERE key_id = $1"
};

/// Five bits a character; the input's length is a multiple of five bytes.
std::string base32(ByteView bytes) {
    std::string text;
    unsigned int bits = 0;
    int held = 0;
    for (const std::byte byte : bytes) {
        bits = (bits << 8U) | std::to_integer<unsigned int>(byte);
        held += 8;
        while (held >= 5) {
            held -= 5;
            text.push_back(kAlphabet[(bits >> static_cast<unsigned int>(held)) & 31U]);
        }
    }
    return text;
}

std::string checksum(std::string_view id_and_secret) {
    const Digest256 digest = sha256(as_byte_view(id_and_secret));
    return base32(ByteView{digest}.first(5)).substr(0, kCheckLength);
}

bool needs_party(Role role) {
    return role != Role::operator_ && role != Role::finance;
}

ApiKey key_from(const Row& row) {
    ApiKey key;
    key.principal.tenant = row.get<TenantId>(0);
    key.principal.key = row.get<KeyId>(1);
    key.principal.role = parse_role(row.get<std::string_view>(2)).value_or(Role::seller);
    key.principal.party = row.get<std::optional<PartyId>>(3).value_or(PartyId{});
    key.principal.scopes = Scopes{static_cast<std::uint16_t>(row.get<std::int64_t>(4))};
    std::ranges::copy(row.get<ByteView>(5), key.secret_hash.begin());
    key.principal.test = row.get<std::int64_t>(6) != 0;
    key.created_at = row.get<Instant>(7);
    key.revoked_at = row.get<std::optional<Instant>>(8);
    return key;
}

} // namespace

namespace api_keys {

Result<NewApiKey>
prepare(Principal principal, std::optional<Scopes> scopes, Entropy& entropy, Instant now) {
    if (needs_party(principal.role) && principal.party.empty()) {
        return fail_field(
            "/party", "required", "a key of this role belongs to a party: give --party"
        );
    }
    const Scopes allowed = scopes_of(principal.role);
    principal.scopes = scopes.value_or(allowed);
    if ((principal.scopes.bits() & ~allowed.bits()) != 0) {
        return fail_field("/scopes", "beyond_role", "the role does not allow one of these scopes");
    }
    principal.key = KeyId::make(now, entropy);
    std::array<std::byte, kSecretBytes> random{};
    entropy.fill(random);
    const std::string secret = base32(random);
    const std::string id = principal.key.text().substr(KeyTag::prefix.size() + 1);
    NewApiKey made;
    made.text = std::string{principal.test ? kTest : kLive} + id + secret + checksum(id + secret);
    made.record = ApiKey{
        .principal = std::move(principal),
        .secret_hash = sha256(as_byte_view(secret)),
        .created_at = now,
        .revoked_at = std::nullopt,
    };
    return made;
}

Result<PresentedKey> read(std::string_view text) {
    const bool test = text.starts_with(kTest);
    if (!test && !text.starts_with(kLive)) {
        return fail(ErrorCode::unauthenticated, "the key does not begin with r9_live_ or r9_test_");
    }
    const std::string_view rest = text.substr(kLive.size());
    if (rest.size() != kIdLength + kSecretLength + kCheckLength) {
        return fail(ErrorCode::unauthenticated, "the key is cut or has extra characters");
    }
    const std::string_view body = rest.substr(0, kIdLength + kSecretLength);
    if (checksum(body) != rest.substr(body.size())) {
        return fail(ErrorCode::unauthenticated, "the key is misspelt: its check characters differ");
    }
    auto id =
        KeyId::parse(std::string{KeyTag::prefix} + "_" + std::string{body.substr(0, kIdLength)});
    if (!id) {
        return fail(ErrorCode::unauthenticated, "the key is misspelt");
    }
    return PresentedKey{
        .id = *id,
        .test = test,
        .secret_hash = sha256(as_byte_view(body.substr(kIdLength))),
    };
}

Result<KeyId> store(Tx& tx, const ApiKey& key) {
    const Principal& who = key.principal;
    if (!tenancy::find_tenant(tx, who.tenant)) {
        return fail(ErrorCode::not_found, "there is no tenant " + who.tenant.text());
    }
    if (!who.party.empty() && !tenancy::find_party(tx, who.tenant, who.party)) {
        return fail(ErrorCode::not_found, "there is no party " + who.party.text());
    }
    const std::optional<PartyId> party =
        who.party.empty() ? std::nullopt : std::optional{who.party};
    tx.execute(
        kInsert,
        who.tenant,
        who.key,
        name(who.role),
        party,
        std::int64_t{who.scopes.bits()},
        ByteView{key.secret_hash},
        who.test ? 1 : 0,
        key.created_at
    );
    return who.key;
}

std::optional<ApiKey> find(Tx& tx, const KeyId& id) {
    Rows rows = tx.query(kFind, id);
    if (!rows.next()) {
        return std::nullopt;
    }
    return key_from(rows.row());
}

std::vector<ApiKey> list(Tx& tx, const TenantId& tenant) {
    std::vector<ApiKey> keys;
    Rows rows = tx.query(kList, tenant);
    while (rows.next()) {
        keys.push_back(key_from(rows.row()));
    }
    return keys;
}

Result<KeyId> revoke(Tx& tx, const KeyId& id, Instant now) {
    if (tx.execute(kRevoke, id, now) == 0) {
        return fail(ErrorCode::not_found, "there is no such key");
    }
    return id;
}

bool matches(const ApiKey& record, const PresentedKey& presented) noexcept {
    return !record.revoked_at && record.principal.test == presented.test &&
           equal_secret(record.secret_hash, presented.secret_hash);
}

} // namespace api_keys
} // namespace route9
