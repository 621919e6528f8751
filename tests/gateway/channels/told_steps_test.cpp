// SPDX-License-Identifier: Apache-2.0
// The steps of an order as its marketplace is told them: accepted, packed, shipped, each when those
// before it have been told, and none after a cancellation. Haravan's row names all three.
#include "core/crypto.hpp"
#include "core/journal.hpp"
#include "gateway/channels/connection_access.hpp"
#include "gateway/channels/write_backs.hpp"
#include "intake/pushing_shop.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::tests {
namespace {

using namespace gateway;
using adapters::WriteAction;
using Texts = std::vector<std::string>;

constexpr std::int64_t kLeaseMs = 60'000;
constexpr const char* kSecret = "haravan-secret-of-letters";

std::string haravan_order(const std::string& more = "") {
    return R"({"id":7270001,"created_at":"2026-03-10T00:50:00Z",)"
           R"("updated_at":"2026-03-10T00:55:00Z","currency":"VND","total_price":331000,)"
           R"("financial_status":"pending","gateway_code":"cod",)" +
           more +
           R"("shipping_address":{"name":"Trần Thị Sen","phone":"0905000001",)"
           R"("address1":"12 Hùng Vương","province":"Quảng Trị","district":"Quảng Trị",)"
           R"("country_code":"VN"},"line_items":[{"sku":"TS-BLK-M","title":"Áo thun",)"
           R"("quantity":2,"price":165500,"grams":250,"requires_shipping":true}]})";
}

class ToldSteps : public testing::Test {
protected:
    ToldSteps() {
        shop_.connect("hara", "haravan", kSecret, {{"shop", "1000000001"}});
        authorise();
        EXPECT_EQ(push(haravan_order(), "orders/create"), 200);
        EXPECT_EQ(shop_.status("haravan", "7270001"), "routed") << shop_.deliveries("hara").at(0);
    }

    void authorise() {
        ConnectionAccess access;
        access.tenant = under_test_.tenant();
        access.connection = ConnectionId{"hara"};
        access.version = 1;
        access.changed_at = under_test_.now();
        access.tokens.access = Secret{std::string_view{"token-1"}};
        const SealNonce nonce = make_nonce(under_test_.services().entropy);
        write([&](Tx& tx) { accesses::put(tx, access, under_test_.services().vault, nonce); });
    }

    template <class Work>
    void write(Work work) {
        const auto done = under_test_.store().write([&](Tx& tx) -> Result<bool> {
            work(tx);
            return true;
        });
        ASSERT_TRUE(done);
    }

    int push(const std::string& body, const std::string& topic) {
        const auto mac =
            base64(hmac_sha256(as_byte_view(std::string{kSecret}), as_byte_view(body)));
        return shop_
            .push_as(
                "haravan",
                "hara",
                {{"X-Haravan-Hmacsha256", mac},
                 {"X-Haravan-Topic", topic},
                 {"X-Haravan-Org-Id", "1000000001"}},
                body
            )
            .status;
    }

    OrderId order() { return shop_.order("haravan", "7270001")->id; }

    /// As whoever packs, closes a truck or cancels writes it down.
    void happens(const std::string& type, const Json& data) {
        const std::string subject = order().text();
        write([&](Tx& tx) {
            const Event event{
                .id = EventId::make(under_test_.now(), under_test_.services().entropy),
                .tenant = under_test_.tenant(),
                .seller = under_test_.seller(),
                .carrier = {},
                .type = type,
                .subject = subject,
                .sequence = journal::last_sequence(tx, under_test_.tenant(), subject) + 1,
                .at = under_test_.now(),
                .data = data.dump(),
            };
            journal::append(tx, std::span{&event, 1});
        });
    }
    void is_packed() { happens("parcel.packed", {{"code", "R9-1"}}); }
    void is_handed_over() { happens("order.handed_over", Json::object()); }

    /// "action: state" of all that is known, after the journal was read.
    Texts steps() {
        Texts found;
        write([&](Tx& tx) {
            write_backs::take(
                tx, write_backs::look(tx, 1'000), *under_test_.services().catalogue.profiles
            );
            for (const auto& one : write_backs::of_order(tx, under_test_.tenant(), order())) {
                found.push_back(one.action + ": " + one.state);
            }
        });
        return found;
    }

    std::vector<WriteBackRow> claim(std::int64_t now_ms = 0) {
        std::vector<WriteBackRow> rows;
        write([&](Tx& tx) { rows = write_backs::claim(tx, now_ms, now_ms + kLeaseMs, 10); });
        return rows;
    }
    /// The only one that may be told now.
    WriteBackRow next(std::int64_t now_ms = 0) {
        const auto rows = claim(now_ms);
        EXPECT_EQ(rows.size(), 1U);
        return rows.empty() ? WriteBackRow{} : rows.front();
    }
    bool finish(const WriteBackRow& row, const char* state) {
        bool is_ours = false;
        write([&](Tx& tx) { is_ours = write_backs::finish(tx, row, state, "words"); });
        return is_ours;
    }

    ServicesUnderTest under_test_;
    PushingShop shop_{under_test_};
};

TEST_F(ToldSteps, AreToldOneAfterTheOther) {
    EXPECT_EQ(steps(), Texts{"accepted: waiting"});
    is_packed();
    is_handed_over();
    EXPECT_EQ(steps(), (Texts{"accepted: waiting", "packed: waiting", "shipped: waiting"}));
    for (const WriteAction action :
         {WriteAction::accepted, WriteAction::packed, WriteAction::shipped}) {
        const WriteBackRow row = next();
        EXPECT_EQ(row.what.action, action);
        EXPECT_EQ(row.what.tracking, action == WriteAction::packed ? "R9-1" : "");
        EXPECT_TRUE(claim().empty()) << "what comes after it waits";
        EXPECT_TRUE(finish(row, "done"));
    }
    EXPECT_TRUE(claim().empty());
    EXPECT_EQ(steps(), (Texts{"accepted: done", "packed: done", "shipped: done"}));
}

TEST_F(ToldSteps, DoNotOvertakeOneThatIsTriedAgain) {
    steps();
    is_packed();
    steps();
    const WriteBackRow accepted = next();
    write([&](Tx& tx) { write_backs::put_back(tx, accepted, kLeaseMs * 2, "not now"); });
    EXPECT_TRUE(claim(kLeaseMs).empty());
    EXPECT_EQ(next(kLeaseMs * 3).what.action, WriteAction::accepted);
}

TEST_F(ToldSteps, GoOnAfterARefusalWhichALaterStepMakesMoot) {
    steps();
    is_packed();
    steps();
    EXPECT_TRUE(finish(next(), "refused"));
    EXPECT_EQ(steps(), (Texts{"accepted: refused", "packed: waiting"}));
    EXPECT_TRUE(finish(next(), "done"));
    EXPECT_EQ(steps(), (Texts{"accepted: moot", "packed: done"}));
}

TEST_F(ToldSteps, KeepARefusalThatNoLaterStepHasMended) {
    steps();
    is_packed();
    is_handed_over();
    steps();
    EXPECT_TRUE(finish(next(), "done"));
    EXPECT_TRUE(finish(next(), "refused"));
    EXPECT_TRUE(finish(next(), "refused"));
    EXPECT_EQ(steps(), (Texts{"accepted: done", "packed: refused", "shipped: refused"}));
}

TEST_F(ToldSteps, EndWithACancellationWhichWaitsForNone) {
    steps();
    is_packed();
    steps();
    const WriteBackRow accepted = next();
    happens("order.cancelled", {{"by", "seller"}, {"why", "out_of_stock"}});
    EXPECT_EQ(steps(), (Texts{"accepted: moot", "cancelled: waiting", "packed: moot"}));
    EXPECT_FALSE(finish(accepted, "done")) << "it was under way";
    const WriteBackRow cancelled = next();
    EXPECT_EQ(cancelled.what.action, WriteAction::cancelled);
    EXPECT_TRUE(cancelled.what.is_out_of_stock);
    EXPECT_TRUE(finish(cancelled, "done"));
    EXPECT_EQ(steps(), (Texts{"accepted: moot", "cancelled: done", "packed: moot"}));
}

TEST_F(ToldSteps, AreNotToldToTheSourceThatCancels) {
    steps();
    EXPECT_EQ(
        push(
            haravan_order(R"("cancelled_at":"2026-03-10T00:56:00Z","cancelled_status":"cancelled",)"
            ),
            "orders/cancelled"
        ),
        200
    );
    EXPECT_EQ(shop_.status("haravan", "7270001"), "cancelled");
    EXPECT_EQ(steps(), Texts{"accepted: moot"});
    EXPECT_TRUE(claim().empty());
}

TEST_F(ToldSteps, AreToldOnceHoweverOftenTheyHappen) {
    steps();
    EXPECT_TRUE(finish(next(), "done"));
    happens("order.routed", Json::object());
    is_packed();
    is_packed();
    EXPECT_EQ(steps(), (Texts{"accepted: done", "packed: waiting"}));
}

} // namespace
} // namespace route9::tests
