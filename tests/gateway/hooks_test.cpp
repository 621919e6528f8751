// SPDX-License-Identifier: Apache-2.0
// Webhooks while this machine's clock is mended.
#include "core/crypto.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/intake/connection.hpp"
#include "services_under_test.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace route9::tests {
namespace {

constexpr std::string_view kSecret = "whsec_QSBzZWNyZXQgb2YgdGhpcnR5LXR3byBieXRlcywgb2s=";
constexpr std::string_view kPrefix = "whsec_";
constexpr const char* kBody = R"({"type":"order.cancelled","data":{"external_id":"A-1"}})";

class Hooks : public testing::Test {
protected:
    Hooks() {
        const gateway::Connection connection{
            .tenant = under_test_.tenant(),
            .id = ConnectionId{"lao-shop"},
            .platform = PlatformName{"standard"},
            .party = under_test_.seller(),
            .secrets = {{Secret{std::string{kSecret}}, std::nullopt}},
            .settings = {},
            .paused = false,
            .created_at = under_test_.now(),
        };
        const SealNonce nonce = make_nonce(under_test_.services().entropy);
        const auto created = under_test_.store().write([&](Tx& tx) {
            return gateway::connections::create(
                tx, connection, under_test_.services().vault, nonce
            );
        });
        if (!created) {
            throw std::runtime_error(created.error().detail);
        }
    }

    /// The status of a delivery that the platform signed at `at`.
    int push(const std::string& id, Instant at) {
        const auto second = std::chrono::floor<Seconds>(at).time_since_epoch().count();
        const std::string text = id + "." + std::to_string(second) + "." + kBody;
        const auto key = from_base64(kSecret.substr(kPrefix.size()));
        const auto answer = under_test_.answer(
            gateway::endpoints::post_hook(under_test_.services()),
            {.principal = {},
             .target = "/v1/hooks/standard/lao-shop",
             .body = kBody,
             .headers =
                 {{"webhook-id", id},
                  {"webhook-timestamp", std::to_string(second)},
                  {"webhook-signature", "v1," + base64(hmac_sha256(*key, as_byte_view(text)))}},
             .parameters = {{"platform", "standard"}, {"connection", "lao-shop"}}}
        );
        return answer ? answer->status : 0;
    }

    ServicesUnderTest under_test_;
};

TEST_F(Hooks, AreJudgedByTheWallClockWhenItWasSetBack) {
    const Instant wrong = under_test_.now();
    const Instant right = wrong - std::chrono::hours{1};
    EXPECT_EQ(push("m-1", wrong), 200);
    EXPECT_EQ(push("m-2", right), 401);
    under_test_.clock().set_wall_back(right);
    EXPECT_EQ(push("m-3", right), 200);
    EXPECT_EQ(push("m-4", wrong), 401);
}

} // namespace
} // namespace route9::tests
