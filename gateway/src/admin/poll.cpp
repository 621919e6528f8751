// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/shop_api.hpp"
#include "admin/admin_options.hpp"
#include "gateway/channels/channel_polls.hpp"
#include "gateway/channels/connection_access.hpp"
#include "gateway/channels/parcel_asks.hpp"
#include "gateway/intake/connection.hpp"

#include <utility>

namespace route9::gateway {

AdminResult poll_connection(const AdminOptions& options, const AdminContext& context) {
    const ConnectionId id{options.id};
    const auto due = context.store.write([&](Tx& tx) -> Result<std::int64_t> {
        const auto connection = connections::find(tx, id, context.vault);
        if (!connection) {
            return fail(ErrorCode::not_found, "there is no connection " + options.id);
        }
        const std::string& platform = connection->platform.text();
        const auto* api = adapters::find_shop_api(platform);
        if (api == nullptr) {
            return fail_field(
                "id",
                "bad_value",
                platform + " has no list that is read: its pushes carry the order"
            );
        }
        const bool is_lone_shop = api->is_pushed && !connection->is_app();
        if (is_lone_shop && !accesses::find(tx, id, context.vault)) {
            return fail_field(
                "id",
                "bad_value",
                (api->is_carrier ? std::string{"its pushes tell of its parcels"}
                                 : std::string{"its pushes carry the order"}) +
                    ", and nobody has authorised it: route9 connections authorise " + options.id
            );
        }
        if (api->is_carrier) {
            channel_polls::begin_asking(tx, platform, context.clock.business());
            parcel_asks::hasten(tx, connection->tenant, id, context.clock.business());
        } else if (api->is_pushed) {
            channel_polls::begin_authorised(tx, platform, context.clock.business());
        }
        return channel_polls::hasten(tx, id);
    });
    if (!due) {
        return Failure{due.error()};
    }
    return std::to_string(*due) + " to be read at once";
}

} // namespace route9::gateway
