// SPDX-License-Identifier: Apache-2.0
// What the demonstration's shops send: a Haravan order, a Standard Webhooks event, an order of our
// own API, and the signatures over them, made by the shops' own code from the platforms' published
// rules (not by route9's verifier). Values only.
// Sources: Haravan webhooks (base64 HMAC-SHA256 over the body); Standard Webhooks 1.0.
#pragma once

#include "core/json.hpp"
#include "gateway/demo/http_client.hpp"
#include "gateway/demo/world.hpp"

#include <string>
#include <string_view>

namespace route9::gateway::demo {

Json haravan_order(const ShopOrder& order);
Json haravan_cancellation(const ShopOrder& order, Instant at);
Json standard_event(const ShopOrder& order, Instant at);
/// POST /v1/orders.
Json api_order(const ShopOrder& order, std::string_view channel);

std::string haravan_signature(std::string_view secret, std::string_view body);
HttpMessage haravan_push(
    const std::string& path,
    std::string_view secret,
    const std::string& shop,
    const std::string& topic,
    std::string body
);

/// The text after "whsec_" is the key in base64. Precondition: it is.
std::string standard_signature(
    std::string_view secret, std::string_view id, std::string_view timestamp, std::string_view body
);
HttpMessage standard_push(
    const std::string& path,
    std::string_view secret,
    const std::string& id,
    Instant at,
    std::string body
);

} // namespace route9::gateway::demo
