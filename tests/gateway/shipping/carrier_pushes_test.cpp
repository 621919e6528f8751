// SPDX-License-Identifier: Apache-2.0
// What a carrier pushes moves the parcels that it carries, as if it had posted tracking events.
#include "gateway/intake/connection.hpp"
#include "gateway/intake/inbox.hpp"
#include "gateway/intake/take_delivery.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;
constexpr const char* kSecret = "sjYKaAFXDaS4qxeykux4WL1qMI0gzAc0";

constexpr Statement kDeliveries{
    "test.carrier_deliveries", "SELECT state, reason FROM inbox ORDER BY state, reason"
};

std::string signature_of(const std::string& body) {
    std::array<unsigned char, 20> mac{};
    HMAC(
        EVP_sha1(),
        kSecret,
        static_cast<int>(std::string_view{kSecret}.size()),
        reinterpret_cast<const unsigned char*>(body.data()),
        body.size(),
        mac.data(),
        nullptr
    );
    return "sha1=" + hex(std::as_bytes(std::span{mac}));
}

class CarrierPushes : public testing::Test, protected ShippingUnderTest {
protected:
    CarrierPushes() {
        connect("tikinow-1", "lao-express");
        connect("tikinow-2", "mekong-post");
        pass(Minutes{4 * 24 * 60}); // 2026-03-14T08:00:00+07:00
    }

    void connect(const std::string& id, const std::string& carrier) {
        const gateway::Connection connection{
            .tenant = qt,
            .id = ConnectionId{id},
            .platform = PlatformName{"tikinow"},
            .party = PartyId{carrier},
            .secrets = {{Secret{std::string_view{kSecret}}, std::nullopt}},
            .settings = {},
            .paused = false,
            .created_at = now(),
        };
        const SealNonce nonce = make_nonce(services().entropy);
        const auto created = store().write([&](Tx& tx) {
            return gateway::connections::create(tx, connection, services().vault, nonce);
        });
        ASSERT_TRUE(created) << created.error().detail;
    }

    std::string report(const std::string& status, const std::string& time) const {
        return Json{
            {"tracking_id", "HTC1"},
            {"client_order_id", parcel_},
            {"status", status},
            {"timestamp", time},
        }
            .dump();
    }

    int push(const std::string& body, const std::string& connection = "tikinow-1") {
        auto answered = answer(
            at::post_hook(services()),
            {.principal = {},
             .target = "/v1/hooks/tikinow/" + connection,
             .body = body,
             .headers = {{"x-signature", signature_of(body)}},
             .parameters = {{"platform", "tikinow"}, {"connection", connection}}}
        );
        EXPECT_TRUE(answered) << answered.error().detail;
        work_off();
        return answered->status;
    }

    void work_off() {
        auto items = store().write([](Tx& tx) -> Result<std::vector<gateway::InboxItem>> {
            return gateway::inbox::claim(tx, 0, 60'000, 10);
        });
        for (gateway::InboxItem& item : *items) {
            const auto taken = run([&] {
                return gateway::take_delivery(services(), std::move(item), deadline());
            });
            EXPECT_TRUE(taken) << taken.error().detail;
        }
    }

    std::vector<std::string> deliveries() {
        using Found = std::vector<std::string>;
        return *store().read([](Tx& tx) -> Result<Found> {
            Found found;
            Rows rows = tx.query(kDeliveries);
            while (rows.next()) {
                const Row row = rows.row();
                found.push_back(row.get<std::string>(0) + ": " + row.get<std::string>(1));
            }
            return found;
        });
    }

    std::string status() { return read(at::get_parcel, staff(), parcel_).json().at("status"); }

    std::string parcel_ = ship({});
};

TEST_F(CarrierPushes, MoveTheParcelOnceAndNeverBack) {
    const std::string delivered = report("successful_delivery", "2026-03-12T02:00:00.151835Z");
    EXPECT_EQ(push(delivered), 200);
    EXPECT_EQ(status(), "delivered");
    EXPECT_EQ(push(delivered), 200) << "again";
    EXPECT_EQ(push(report("delivering", "2026-03-12T01:00:00Z")), 200);
    EXPECT_EQ(status(), "delivered");
    EXPECT_EQ(deliveries(), (std::vector<std::string>{"done: late", "done: moved"}));
    EXPECT_EQ(events("order.delivered").size(), 1U);
}

TEST_F(CarrierPushes, OfAnotherCarrierOrOfNoParcelMoveNothing) {
    push(report("successful_delivery", "2026-03-12T02:00:00Z"), "tikinow-2");
    push(R"({"tracking_id":"H","client_order_id":"X","status":"picked",)"
         R"("timestamp":"2026-03-12T02:00:00Z"})");
    EXPECT_EQ(
        deliveries(), (std::vector<std::string>(2, "unmatched: this carrier has no such parcel"))
    );
    EXPECT_EQ(status(), "picked_up");
}

TEST_F(CarrierPushes, ThatCannotBeBookedSayWhy) {
    push(R"({"client_order_id":"X","fee_key":"a","fee_amount":1})");
    push(R"({"tracking_id":"H","client_order_id":"X","status":"picked","timestamp":"now"})");
    push(report("beamed_up", "2026-03-12T02:00:00Z"));
    const auto kept = deliveries();
    ASSERT_EQ(kept.size(), 3U);
    EXPECT_EQ(kept[0], "done: alert");
    EXPECT_EQ(kept[1], "ignored: a fee");
    EXPECT_TRUE(kept[2].starts_with("quarantined: /timestamp: ")) << kept[2];
    EXPECT_EQ(events("alert.status_unknown").size(), 1U);
    EXPECT_EQ(status(), "picked_up");
}

} // namespace
} // namespace route9::tests
