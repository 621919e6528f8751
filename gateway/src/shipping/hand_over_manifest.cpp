// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/hand_over_manifest.hpp"

#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;

namespace {

Json answer_of(const Manifest& manifest) {
    Json answer{
        {"manifest", manifest.id.text()},
        {"state", std::string{name(manifest.state)}},
    };
    if (manifest.handed_over_at) {
        answer["handed_over_at"] = format_utc(*manifest.handed_over_at);
    }
    return answer;
}

/// Whoever let the truck go is told of by the departure's own event.
constexpr std::string_view kDeparting = "departure";

Result<void>
hand_over_of(Tx& tx, const TenantId& tenant, const DepartureId& departure, HandOverOrder order) {
    const auto manifest = manifests::standing_of(tx, tenant, departure);
    if (!manifest) {
        return {};
    }
    order.manifest = manifest->id;
    const auto answer = hand_over_manifest(tx, std::move(order));
    return answer ? Result<void>{} : Result<void>{Failure{answer.error()}};
}

} // namespace

Result<Json> hand_over_manifest(Tx& tx, HandOverOrder order) {
    auto book = ManifestBook::open(tx, order.tenant, order.manifest, {}, BookParts::statements);
    if (!book) {
        return Failure{std::move(book).error()};
    }
    if (auto stands = book->require_standing(); !stands) {
        return Failure{std::move(stands).error()};
    }
    Manifest& manifest = book->manifest();
    if (manifest.handed_over_at) {
        return answer_of(manifest);
    }
    const auto statement = book->say(tx, order.speaker, {}, order.now);
    if (!statement) {
        return Failure{statement.error()};
    }
    manifest.handed_over_at = order.now;
    if (manifest.state == ManifestState::sealed) {
        manifest.state = ManifestState::handed_over;
    }
    std::vector<ManifestEvent> events{{"manifest.handed_over", manifest_news(manifest)}};
    if (manifest.lines == 0) { // nothing of it waits for an answer
        book->advance(true, order.now);
        events.push_back({"manifest.closed", manifest_news(manifest)});
    }
    TouchedOrders touched{tx, order.tenant, order.now, order.ids};
    if (auto stored = store_manifest(tx, manifest, events, touched); !stored) {
        return Failure{std::move(stored).error()};
    }
    return answer_of(manifest);
}

platform::task<Result<void>>
hand_over_truck(Services& services, TenantId tenant, DepartureId departure, Tick deadline) {
    auto keys = co_await services.keyring.tenant(tenant, deadline);
    if (!keys) {
        co_return Failure{std::move(keys).error()};
    }
    HandOverOrder order{
        .tenant = tenant,
        .manifest = {},
        .speaker = {.signer = std::string{kDeparting}, .keys = std::move(*keys)},
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
    auto unit = [tenant, departure, order = std::move(order)](Tx& tx) {
        return hand_over_of(tx, tenant, departure, order);
    };
    co_return co_await platform::write(
        services.store, Reach::of(tenant), std::move(unit), deadline, platform::Lane::background
    );
}

} // namespace route9::gateway
