// SPDX-License-Identifier: Apache-2.0
// A message of a platform, however it came, is durable in the inbox before anybody is told that it
// was taken. A repeated one changes nothing.
#pragma once

#include "gateway/intake/connection.hpp"
#include "gateway/intake/inbox.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <memory>
#include <string>

namespace route9::gateway {

struct Keeping {
    Delivery delivery;
    Bytes dedupe; // as filed_key() makes it
    InboxState state = InboxState::pending;
    std::string reason{};
};

/// Whether it was not there before. Errors: those of the store.
platform::task<Result<bool>>
keep_delivery(Services& services, const Connection& connection, Keeping keeping, Tick deadline);

/// Of an app's message the connection of the shop that it names; the app where there is none.
platform::task<Result<std::shared_ptr<const Connection>>> addressee(
    Services& services,
    std::shared_ptr<const Connection> at_path,
    const std::string& shop,
    Tick deadline
);

/// How a message is filed so that a repeated one is known: two shops of an app may say the same.
Bytes filed_dedupe(const Connection& connection, const std::string& shop, const std::string& key);

} // namespace route9::gateway
