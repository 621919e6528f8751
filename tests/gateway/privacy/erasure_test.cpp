// SPDX-License-Identifier: Apache-2.0
// Erasing a person, through the endpoints and over a real store: what goes, what the law keeps
// until when, what stays provable, and who is left alone.
#include "adapters/carriers/manifest_document.hpp"
#include "core/tenancy.hpp"
#include "gateway/document_endpoints.hpp"
#include "gateway/privacy/retention_round.hpp"
#include "shipping_under_test.hpp"
#include "tests/stored_bytes.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;

constexpr std::string_view kName = "Bounmy Saengchanh";
constexpr std::string_view kPhone = "+8562077712399";

class Erasure : public testing::Test, protected ShippingUnderTest {
protected:
    OrderWish wish(const std::string& external_id = "A1") const {
        return {
            .external_id = external_id,
            .recipient = std::string{kName},
            .phone = std::string{kPhone},
            .note = "call Bounmy first",
        };
    }
    /// Shipped and delivered; the parcel.
    std::string deliver(const std::string& external_id = "A1", const std::string& truck = "T1") {
        const std::string parcel = ship(wish(external_id), truck);
        const Json event{
            {"id", external_id},
            {"parcel", parcel},
            {"status", "delivered"},
            {"at", format_utc(now() + Minutes{1})},
            {"note", "given to Bounmy"},
        };
        const Answer told = write(
            at::post_tracking_events, by_carrier(), "", Json{{"events", Json::array({event})}}
        );
        EXPECT_EQ(told.json().at("results").at(0).at("result"), "moved") << told.text;
        return parcel;
    }
    std::string order_of(const std::string& parcel) {
        return read(at::get_parcel, staff(), parcel).json().at("order");
    }
    Answer erase(const Json& whom) { return call(at::post_erasure, staff(), {.body = whom}); }
    Json erased(const std::string& id) { return read(at::get_erasure, staff(), id).json(); }
    Json kept(const Json& erasure, const std::string& kind) const {
        for (const Json& record : erasure.at("kept")) {
            if (record.at("kind") == kind) {
                return record;
            }
        }
        return nullptr;
    }
    /// What housekeeping does, until nothing is left to do.
    void keep_house() {
        for (int round = 0; round < 5; ++round) {
            const auto done = store().write([&](Tx& tx) -> Result<int> {
                const auto& rules = services().catalogue.retention;
                gateway::forget_by_age(tx, rules, now(), 100);
                gateway::release_kept(tx, rules, now(), 100);
                return 0;
            });
            ASSERT_TRUE(done);
        }
    }
    void wait_until(std::string_view day) { clock().set(parse_rfc3339(day).value()); }
    Json manifest() {
        const Json batch =
            call(at::get_manifests, by_carrier(), {.target = "/v1/manifests"}).json();
        return batch.at("items").at(0);
    }
    PublicKey public_key() {
        return store()
            .read([](Tx& tx) -> Result<PublicKey> {
                return tenancy::find_tenant(tx, qt)->signing_public;
            })
            .value();
    }
};

TEST_F(Erasure, TakesTheRecipientAndLeavesTheOrder) {
    const std::string parcel = deliver();
    const std::string order = order_of(parcel);
    const Answer answer = erase({{"order", order}});
    ASSERT_EQ(answer.status, 201) << answer.text;
    const Json erasure = answer.json();
    EXPECT_EQ(answer.header("Location"), "/v1/erasures/" + erasure.at("id").get<std::string>());
    EXPECT_EQ(erasure.at("state"), "pending");
    ASSERT_EQ(erasure.at("orders").size(), 1U);
    EXPECT_EQ(erasure.at("orders").at(0).at("order"), order);
    EXPECT_EQ(erasure.at("orders").at(0).at("erased_at"), "2026-03-10T01:00:00Z");
    const Json page = read(at::get_order, staff(), order).json();
    EXPECT_FALSE(page.contains("recipient"));
    EXPECT_FALSE(page.contains("note"));
    EXPECT_EQ(page.at("status"), "delivered");
    EXPECT_EQ(page.at("destination").at("country"), "LA");
    const Json items = read(at::get_parcel_events, staff(), parcel).json().at("items");
    EXPECT_EQ(items.back().at("status"), "delivered");
    EXPECT_FALSE(items.back().contains("note"));
    EXPECT_EQ(events("person.erased").size(), 1U);
}

TEST_F(Erasure, LeavesNothingToPrint) {
    const std::string parcel = deliver();
    ASSERT_EQ(erase({{"order", order_of(parcel)}}).status, 201);
    for (const auto endpoint :
         {at::get_parcel_label, at::get_parcel_label_zpl, at::get_parcel_cn23}) {
        EXPECT_EQ(read(endpoint, staff(), parcel).code(), "state-forbids");
    }
    const std::string other = pack(place({.external_id = "A2"}).fulfillments.front());
    const Json both{{"parcels", {parcel, other}}};
    const Answer labels = call(at::post_labels, staff(), {.body = both});
    EXPECT_EQ(labels.status, 200) << labels.text;
    EXPECT_EQ(labels.header("Route9-Left-Out"), "1");
}

TEST_F(Erasure, LeavesTheManifestProvable) {
    deliver("A1", "T1");
    const std::string other = ship({.external_id = "A2"}, "T2");
    const Json before = manifest();
    const std::string code = before.at("lines").at(0).at("parcel");
    ASSERT_EQ(erase({{"phone", kPhone}}).status, 201);
    const std::string id = before.at("id");
    const Json after = read(at::get_manifest, by_carrier(), id).json();
    ASSERT_EQ(after.at("lines").size(), 1U);
    const auto digest = adapters::served_line_digest(before.at("lines").at(0));
    ASSERT_TRUE(digest);
    EXPECT_EQ(after.at("lines").at(0), (Json{{"digest", hex(*digest)}}));
    EXPECT_EQ(after.at("hash"), before.at("hash"));
    EXPECT_EQ(after.at("signature"), before.at("signature"));
    const auto fault = adapters::check_manifest_json(after, public_key());
    ASSERT_TRUE(fault);
    EXPECT_EQ(*fault, fulfillment::SealFault::none);
    const Answer csv = call(
        at::get_manifest,
        by_carrier(),
        {.parameters = {{"id", id}}, .headers = {{"Accept", "text/csv"}}}
    );
    EXPECT_EQ(csv.status, 200);
    EXPECT_EQ(csv.text.find(kName), std::string::npos);
    const Json line{{"parcel", code}, {"result", "received"}};
    const Json ack{{"lines", Json::array({line})}};
    EXPECT_EQ(write(at::post_manifest_ack, by_carrier(), id, ack).status, 200);
}

TEST_F(Erasure, IsRefusedWhileAnOrderIsOnItsWay) {
    deliver("A1", "T1");
    const std::string on_its_way = order_of(ship(wish("A2"), "T2"));
    const Answer refused = erase({{"phone", kPhone}});
    EXPECT_EQ(refused.code(), "state-forbids");
    EXPECT_EQ(refused.json().at("reference"), on_its_way);
    EXPECT_EQ(
        refused.json().at("detail"),
        "the order " + on_its_way +
            " is handed_over and needs its recipient: cancel it, or wait until it is delivered or "
            "returned, and ask again"
    );
    EXPECT_TRUE(read(at::get_order, staff(), on_its_way).json().contains("recipient"));
}

TEST_F(Erasure, KeepsWhatTheCustomsLawWantsUntilItsDay) {
    const std::string parcel = deliver();
    const Json erasure = erase({{"order", order_of(parcel)}}).json();
    const Json viet_nam = kept(erasure, "declaration_vn");
    EXPECT_EQ(viet_nam.at("rule"), "RET-CUSTOMS-VN-5Y");
    EXPECT_EQ(viet_nam.at("until"), "2031-03-10T00:00:00+07:00");
    EXPECT_EQ(kept(erasure, "declaration_la").at("rule"), "RET-CUSTOMS-LA-5Y");
    EXPECT_EQ(kept(erasure, "message").at("until"), "2026-04-14T08:00:00+07:00");
    const Json declared =
        call(at::get_declarations, staff(), {.target = "/v1/declarations"}).json().at("items");
    const auto paper = [&](const Principal& who) {
        return call(
                   at::get_declaration_document,
                   who,
                   {.parameters =
                        {{"id", declared.at(0).at("id").get<std::string>()}, {"format", "wco-dec"}}}
        ).text;
    };
    EXPECT_NE(paper(as(Role::broker, "broker")).find(kName), std::string::npos);
    EXPECT_EQ(paper(by_seller()).find(kName), std::string::npos);
    const std::string id = erasure.at("id");
    wait_until("2031-03-09T23:59:00+07:00");
    keep_house();
    EXPECT_EQ(erased(id).at("state"), "pending");
    wait_until("2031-03-10T00:00:00+07:00");
    keep_house();
    EXPECT_EQ(erased(id).at("state"), "done");
    EXPECT_EQ(erased(id).at("done_at"), "2031-03-09T17:00:00Z");
    EXPECT_EQ(erased(id).at("kept"), Json::array());
    EXPECT_EQ(paper(as(Role::broker, "broker")).find(kName), std::string::npos);
}

TEST_F(Erasure, LeavesAnotherPersonWithTheSameTelephoneAlone) {
    const std::string hers = order_of(deliver("A1", "T1"));
    OrderWish neighbour = wish("A2");
    neighbour.recipient = "Khamla Saengchanh";
    const PlacedOrder his = place(neighbour);
    const Answer unclear = erase({{"phone", kPhone}});
    EXPECT_EQ(unclear.status, 422);
    EXPECT_EQ(unclear.json().at("errors").at(0).at("pointer"), "/name");
    EXPECT_EQ(erase({{"phone", kPhone}, {"name", "BOUNMY SAENGCHANH"}}).status, 201);
    EXPECT_FALSE(read(at::get_order, staff(), hers).json().contains("recipient"));
    EXPECT_TRUE(read(at::get_order, staff(), his.order.text()).json().contains("recipient"));
}

TEST_F(Erasure, TakesAllOrdersOfThePersonAndIsTheSameTheSecondTime) {
    const std::string first = order_of(deliver("A1", "T1"));
    const std::string second = order_of(deliver("A2", "T2"));
    const Json erasure = erase({{"order", second}}).json();
    EXPECT_EQ(erasure.at("orders").size(), 2U);
    EXPECT_EQ(erase({{"order", first}}).json().at("id"), erasure.at("id"));
    EXPECT_EQ(erase({{"phone", kPhone}}).status, 404);
    EXPECT_EQ(services().tombstones.all().size(), 2U);
}

TEST_F(Erasure, NamesEveryMistakeInWhatIsAskedFor) {
    EXPECT_EQ(erase(Json::object()).status, 422);
    EXPECT_EQ(erase({{"order", "ord_1"}}).json().at("errors").at(0).at("pointer"), "/order");
    EXPECT_EQ(erase({{"order", "x"}, {"colour", "red"}}).json().at("errors").size(), 2U);
    EXPECT_EQ(erase({{"phone", "+8562000000000"}}).status, 404);
    const std::string id = place(wish()).order.text();
    EXPECT_EQ(erase({{"order", id}, {"phone", kPhone}}).status, 422);
    EXPECT_EQ(read(at::get_erasure, staff(), "era_1").status, 404);
}

TEST_F(Erasure, TakesTheWordsOfAnEarlierBuildToo) {
    static constexpr Statement kOrders{"test.orders", "UPDATE orders SET reasons = $1"};
    static constexpr Statement kEvents{
        "test.events", "UPDATE tracking_event SET words = $2, note = $1 WHERE carrier_id <> ''"
    };
    static constexpr Statement kManifest{
        "test.manifest",
        "UPDATE manifest SET state = 'acknowledged', acknowledged_at = 1, acknowledgement = $1"
    };
    const std::string parcel = deliver();
    const std::string code = manifest().at("lines").at(0).at("parcel");
    const std::string words = "given to " + std::string{kName};
    const Json reasons = Json::array({{{"code", "CANCELLED"}, {"note", words}}});
    const Json line{{"parcel", code}, {"result", "damaged"}, {"note", words}};
    const Json answer{{"lines", Json::array({line})}};
    ASSERT_TRUE(store().write([&](Tx& tx) -> Result<int> {
        tx.execute(kOrders, reasons.dump());
        tx.execute(kEvents, words, ByteView{});
        tx.execute(kManifest, answer.dump());
        return 0;
    }));
    const std::string order = order_of(parcel);
    const Json page = read(at::get_order, staff(), order).json();
    EXPECT_EQ(page.at("reasons").at(0).at("note"), words);
    const Json items = read(at::get_parcel_events, staff(), parcel).json().at("items");
    EXPECT_EQ(items.back().at("note"), words);
    ASSERT_EQ(erase({{"order", order}}).status, 201);
    const Json left = read(at::get_order, staff(), order).json().at("reasons");
    EXPECT_EQ(
        left,
        (Json::array({{{"code", "CANCELLED"}, {"message", page.at("reasons").at(0).at("message")}}})
        )
    );
    EXPECT_FALSE(
        read(at::get_parcel_events, staff(), parcel).json().at("items").back().contains("note")
    );
    EXPECT_EQ(
        call(at::post_person_export, staff(), {.body = {{"order", order}}}).text.find(kName),
        std::string::npos
    );
}

TEST_F(Erasure, IsCarriedOnWhenItWasCutOff) {
    const std::string order = order_of(deliver());
    const gateway::ErasureTools tools = erasure_tools();
    const auto id = ErasureId::make(now(), tools.entropy);
    const auto asked = store().write([&](Tx& tx) {
        const gateway::PersonQuery query{OrderId::parse(order).value(), "", ""};
        return gateway::ask_for_erasure(tx, qt, query, id, tools.vault, now());
    });
    ASSERT_TRUE(asked);
    EXPECT_EQ(erased(id.text()).at("state"), "running");
    EXPECT_EQ(gateway::carry_on(tools).value(), 1);
    EXPECT_EQ(erased(id.text()).at("state"), "pending");
    EXPECT_FALSE(read(at::get_order, staff(), order).json().contains("recipient"));
    EXPECT_EQ(gateway::carry_on(tools).value(), 0);
}

TEST_F(Erasure, IsDoneAgainWhereAnOlderStoreStillHasTheKey) {
    const std::string order = order_of(deliver());
    const auto record = store().read([&](Tx& tx) -> Result<fulfillment::OrderRecord> {
        return *fulfillment::orders::find(tx, qt, OrderId::parse(order).value());
    });
    const gateway::Tombstone stone{
        qt, record->person, record->id, ErasureId::make(now(), services().entropy), now()
    };
    ASSERT_TRUE(services().tombstones.append(std::vector{stone}));
    EXPECT_EQ(gateway::apply_tombstones(erasure_tools()).value(), 1);
    EXPECT_FALSE(read(at::get_order, staff(), order).json().contains("recipient"));
    EXPECT_EQ(erased(stone.erasure.text()).at("state"), "pending");
    EXPECT_EQ(gateway::apply_tombstones(erasure_tools()).value(), 0);
}

TEST_F(Erasure, IsRefusedToServeWithoutItsFileOnceSomebodyWasErased) {
    ASSERT_EQ(erase({{"order", order_of(deliver())}}).status, 201);
    auto other = gateway::Tombstones::open(beside_store() / "elsewhere");
    gateway::ErasureTools tools = erasure_tools();
    const gateway::ErasureTools astray{
        tools.store, tools.vault, tools.keyring, tools.entropy, tools.clock, tools.rules, *other
    };
    const auto refused = gateway::apply_tombstones(astray);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::state_forbids);
    EXPECT_NE(refused.error().detail.find("put it back"), std::string::npos);
    std::ofstream{beside_store() / "elsewhere"} << "";
    auto made_anew = gateway::Tombstones::open(beside_store() / "elsewhere");
    const gateway::ErasureTools mended{
        tools.store, tools.vault, tools.keyring, tools.entropy, tools.clock, tools.rules, *made_anew
    };
    EXPECT_EQ(gateway::apply_tombstones(mended).value(), 0);
    EXPECT_EQ(made_anew->all().size(), 1U);
}

// Gateways on two machines have a store in common, and a file each.
TEST_F(Erasure, IsWrittenDownOnEveryMachineThatServesTheStore) {
    const std::filesystem::path file = beside_store() / "elsewhere";
    std::ofstream{file} << "";
    auto other = gateway::Tombstones::open(file);
    const gateway::ErasureTools tools = erasure_tools();
    const gateway::ErasureTools there{
        tools.store, tools.vault, tools.keyring, tools.entropy, tools.clock, tools.rules, *other
    };
    ASSERT_TRUE(gateway::follow_erasures(there));
    EXPECT_TRUE(other->all().empty());
    ASSERT_EQ(erase({{"order", order_of(deliver())}}).status, 201);
    ASSERT_TRUE(gateway::follow_erasures(there));
    EXPECT_EQ(other->all(), services().tombstones.all());
    EXPECT_EQ(gateway::Tombstones::open(file)->all().size(), 1U);
}

TEST_F(Erasure, ShowsAPersonEverythingThatIsHeldAndNothingOfOthers) {
    deliver();
    OrderWish neighbour = wish("A2");
    neighbour.recipient = "Khamla Saengchanh";
    place(neighbour);
    const Json whom{{"phone", "020 7771 2399"}, {"name", kName}};
    const Answer answer = call(at::post_person_export, staff(), {.body = whom});
    ASSERT_EQ(answer.status, 200) << answer.text;
    EXPECT_EQ(answer.text.find("Khamla"), std::string::npos);
    ASSERT_EQ(answer.json().at("items").size(), 1U);
    EXPECT_EQ(answer.json().at("next"), nullptr);
    const Json order = answer.json().at("items").at(0);
    EXPECT_EQ(order.at("external_id"), "A1");
    EXPECT_EQ(order.at("recipient").at("name"), kName);
    EXPECT_EQ(order.at("note"), "call Bounmy first");
    EXPECT_EQ(order.at("parcels").at(0).at("events").back().at("note"), "given to Bounmy");
    EXPECT_EQ(order.at("declarations").size(), 2U);
    EXPECT_EQ(order.at("payments").at("movements"), Json::array());
}

} // namespace
} // namespace route9::tests
