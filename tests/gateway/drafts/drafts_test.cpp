// SPDX-License-Identifier: Apache-2.0
// From pasted messages to an order that a person has confirmed.
#include "gateway/drafts/draft_store.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/privacy/retention_round.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;

constexpr std::string_view kChat = "[10/03/2026, 08:05] Noy: lấy 2 áo đen M 165k/cái\n"
                                   "[10/03/2026, 08:06] Noy: ship bản Phonsavang, Savannakhet\n"
                                   "[10/03/2026, 08:06] Noy: 020 5551 2345, COD 330k kip";

class Drafts : public testing::Test, protected ShippingUnderTest {
protected:
    Answer begin(const Json& body, const Principal& who = by_seller()) {
        return call(at::post_draft, who, {.target = "/v1/drafts", .body = body});
    }
    std::string begun(const Json& body) {
        const Answer answer = begin(body);
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json().value("id", "");
    }
    Answer mend(const std::string& id, const Json& changes, const std::string& etag) {
        return call(
            at::patch_draft,
            by_seller(),
            {.parameters = {{"id", id}}, .body = changes, .headers = {{"If-Match", etag}}}
        );
    }
    /// All that the chat does not tell.
    static Json rest() {
        return {
            {"recipient", {{"name", "Noy"}, {"district", "Kaysone"}}},
            {"items", {{{"sku", "SHIRT"}}}},
        };
    }
    std::int64_t orders() {
        return static_cast<std::int64_t>(
            call(at::get_orders, by_seller(), {.target = "/v1/orders"}).json().at("items").size()
        );
    }
};

Json field(const Json& draft, std::string_view pointer) {
    for (const Json& each : draft.at("fields")) {
        if (each.at("pointer") == pointer) {
            return each;
        }
    }
    return {};
}

TEST_F(Drafts, AreReadFromAChatAndSayWhatIsMissing) {
    const Answer answer = begin({{"text", kChat}});
    ASSERT_EQ(answer.status, 201) << answer.text;
    const Json draft = answer.json();
    EXPECT_EQ(answer.header("Location"), "/v1/drafts/" + draft.at("id").get<std::string>());
    EXPECT_EQ(draft.at("status"), "draft");
    EXPECT_EQ(draft.at("channel"), "chat");
    EXPECT_EQ(draft.at("external_id"), draft.at("id"));
    const Json phone = field(draft, "/recipient/phone");
    EXPECT_EQ(phone.at("value"), "+8562055512345");
    EXPECT_EQ(phone.at("confidence"), "high");
    const Json name = field(draft, "/recipient/name");
    EXPECT_TRUE(name.at("value").is_null());
    EXPECT_EQ(name.at("candidates"), Json::array({"Noy"}));
    EXPECT_EQ(
        draft.at("missing"), Json::array({"/recipient/name", "/recipient/district", "/items/0/sku"})
    );
    EXPECT_EQ(draft.at("order").at("items").at(0).at("quantity"), 2);
    EXPECT_EQ(orders(), 0);
}

TEST_F(Drafts, CountSpansInCharacters) {
    const Json draft = begin({{"text", "2 áo đen 165k/cái, 020 5551 2345"}}).json();
    EXPECT_EQ(field(draft, "/items/0/name").at("span"), (Json{{"from", 2}, {"to", 8}}));
}

TEST_F(Drafts, BecomeTheOrderThatAPersonConfirms) {
    const std::string id = begun({{"text", kChat}});
    const Answer early = write(at::post_draft_confirm, by_seller(), id);
    EXPECT_EQ(early.status, 422);
    EXPECT_EQ(orders(), 0);
    const Answer mended = mend(id, rest(), "\"v1\"");
    ASSERT_EQ(mended.status, 200) << mended.text;
    EXPECT_EQ(mended.header("ETag"), "\"v2\"");
    EXPECT_EQ(mended.json().at("missing"), Json::array());
    EXPECT_EQ(field(mended.json(), "/recipient/name").at("confidence"), "given");
    const Answer placed = write(at::post_draft_confirm, by_seller(), id);
    ASSERT_EQ(placed.status, 201) << placed.text;
    const std::string order = placed.json().at("id").get<std::string>();
    EXPECT_EQ(placed.json().at("external_id"), id);
    EXPECT_EQ(placed.json().at("payment").at("amount"), "330000");
    const Json full = read(at::get_order, by_seller(), order).json();
    EXPECT_EQ(full.at("destination").at("province"), "LA-SV");
    EXPECT_EQ(full.at("items").at(0).at("sku"), "SHIRT");
    const Json draft = read(at::get_draft, by_seller(), id).json();
    EXPECT_EQ(draft.at("status"), "accepted");
    EXPECT_EQ(draft.at("order_id"), order);
}

TEST_F(Drafts, AreOneOrderHoweverOftenTheyAreConfirmed) {
    const std::string id = begun({{"text", kChat}, {"order", rest()}});
    const Answer first = write(at::post_draft_confirm, by_seller(), id);
    ASSERT_EQ(first.status, 201) << first.text;
    const Answer second = write(at::post_draft_confirm, by_seller(), id);
    EXPECT_EQ(second.status, 200);
    EXPECT_EQ(second.json().at("id"), first.json().at("id"));
    EXPECT_EQ(orders(), 1);
    EXPECT_EQ(mend(id, rest(), "\"v2\"").code(), "state-forbids");
    EXPECT_EQ(write(at::delete_draft, by_seller(), id).code(), "state-forbids");
}

TEST_F(Drafts, AreTakenWithoutAText) {
    const Json draft = begin({{"order", {{"currency", "LAK"}}}, {"external_id", "Z1"}}).json();
    EXPECT_EQ(draft.at("order").at("currency"), "LAK");
    EXPECT_EQ(draft.at("external_id"), "Z1");
    const Answer again = begin({{"order", {{"currency", "VND"}}}, {"external_id", "Z1"}});
    EXPECT_EQ(again.code(), "already-exists");
    EXPECT_EQ(again.json().at("reference"), draft.at("id"));
}

TEST_F(Drafts, NameEveryBadMember) {
    EXPECT_EQ(begin(Json::object()).json().at("errors").at(0).at("pointer"), "/text");
    EXPECT_EQ(begin({{"text", std::string(16'385, 'a')}}).status, 422);
    EXPECT_EQ(begin({{"text", " \n "}}).status, 422);
    const Answer bad =
        begin({{"order", {{"colour", "red"}, {"items", {{{"quantity", "2"}}}}, {"note", 7}}}});
    std::vector<std::string> pointers;
    for (const Json& error : bad.json().at("errors")) {
        pointers.push_back(error.at("pointer").get<std::string>());
    }
    std::ranges::sort(pointers);
    EXPECT_EQ(
        pointers,
        (std::vector<std::string>{"/order/colour", "/order/items/0/quantity", "/order/note"})
    );
}

TEST_F(Drafts, CarryWhatTheBuyerWasPromised) {
    Json known = rest();
    known["promised_by"] = "2026-03-12";
    const std::string id = begun({{"text", kChat}, {"order", known}});
    EXPECT_EQ(
        mend(id, {{"promised_by", "9999-12-31"}}, "\"v1\"")
            .json()
            .at("problems")
            .at(0)
            .at("pointer"),
        "/promised_by"
    );
    EXPECT_EQ(mend(id, {{"promised_by", "2026-03-13T18:00:00+07:00"}}, "\"v2\"").status, 200);
    const Answer placed = write(at::post_draft_confirm, by_seller(), id);
    ASSERT_EQ(placed.status, 201) << placed.text;
    EXPECT_EQ(
        read(at::get_order, by_seller(), placed.json().at("id")).json().at("promised_by"),
        "2026-03-13T18:00:00+07:00"
    );
}

TEST_F(Drafts, AreMendedItemByItem) {
    const std::string id = begun({{"text", "1 áo 165k\n1 quần 200k\n020 5551 2345"}});
    const Json mended =
        mend(id, {{"items", {nullptr, {{"sku", "Q"}, {"quantity", 3}}}}}, "\"v1\"").json();
    const Json& items = mended.at("order").at("items");
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items.at(0).at("name"), "quần");
    EXPECT_EQ(items.at(0).at("sku"), "Q");
    EXPECT_EQ(items.at(0).at("quantity"), 3);
}

TEST_F(Drafts, AreNotMendedOverAnothersChange) {
    const std::string id = begun({{"text", kChat}});
    EXPECT_EQ(mend(id, rest(), "\"v1\"").status, 200);
    EXPECT_EQ(mend(id, rest(), "\"v1\"").code(), "precondition-failed");
    const Answer bare = write(at::patch_draft, by_seller(), id, rest());
    EXPECT_EQ(bare.code(), "precondition-required");
}

TEST_F(Drafts, AreTheirSellersOwn) {
    const std::string id = begun({{"text", kChat}});
    for (const auto endpoint : {at::get_draft, at::delete_draft, at::post_draft_confirm}) {
        EXPECT_EQ(write(endpoint, by_other_seller(), id).status, 404);
    }
    const Answer none = call(at::get_drafts, by_other_seller(), {.target = "/v1/drafts"});
    EXPECT_TRUE(none.json().at("items").empty());
    const Answer own = call(at::get_drafts, by_seller(), {.target = "/v1/drafts"});
    EXPECT_EQ(own.json().at("items").at(0).at("id"), id);
    EXPECT_EQ(read(at::get_draft, staff(), id).status, 200);
}

TEST_F(Drafts, AreGoneWhenTheyAreDiscarded) {
    const std::string id = begun({{"text", kChat}});
    EXPECT_EQ(write(at::delete_draft, by_seller(), id).status, 204);
    EXPECT_EQ(read(at::get_draft, by_seller(), id).status, 404);
}

TEST_F(Drafts, StandSealedInTheStore) {
    begun({{"text", kChat}});
    const std::string bytes = stored_bytes();
    for (const auto* words : {"Phonsavang", "8562055512345", "5551 2345", "Noy: l"}) {
        EXPECT_EQ(bytes.find(words), std::string::npos) << words;
    }
}

TEST_F(Drafts, GoWithThePersonWhoIsErased) {
    const std::string id = begun({{"text", kChat}});
    const auto erased = gateway::erase_person(
        erasure_tools(), qt, {.order = std::nullopt, .phone = "020 5551 2345", .name = ""}
    );
    ASSERT_TRUE(erased) << erased.error().detail;
    EXPECT_EQ(read(at::get_draft, by_seller(), id).status, 404);
}

TEST_F(Drafts, AgeOutAfterFiveWeeks) {
    const std::string id = begun({{"text", kChat}});
    const auto round = [this] {
        const auto done = store().write([this](Tx& tx) -> Result<gateway::Forgotten> {
            return gateway::forget_by_age(tx, services().catalogue.retention, now(), 100);
        });
        return done.value().at("draft");
    };
    pass(std::chrono::days{34});
    EXPECT_EQ(round(), 0);
    pass(std::chrono::days{3});
    EXPECT_EQ(round(), 1);
    EXPECT_EQ(read(at::get_draft, by_seller(), id).status, 404);
}

} // namespace
} // namespace route9::tests
