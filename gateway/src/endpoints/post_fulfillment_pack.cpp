// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/s10.hpp"
#include "adapters/documents/sscc.hpp"
#include "core/limits.hpp"
#include "fulfillment/aggregate_store.hpp"
#include "fulfillment/parcel_codes.hpp"
#include "fulfillment/trip_emission_store.hpp"
#include "gateway/aggregates/own_numbers.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/pack_parcel.hpp"
#include "gateway/views/parcel_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_fulfillment_pack";
constexpr std::int64_t kPiecesMax = 1'000;

using fulfillment::ParcelPackaging;

struct Packing {
    PackOrder order;
    std::optional<ParcelPackaging> packaging;
    std::optional<bool> sscc; // asked for, or not wanted
    std::string drawn;        // the code where nothing else is given
};

std::string known_kinds(const fulfillment::EmissionTable& table) {
    std::string kinds;
    for (const auto& factor : table.packagings()) {
        kinds += (kinds.empty() ? "" : ", ") + factor.id;
    }
    return kinds;
}

/// What it is packed in, with the factor of now.
ParcelPackaging read_packaging(
    const Json& member,
    std::string pointer,
    FieldErrors& errors,
    const fulfillment::EmissionTable& table
) {
    ObjectReader reader{member, std::move(pointer), errors};
    ParcelPackaging packaging;
    packaging.kind = reader.text("kind", Need::required, limits::text_bytes_max).value_or("");
    packaging.weight_g =
        reader.integer("weight_g", Need::required, 1, limits::piece_weight_g_max).value_or(0);
    const auto* factor = table.packaging(packaging.kind);
    if (factor != nullptr) {
        packaging.mg_per_kg = factor->mg_per_kg;
        packaging.factor_year = factor->year;
    } else if (!packaging.kind.empty()) {
        reader.refuse("kind", "unknown", "give one of: " + known_kinds(table));
    }
    reader.finish();
    return packaging;
}

/// Fills what the packer says; the code stays empty when none is given.
Result<Packing>
read_pack(const Json& body, PackOrder pack, const fulfillment::EmissionTable& table) {
    FieldErrors errors;
    std::optional<ParcelPackaging> packaging;
    ObjectReader reader{body, "", errors};
    pack.weight_g =
        reader.integer("weight_g", Need::required, 1, limits::piece_weight_g_max).value_or(0);
    pack.pieces = reader.integer("pieces", Need::optional, 1, kPiecesMax).value_or(1);
    pack.accept_weight = reader.flag("accept_weight", Need::optional).value_or(false);
    pack.code = reader.text("code", Need::optional, limits::foreign_id_bytes_max).value_or("");
    const bool known = adapters::is_sscc(pack.code) || adapters::is_s10(pack.code);
    if (!pack.code.empty() && !known) {
        reader.refuse(
            "code",
            "bad_value",
            "give an SSCC of 18 digits or a postal item number (EE123456785VN) with its check "
            "digit, or none: then one is made here"
        );
    }
    const auto sscc = reader.flag("sscc", Need::optional);
    if (sscc && !pack.code.empty()) {
        reader.refuse("sscc", "not_allowed", "the code is given; leave one of them out");
    }
    if (const Json* member = reader.object("packaging", Need::optional)) {
        packaging = read_packaging(*member, reader.pointer("packaging"), errors, table);
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return Packing{std::move(pack), std::move(packaging), sscc, ""};
}

/// GS1 gives every company its own numbers; one that another tenant's parcel bears is a mistake.
Result<void> require_free_code(Tx& tx, const PackOrder& pack) {
    if (fulfillment::parcel_codes::is_taken_elsewhere(tx, pack.tenant, pack.code)) {
        return fail(
            ErrorCode::already_exists, "another parcel has this code; every label needs its own"
        );
    }
    return {};
}

Result<http::Response> packed(Tx& tx, const Packing& pack) {
    PackOrder order = pack.order;
    if (fulfillment::aggregates::find_code(tx, order.tenant, order.code)) {
        return fail(ErrorCode::already_exists, "a bag or pallet has this code");
    }
    if (order.code.empty()) {
        auto code = code_for_parcel(tx, order.tenant, pack.sscc, pack.drawn);
        if (!code) {
            return Failure{std::move(code).error()};
        }
        order.code = std::move(*code);
    }
    const auto parcel = pack_parcel(tx, order);
    if (!parcel) {
        return Failure{parcel.error()};
    }
    if (pack.packaging) {
        fulfillment::parcel_packagings::insert(
            tx, parcel->tenant, parcel->id, parcel->seller, *pack.packaging
        );
    }
    http::Response response = http::json_response(201, parcel_view(*parcel));
    response.headers.emplace_back("Location", "/v1/parcels/" + parcel->id.text());
    response.headers.emplace_back("ETag", http::version_etag(parcel->version));
    return response;
}

platform::task<Result<http::Response>>
handle_post_fulfillment_pack(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto fulfillment = FulfillmentId::parse(request.parameter("id"));
    if (!fulfillment) {
        co_return fail(ErrorCode::not_found);
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const Instant now = services.clock.business();
    PackOrder empty{
        .tenant = principal.tenant,
        .fulfillment = *fulfillment,
        .parcel = ParcelId::make(now, services.entropy),
        .code = "",
        .ids = DrawnEntropy{services.entropy},
        .now = now,
    };
    auto pack = read_pack(*body, std::move(empty), *services.catalogue.emissions);
    if (!pack) {
        co_return Failure{std::move(pack).error()};
    }
    if (pack->order.code.empty()) {
        pack->drawn = adapters::make_parcel_code(now, services.entropy);
    } else {
        auto look = [pack = pack->order](Tx& tx) { return require_free_code(tx, pack); };
        const auto is_free = co_await platform::read(
            services.store, Reach::everything(), std::move(look), request.deadline
        );
        if (!is_free) {
            co_return Failure{is_free.error()};
        }
    }
    auto work = [pack = std::move(*pack)](Tx& tx) { return packed(tx, pack); };
    auto answer = co_await execute_once(services, request, kName, std::move(work));
    if (answer) {
        services.wakeups.notify(journal_feed(principal.tenant));
    }
    co_return answer;
}

} // namespace

http::Route post_fulfillment_pack(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/fulfillments/{id}/pack",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_fulfillment_pack(services, request); },
    };
}

} // namespace route9::gateway::endpoints
