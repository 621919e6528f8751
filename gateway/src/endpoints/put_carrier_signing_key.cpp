// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "core/tenancy.hpp"
#include "fulfillment/manifest_statement_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/touched_orders.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

/// Points of small order, little-endian without the sign: nobody holds a secret of theirs, and no
/// signature is good under them.
constexpr std::array<std::string_view, 7> kSmallOrder{
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
};

bool has_small_order(PublicKey key) {
    key.back() &= std::byte{0x7f};
    return std::ranges::find(kSmallOrder, hex(key)) != kSmallOrder.end();
}

Result<PublicKey> read_key(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    const auto text = reader.text("public_key", Need::required, limits::text_bytes_max);
    const auto bytes = text ? from_base64(*text) : std::nullopt;
    PublicKey key{};
    if (text && (!bytes || bytes->size() != key.size())) {
        reader.refuse("public_key", "malformed", "give the 32 bytes of Ed25519 in base64");
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    std::ranges::copy(*bytes, key.begin());
    if (has_small_order(key)) {
        return fail_field(
            "/public_key", "bad_value", "nobody can sign under this key; give one that was drawn"
        );
    }
    return key;
}

struct KeyOrder {
    TenantId tenant;
    PartyId carrier;
    PublicKey key{};
    DrawnEntropy ids;
    Instant now{};
};

Result<CarrierSigningKey> put_key(Tx& tx, KeyOrder order) {
    const auto party = tenancy::find_party(tx, order.tenant, order.carrier);
    if (!party || party->kind != PartyKind::carrier) {
        return fail(ErrorCode::not_found);
    }
    const auto before = carrier_signing_keys::find(tx, order.tenant, order.carrier);
    const auto stored =
        carrier_signing_keys::put(tx, order.tenant, order.carrier, order.key, order.now);
    if (before && before->number == stored.number) {
        return stored;
    }
    TouchedOrders touched{tx, order.tenant, order.now, order.ids};
    touched.tell_of(
        "carrier/" + order.carrier.text(),
        stored.number,
        "carrier.signing_key_changed",
        Json{{"carrier", order.carrier.text()}, {"public_key", base64(stored.public_key)}},
        order.carrier
    );
    if (auto told = touched.store(); !told) {
        return Failure{std::move(told).error()};
    }
    return stored;
}

platform::task<Result<http::Response>>
handle_put_carrier_signing_key(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_role(principal, {Role::operator_, Role::carrier}); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const PartyId carrier{std::string{request.parameter("id")}};
    if (principal.role == Role::carrier && carrier != principal.party) {
        co_return fail(ErrorCode::not_found);
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const auto key = read_key(*body);
    if (!key) {
        co_return Failure{key.error()};
    }
    KeyOrder order{
        .tenant = principal.tenant,
        .carrier = carrier,
        .key = *key,
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
    auto unit = [order = std::move(order)](Tx& tx) { return put_key(tx, order); };
    const auto stored = co_await platform::write(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!stored) {
        co_return Failure{stored.error()};
    }
    services.wakeups.notify(journal_feed(principal.tenant));
    co_return http::json_response(
        200,
        Json{
            {"carrier", carrier.text()},
            {"number", stored->number},
            {"algorithm", "Ed25519"},
            {"public_key", base64(stored->public_key)},
            {"from", format_utc(stored->from)},
        }
    );
}

} // namespace

http::Route put_carrier_signing_key(Services& services) {
    return {
        .method = http::Method::put,
        .pattern = "/v1/carriers/{id}/signing-key",
        .name = "put_carrier_signing_key",
        .access = http::Access::key,
        .scope = Scope::manifests_write,
        .handler = [&services](http::Request& request
                   ) { return handle_put_carrier_signing_key(services, request); },
    };
}

} // namespace route9::gateway::endpoints
