// SPDX-License-Identifier: Apache-2.0
#include "signed_hooks.hpp"

#include "core/crypto.hpp"

#include <stdexcept>

namespace route9::e2e {
namespace {

constexpr std::string_view kStandardPrefix = "whsec_";

} // namespace

HttpRequest signed_request(const StandardHook& hook) {
    const auto key = from_base64(std::string_view{hook.secret}.substr(kStandardPrefix.size()));
    if (!key) {
        throw std::invalid_argument("not a whsec_ secret");
    }
    const std::string timestamp = std::to_string(hook.at.time_since_epoch().count());
    const std::string text = hook.id + "." + timestamp + "." + hook.body;
    return HttpRequest{
        .method = "POST",
        .target = "/v1/hooks/standard/" + hook.connection,
        .headers =
            {{"Content-Type", "application/json"},
             {"webhook-id", hook.id},
             {"webhook-timestamp", timestamp},
             {"webhook-signature", "v1," + base64(hmac_sha256(*key, as_byte_view(text)))}},
        .body = hook.body,
    };
}

HttpRequest signed_request(const HaravanHook& hook) {
    const auto mac = hmac_sha256(as_byte_view(hook.secret), as_byte_view(hook.body));
    return HttpRequest{
        .method = "POST",
        .target = "/v1/hooks/haravan/" + hook.connection,
        .headers =
            {{"Content-Type", "application/json"},
             {"X-Haravan-Org-Id", hook.organisation},
             {"X-Haravan-Topic", hook.topic},
             {"X-Haravan-Hmacsha256", base64(mac)}},
        .body = hook.body,
    };
}

} // namespace route9::e2e
