// SPDX-License-Identifier: Apache-2.0
// A shop of a marketplace as its API is called: whose it is, whose app speaks for it, and the rows
// that say how. Plain values, shared; any thread.
#pragma once

#include "adapters/marketplaces/api_call.hpp"
#include "adapters/marketplaces/profile.hpp"
#include "adapters/marketplaces/shop_api.hpp"
#include "core/result.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"
#include "platform/outbound_http.hpp"

#include <memory>
#include <string>

namespace route9::gateway {

struct Channel {
    std::shared_ptr<const Connection> shop;
    std::shared_ptr<const Connection> app; // the shop's own connection where it has no other
    const adapters::Profile* profile = nullptr;
    const adapters::ShopApi* api = nullptr;
    std::string shop_name; // as the platform calls it
    std::string host{};    // of the shop's own, where each has one and no rehearsal stands for it

    /// Without a token. The app's newest secret signs.
    adapters::ApiAccess access(Instant now) const;
    /// Whether another server stands for the platform.
    bool is_rehearsed() const;
    /// The call as it is sent.
    platform::OutboundRequest request(adapters::ApiCall call) const;
};

/// Where the shop's own calls go, as a person has entered it: no message says so. Empty where the
/// platform has one host for all, or a rehearsal stands for it. Error: not_found with the mend.
Result<std::string>
host_of(const adapters::Profile& profile, const Connection& shop, const Connection& app);

/// `shop_name` is what a message called it; the connection's own name of it wins. Errors: not_found
/// (no such connection, its platform has no API here, or its host is not known), overloaded (it is
/// paused), those of the store.
platform::task<Result<Channel>>
open_channel(Services& services, ConnectionId shop, std::string shop_name, Tick deadline);

/// The answer in the words of the platform's row; faults of the network are passing.
adapters::JudgedAnswer judge(const Channel& channel, const platform::OutboundAnswer& answer);

} // namespace route9::gateway
