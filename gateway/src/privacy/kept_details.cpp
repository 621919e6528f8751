// SPDX-License-Identifier: Apache-2.0
#include "gateway/privacy/kept_details.hpp"

#include "gateway/privacy/erasure_store.hpp"

namespace route9::gateway {

void fill_kept_details(Tx& tx, TruckLoad& load, const Vault& vault) {
    for (LoadedParcel& loaded : load.parcels) {
        if (loaded.details) {
            continue;
        }
        const fulfillment::OrderRecord& order = loaded.order;
        const auto kept = erasures::kept_of(tx, order.tenant, order.person.bytes());
        if (!kept) {
            continue;
        }
        auto details = fulfillment::open_recipient(
            kept->sealed, order.tenant, order.person, kept->wrapped, vault
        );
        if (!details) {
            throw StoreFailure{StoreFault::misuse, "a kept extract does not open under its key"};
        }
        loaded.details = std::move(*details);
    }
}

} // namespace route9::gateway
