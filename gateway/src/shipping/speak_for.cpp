// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/speak_for.hpp"

#include "gateway/acting_for.hpp"

#include <utility>

namespace route9::gateway {

platform::task<Result<Json>> acknowledge_for(
    Services& services,
    Principal principal,
    ManifestId manifest,
    Acknowledgement answer,
    Tick deadline
) {
    auto keys = co_await services.keyring.tenant(principal.tenant, deadline);
    if (!keys) {
        co_return Failure{std::move(keys).error()};
    }
    AcknowledgeOrder order{
        .tenant = principal.tenant,
        .carrier = principal.party,
        .manifest = manifest,
        .answer = std::move(answer),
        .speaker =
            {.side = fulfillment::ManifestSide::carrier,
             .signer = signer_of(principal),
             .keys = std::move(*keys)},
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
    order.speaker.signature = order.answer.signature;
    order.speaker.signed_at = order.answer.signed_at;
    auto unit = [order = std::move(order), &keyring = services.keyring](Tx& tx) {
        return acknowledge_manifest(tx, order, keyring);
    };
    co_return co_await speak_of_manifest(
        services, reach_of(principal), manifest, std::move(unit), deadline
    );
}

platform::task<Result<Json>> settle_for(
    Services& services,
    Principal principal,
    ManifestId manifest,
    Settlement settlement,
    Tick deadline
) {
    auto keys = co_await services.keyring.tenant(principal.tenant, deadline);
    if (!keys) {
        co_return Failure{std::move(keys).error()};
    }
    const bool is_carrier = principal.role == Role::carrier;
    SettleOrder order{
        .tenant = principal.tenant,
        .carrier = is_carrier ? principal.party : PartyId{},
        .manifest = manifest,
        .settlement = std::move(settlement),
        .speaker =
            {.side = is_carrier ? fulfillment::ManifestSide::carrier
                                : fulfillment::ManifestSide::warehouse,
             .signer = signer_of(principal),
             .keys = std::move(*keys)},
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
    order.speaker.signature = order.settlement.signature;
    order.speaker.signed_at = order.settlement.signed_at;
    auto unit = [order = std::move(order), &keyring = services.keyring](Tx& tx) {
        return settle_manifest(tx, order, keyring);
    };
    // It may change the orders of sellers; the manifest must be the carrier's own.
    co_return co_await speak_of_manifest(
        services, Reach::of(principal.tenant), manifest, std::move(unit), deadline
    );
}

} // namespace route9::gateway
