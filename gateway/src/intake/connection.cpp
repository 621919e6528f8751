// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/connection.hpp"

#include "core/json.hpp"
#include "core/tenancy.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

constexpr Statement kInsert{
    "connection.insert",
    "INSERT INTO connection (tenant_id, connection_id, platform, party_id, secrets, settings,"
    " paused, created_at, app_id, shop) VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9)"
    " ON CONFLICT DO NOTHING"
};
#define ROUTE9_SELECT_CONNECTION                                                                   \
    "SELECT tenant_id, connection_id, platform, party_id, secrets, settings, paused, created_at,"  \
    " app_id, shop FROM connection"

constexpr Statement kFind{"connection.find", ROUTE9_SELECT_CONNECTION " WHERE connection_id = $1"};
constexpr Statement kFindShop{
    "connection.find_shop", ROUTE9_SELECT_CONNECTION " WHERE app_id = $1 AND shop = $2"
};
constexpr Statement kList{
    "connection.list", ROUTE9_SELECT_CONNECTION " WHERE tenant_id = $1 ORDER BY connection_id"
};

constexpr Statement kPageOf{
    "connection.page_of",
    ROUTE9_SELECT_CONNECTION
    " WHERE tenant_id = $1 AND connection_id > $2 AND ($3 = '' OR party_id = $3)"
    " ORDER BY connection_id LIMIT $4"
};
constexpr Statement kPage{
    "connection.page",
    ROUTE9_SELECT_CONNECTION " WHERE connection_id > $1 ORDER BY connection_id LIMIT $2"
};

#undef ROUTE9_SELECT_CONNECTION

constexpr Statement kPause{
    "connection.pause", "UPDATE connection SET paused = $2 WHERE connection_id = $1"
};
constexpr Statement kSettings{
    "connection.settings", "UPDATE connection SET settings = $2 WHERE connection_id = $1"
};
constexpr Statement kSecrets{
    "connection.secrets", "UPDATE connection SET secrets = $2 WHERE connection_id = $1"
};

constexpr std::string_view kSealLabel = "connection-secrets";

std::string context_of(const ConnectionId& id) {
    return "connection/" + id.text();
}

Bytes seal_secrets(const Connection& connection, const Vault& vault, const SealNonce& nonce) {
    Json list = Json::array();
    for (const ConnectionSecret& secret : connection.secrets) {
        Json item{{"s", base64(secret.value.reveal())}};
        if (secret.good_until) {
            item["u"] = secret.good_until->time_since_epoch().count();
        }
        list.push_back(std::move(item));
    }
    return seal(
        vault.derive(kSealLabel),
        nonce,
        as_byte_view(list.dump()),
        as_byte_view(context_of(connection.id))
    );
}

std::vector<ConnectionSecret>
open_secrets(ByteView sealed, const ConnectionId& id, const Vault& vault) {
    const auto plain = unseal(vault.derive(kSealLabel), sealed, as_byte_view(context_of(id)));
    if (!plain) {
        throw StoreFailure{StoreFault::misuse, "the secrets of a connection do not open"};
    }
    std::vector<ConnectionSecret> secrets;
    const auto* text = reinterpret_cast<const char*>(plain->data());
    for (const Json& item : Json::parse(text, text + plain->size())) {
        ConnectionSecret secret;
        secret.value = Secret{*from_base64(item.at("s").get<std::string>())};
        if (item.contains("u")) {
            secret.good_until = Instant{Milliseconds{item.at("u").get<std::int64_t>()}};
        }
        secrets.push_back(std::move(secret));
    }
    return secrets;
}

Connection connection_from(const Row& row, const Vault& vault) {
    Connection connection;
    connection.tenant = row.get<TenantId>(0);
    connection.id = row.get<ConnectionId>(1);
    connection.platform = row.get<PlatformName>(2);
    connection.party = row.get<std::optional<PartyId>>(3).value_or(PartyId{});
    connection.secrets = open_secrets(row.get<ByteView>(4), connection.id, vault);
    connection.settings =
        Json::parse(row.get<std::string_view>(5)).get<std::map<std::string, std::string>>();
    connection.paused = row.get<std::int64_t>(6) != 0;
    connection.created_at = row.get<Instant>(7);
    connection.app = row.get<std::optional<ConnectionId>>(8).value_or(ConnectionId{});
    connection.shop = row.get<std::string>(9);
    return connection;
}

std::vector<Connection> all_of(Rows rows, const Vault& vault) {
    std::vector<Connection> found;
    while (rows.next()) {
        found.push_back(connection_from(rows.row(), vault));
    }
    return found;
}

} // namespace

std::string Connection::setting(const std::string& name) const {
    const auto found = settings.find(name);
    return found == settings.end() ? std::string{} : found->second;
}

std::vector<Secret> Connection::good_secrets(Instant now) const {
    std::vector<Secret> good;
    for (const ConnectionSecret& secret : secrets) {
        if (!secret.good_until || *secret.good_until > now) {
            good.push_back(secret.value);
        }
    }
    return good;
}

std::string shop_key(std::string_view named) {
    std::string key{named};
    std::ranges::transform(key, key.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return key;
}

namespace connections {

Result<ConnectionId>
create(Tx& tx, const Connection& connection, const Vault& vault, const SealNonce& nonce) {
    if (!tenancy::find_tenant(tx, connection.tenant)) {
        return fail(ErrorCode::not_found, "there is no tenant " + connection.tenant.text());
    }
    if (!connection.party.empty() &&
        !tenancy::find_party(tx, connection.tenant, connection.party)) {
        return fail(ErrorCode::not_found, "there is no party " + connection.party.text());
    }
    const Bytes sealed = seal_secrets(connection, vault, nonce);
    const std::optional<PartyId> party =
        connection.party.empty() ? std::nullopt : std::optional{connection.party};
    const std::int64_t inserted = tx.execute(
        kInsert,
        connection.tenant,
        connection.id,
        connection.platform,
        party,
        ByteView{sealed},
        Json(connection.settings).dump(),
        connection.created_at,
        connection.app.empty() ? std::nullopt : std::optional{connection.app},
        shop_key(connection.shop)
    );
    if (inserted == 0) {
        return fail(
            ErrorCode::already_exists,
            connection.app.empty()
                ? "a connection with this id exists"
                : "a connection with this id, or of this app for this shop, exists"
        );
    }
    return connection.id;
}

std::optional<Connection> find(Tx& tx, const ConnectionId& id, const Vault& vault) {
    Rows rows = tx.query(kFind, id);
    if (!rows.next()) {
        return std::nullopt;
    }
    return connection_from(rows.row(), vault);
}

std::optional<Connection>
find_shop(Tx& tx, const ConnectionId& app, std::string_view shop, const Vault& vault) {
    Rows rows = tx.query(kFindShop, app, shop_key(shop));
    if (!rows.next()) {
        return std::nullopt;
    }
    return connection_from(rows.row(), vault);
}

std::vector<Connection> list(Tx& tx, const TenantId& tenant, const Vault& vault) {
    return all_of(tx.query(kList, tenant), vault);
}

std::vector<Connection> page_of(
    Tx& tx,
    const TenantId& tenant,
    const std::optional<PartyId>& party,
    const ConnectionId& after,
    int limit,
    const Vault& vault
) {
    return all_of(tx.query(kPageOf, tenant, after, party.value_or(PartyId{}), limit), vault);
}

std::vector<Connection> page(Tx& tx, const ConnectionId& after, int limit, const Vault& vault) {
    return all_of(tx.query(kPage, after, limit), vault);
}

Result<ConnectionId> set_paused(Tx& tx, const ConnectionId& id, bool paused) {
    if (tx.execute(kPause, id, paused ? 1 : 0) == 0) {
        return fail(ErrorCode::not_found, "there is no connection " + id.text());
    }
    return id;
}

void put_settings(
    Tx& tx, const ConnectionId& id, const std::map<std::string, std::string>& settings
) {
    tx.execute(kSettings, id, Json(settings).dump());
}

Result<ConnectionId> rotate(
    Tx& tx,
    const ConnectionId& id,
    const Secret& fresh,
    Instant old_until,
    const Vault& vault,
    const SealNonce& nonce
) {
    auto connection = find(tx, id, vault);
    if (!connection) {
        return fail(ErrorCode::not_found, "there is no connection " + id.text());
    }
    for (ConnectionSecret& secret : connection->secrets) {
        secret.good_until = std::min(secret.good_until.value_or(old_until), old_until);
    }
    connection->secrets.insert(connection->secrets.begin(), {fresh, std::nullopt});
    const Bytes sealed = seal_secrets(*connection, vault, nonce);
    tx.execute(kSecrets, id, ByteView{sealed});
    return id;
}

} // namespace connections
} // namespace route9::gateway
