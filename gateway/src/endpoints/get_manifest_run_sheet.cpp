// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/run_sheet.hpp"
#include "core/tenancy.hpp"
#include "fulfillment/tracking.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/shipping/manifest_at_rest.hpp"
#include "gateway/shipping/manifest_book.hpp"
#include "gateway/shipping/served_manifest.hpp"
#include "platform/async_store.hpp"

#include <set>
#include <string>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

struct SheetFacts {
    std::string served;
    std::string carrier_name{};
    std::set<std::string, std::less<>> not_with_rider{}; // codes
};

bool has_ended(const fulfillment::ListedParcel& parcel) {
    const auto status = fulfillment::parse_tracking_status(parcel.status);
    const auto& info = fulfillment::tracking_status_info(status);
    return info.terminal || info.phase == fulfillment::TrackingPhase::back;
}

Result<SheetFacts>
find(Tx& tx, const Principal& principal, const ManifestId& id, Keyring& keyring) {
    const PartyId carrier = principal.role == Role::carrier ? principal.party : PartyId{};
    auto book = ManifestBook::open(tx, principal.tenant, id, carrier);
    if (!book) {
        return Failure{std::move(book).error()};
    }
    // No rider leaves with a list that is not true any more.
    if (auto stands = book->require_standing(); !stands) {
        return Failure{std::move(stands).error()};
    }
    auto served = open_document(tx, book->manifest(), keyring);
    if (!served) {
        return Failure{std::move(served).error()};
    }
    if (book->manifest().has_answer() && book->statements().empty()) { // by an earlier build
        if (const auto kept = open_acknowledgement(tx, book->manifest(), keyring)) {
            book->remember(*kept);
        }
    }
    SheetFacts facts{.served = std::move(*served)};
    const auto party = tenancy::find_party(tx, principal.tenant, book->manifest().carrier);
    facts.carrier_name = party ? party->name : book->manifest().carrier.text();
    for (const fulfillment::ListedParcel& parcel : book->parcels()) {
        const SpokenLine* spoken = book->spoken(parcel.code);
        const bool is_short = spoken != nullptr && spoken->words.carrier &&
                              spoken->words.carrier->result == fulfillment::LineResult::short_;
        if (is_short || has_ended(parcel)) {
            facts.not_with_rider.insert(parcel.code);
        }
    }
    return facts;
}

Result<std::string> draw(const SheetFacts& facts, Instant now) {
    adapters::RunSheet sheet{
        .manifest = read_served_manifest(facts.served),
        .carrier_name = facts.carrier_name,
        .printed_at = now,
    };
    sheet.left_out =
        std::erase_if(sheet.manifest.lines, [&facts](const adapters::ManifestLine& line) {
            return facts.not_with_rider.contains(line.parcel);
        });
    return adapters::run_sheet_pdf(std::move(sheet));
}

platform::task<Result<http::Response>>
handle_get_manifest_run_sheet(Services& services, http::Request& request) {
    const auto id = ManifestId::parse(request.parameter("id"));
    if (!id) {
        co_return fail(ErrorCode::not_found);
    }
    auto unit = [principal = *request.principal, id = *id, &keyring = services.keyring](Tx& tx) {
        return find(tx, principal, id, keyring);
    };
    auto facts = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!facts) {
        co_return Failure{std::move(facts).error()};
    }
    auto make = [facts = std::move(*facts), now = services.clock.business()] {
        return draw(facts, now);
    };
    auto pdf = co_await services.compute.run(std::move(make), request.deadline);
    if (!pdf) {
        co_return Failure{std::move(pdf).error()};
    }
    http::Response response;
    response.content_type = "application/pdf";
    response.body = std::move(*pdf);
    response.headers.emplace_back("Cache-Control", "private, no-store");
    co_return response;
}

} // namespace

http::Route get_manifest_run_sheet(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/manifests/{id}/run-sheet.pdf",
        .name = "get_manifest_run_sheet",
        .access = http::Access::key,
        .scope = Scope::manifests_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_manifest_run_sheet(services, request); },
    };
}

} // namespace route9::gateway::endpoints
