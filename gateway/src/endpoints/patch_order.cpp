// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/order_document.hpp"
#include "core/human_text.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/orders/mend_order.hpp"
#include "gateway/views/order_page.hpp"
#include "platform/async_store.hpp"

#include <array>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::PersonalDetails;
using fulfillment::Recipient;

constexpr std::array<std::pair<const char*, std::string Recipient::*>, 9> kMembers{{
    {"name", &Recipient::name},
    {"phone", &Recipient::phone},
    {"country", &Recipient::country},
    {"province", &Recipient::province},
    {"district", &Recipient::district},
    {"village", &Recipient::village},
    {"address_line", &Recipient::address_line},
    {"landmark", &Recipient::landmark},
    {"pickup_point", &Recipient::pickup_point},
}};

struct LoadedForMending {
    LoadedOrder loaded;
    Secret person_key;
};

/// {"recipient"?: {members to change}, "note"?, "promised_by"?: null for none any more}; what is
/// left out stays as it is.
Result<void> read_changes(const Json& body, LoadedOrder& loaded) {
    PersonalDetails& details = *loaded.details;
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    if (const Json* given = reader.object("recipient", Need::optional)) {
        ObjectReader recipient{*given, "/recipient", errors};
        for (const auto& [name, member] : kMembers) {
            if (auto text = read_human_text(recipient, name, Need::optional)) {
                details.recipient.*member = std::move(*text);
            }
        }
        recipient.finish();
    }
    if (auto note = read_human_text(reader, "note", Need::optional)) {
        details.note = std::move(*note);
    }
    if (fulfillment::Order& order = loaded.record.order; reader.has("promised_by")) {
        order.promised_by = adapters::read_promise(reader, order.placed_at);
    }
    const std::string& country = details.recipient.country;
    if (country != "VN" && country != "LA") {
        errors.push_back({"/recipient/country", "unknown_value", "use VN or LA"});
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return {};
}

Result<LoadedForMending>
load_for_mending(Tx& tx, const Principal& principal, const std::string& id, const Vault& vault) {
    auto loaded = load_order(tx, principal, id, vault);
    if (!loaded) {
        return Failure{std::move(loaded).error()};
    }
    auto key = person_key_of(tx, loaded->record, vault);
    if (!key) {
        return Failure{std::move(key).error()};
    }
    return LoadedForMending{std::move(*loaded), std::move(*key)};
}

platform::task<Result<http::Response>>
handle_patch_order(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 &vault = services.vault](Tx& tx) {
        return load_for_mending(tx, principal, id, vault);
    };
    auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{std::move(found).error()};
    }
    LoadedOrder& loaded = found->loaded;
    const std::string etag = http::version_etag(loaded.record.version);
    if (auto matched = http::check_if_match(request.headers, etag); !matched) {
        co_return Failure{std::move(matched).error()};
    }
    if (auto read = read_changes(*body, loaded); !read) {
        co_return Failure{std::move(read).error()};
    }
    const auto keys = co_await services.keyring.tenant(request.principal->tenant, request.deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    const PreparationTools tools{
        .addresses = services.catalogue.corridor.addresses,
        .keys = **keys,
        .vault = services.vault,
        .entropy = services.entropy,
        .now = services.clock.business(),
    };
    auto mending = prepare_mending(loaded, *loaded.details, found->person_key, tools);
    if (!mending) {
        co_return Failure{std::move(mending).error()};
    }
    auto work = [mending = std::move(*mending), &services](Tx& tx
                ) -> Result<fulfillment::OrderRecord> { return mend_order(tx, mending, services); };
    const auto record = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(work), request.deadline
    );
    if (!record) {
        co_return Failure{record.error()};
    }
    services.wakeups.notify(journal_feed(request.principal->tenant));
    http::Response response = http::json_response(200, order_summary(*record));
    response.headers.emplace_back("ETag", http::version_etag(record->version));
    co_return response;
}

} // namespace

http::Route patch_order(Services& services) {
    return {
        .method = http::Method::patch,
        .pattern = "/v1/orders/{id}",
        .name = "patch_order",
        .access = http::Access::key,
        .scope = Scope::orders_write,
        .handler = [&services](http::Request& request
                   ) { return handle_patch_order(services, request); },
    };
}

} // namespace route9::gateway::endpoints
