// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/manifest_document.hpp"
#include "core/crypto.hpp"
#include "gateway/http/media_type.hpp"
#include "gateway/shipping/manifest_at_rest.hpp"
#include "gateway/shipping/manifest_feed.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;

class ManifestFeed : public testing::Test, protected ShippingUnderTest {
protected:
    Answer poll(const Principal& who, const std::string& cursor = "") {
        const std::string query = cursor.empty() ? "/" : "/?cursor=" + cursor;
        return call(at::get_manifests, who, {.target = query});
    }
    Answer poll(const std::string& cursor = "") { return poll(by_carrier(), cursor); }
    Answer commit(const std::string& cursor) {
        return write(at::post_manifest_commit, by_carrier(), "", Json{{"cursor", cursor}});
    }
    std::vector<std::string> take(int key, std::int64_t now_ms) {
        const Principal who = as(Role::carrier, "lao-express", key);
        const gateway::FeedPoll poll{
            .tenant = qt,
            .carrier = who.party,
            .key = who.key,
            .after = std::nullopt,
            .now_ms = now_ms,
        };
        const auto batch = store().write([&](Tx& tx) {
            return gateway::take_batch(tx, poll, services().keyring);
        });
        return batch->documents;
    }
    /// Gives the carrier's manifests documents of so many bytes.
    void swell(const std::vector<std::size_t>& sizes) {
        const auto swollen = store().write([&](Tx& tx) -> Result<void> {
            const PartyId carrier = by_carrier().party;
            auto rows = fulfillment::manifests::feed(tx, qt, carrier, 0, 0, 100);
            for (std::size_t i = 0; i < sizes.size(); ++i) {
                auto key = services().keyring.of_day(
                    tx, qt, gateway::Purpose::manifest, rows.at(i).document_day
                );
                const Json document{{"id", i + 1}, {"filling", std::string(sizes[i], 'x')}};
                gateway::seal_document(
                    rows.at(i),
                    document,
                    {rows.at(i).document_day, *key},
                    make_nonce(services().entropy)
                );
                fulfillment::manifests::rewrite(tx, rows.at(i));
            }
            return {};
        });
        ASSERT_TRUE(swollen);
    }
    static std::vector<int> ids_in(const Answer& answer) {
        std::vector<int> ids;
        for (const Json& item : answer.json().at("items")) {
            ids.push_back(item.at("id"));
        }
        return ids;
    }
    static std::string next_of(const Answer& answer) { return answer.json().at("next"); }
    static std::string id_in(const Answer& answer, std::size_t index = 0) {
        return answer.json().at("items").at(index).at("id");
    }
    Answer ack(const Principal& who, const std::string& manifest, Json lines) {
        return write(at::post_manifest_ack, who, manifest, Json{{"lines", std::move(lines)}});
    }
};

TEST_F(ManifestFeed, IsIdleWithoutManifests) {
    EXPECT_EQ(poll().status, 204);
    EXPECT_EQ(poll(staff()).status, 403);
}

TEST_F(ManifestFeed, GivesCarriersTheKeyThatTheSignatureHoldsUnder) {
    ship({.external_id = "A1"}, "T1");
    const Json manifest = poll().json().at("items").at(0);
    const Json keys = call(at::get_signing_keys, by_carrier(), {}).json().at("items");
    ASSERT_EQ(keys.size(), 1U);
    EXPECT_EQ(keys[0].at("use"), "manifest");
    EXPECT_EQ(keys[0].at("algorithm"), "Ed25519");
    const auto bytes = from_base64(keys[0].at("public_key").get<std::string>());
    ASSERT_TRUE(bytes);
    PublicKey key{};
    ASSERT_EQ(bytes->size(), key.size());
    std::ranges::copy(*bytes, key.begin());
    EXPECT_EQ(adapters::check_manifest_json(manifest, key), fulfillment::SealFault::none);
    key[0] ^= std::byte{1};
    EXPECT_EQ(
        adapters::check_manifest_json(manifest, key), fulfillment::SealFault::signature_invalid
    );
}

TEST_F(ManifestFeed, ServesTheSameBytesUntilTheyAreCommitted) {
    ship({.external_id = "A1"}, "T1");
    const Answer first = poll();
    ASSERT_EQ(first.status, 200);
    ship({.external_id = "A2"}, "T2");
    const Answer again = poll();
    EXPECT_EQ(again.text, first.text);
    EXPECT_EQ(again.header("ETag"), first.header("ETag"));
    const Answer second = poll(next_of(first));
    ASSERT_EQ(second.status, 200);
    EXPECT_NE(id_in(second), id_in(first));
    EXPECT_EQ(poll(next_of(first)).text, second.text);
    EXPECT_EQ(poll(next_of(second)).status, 204);
    EXPECT_EQ(poll(by_other_carrier()).status, 204);
    const Answer unchanged = call(
        at::get_manifests, by_carrier(), {.headers = {{"If-None-Match", first.header("ETag")}}}
    );
    EXPECT_EQ(unchanged.status, 304);
}

TEST_F(ManifestFeed, EndsABatchAt8MebibytesButNeverBeforeItsFirst) {
    constexpr std::size_t kMebibyte = 1'024 * 1'024;
    ship({.external_id = "A1"}, "T1");
    ship({.external_id = "A2"}, "T2");
    ship({.external_id = "A3"}, "T3");
    ship({.external_id = "A4"}, "T4");
    swell({3 * kMebibyte, 4 * kMebibyte, 2 * kMebibyte, 9 * kMebibyte});
    const Answer first = poll();
    EXPECT_EQ(ids_in(first), (std::vector{1, 2}));
    const Answer second = poll(next_of(first));
    EXPECT_EQ(ids_in(second), (std::vector{3}));
    const Answer third = poll(next_of(second));
    EXPECT_EQ(ids_in(third), (std::vector{4}));
    EXPECT_EQ(poll(next_of(third)).status, 204);
    swell({10, 10, 10, 10}); // what was served together stays together
    EXPECT_EQ(ids_in(poll()), (std::vector{1, 2}));
    EXPECT_EQ(ids_in(poll(next_of(first))), (std::vector{3}));
}

TEST_F(ManifestFeed, CommitsForwardOnly) {
    ship({.external_id = "A1"}, "T1");
    const Answer first = poll();
    ship({.external_id = "A2"}, "T2");
    const Answer second = poll(next_of(first));
    EXPECT_EQ(commit(next_of(second)).json().at("committed"), next_of(second));
    EXPECT_EQ(commit(next_of(first)).json().at("committed"), next_of(second));
    EXPECT_EQ(poll().status, 204);
    EXPECT_EQ(commit("nonsense").code(), "malformed-cursor");
}

TEST_F(ManifestFeed, LeasesABatchToOneKeyForAMinute) {
    ship({.external_id = "A1"}, "T1");
    constexpr std::int64_t kStart = 1'000'000;
    const auto first = take(1, kStart);
    ASSERT_EQ(first.size(), 1U);
    EXPECT_TRUE(take(2, kStart + 1).empty());
    ship({.external_id = "A2"}, "T2");
    const auto beside = take(2, kStart + 2);
    ASSERT_EQ(beside.size(), 1U);
    EXPECT_NE(beside, first);
    EXPECT_EQ(take(1, kStart + 3), first);
    EXPECT_EQ(take(2, kStart + 3 + 60'000), first);
}

TEST_F(ManifestFeed, HeedsNoLeaseThatAnEarlierRunOfTheMachineLeft) {
    ship({});
    const auto first = take(1, 9'000'000);
    EXPECT_EQ(take(2, 1'000), first);
}

TEST_F(ManifestFeed, ServesWhoeverNamesACursor) {
    ship({});
    const Answer first = poll();
    const Principal other_key = as(Role::carrier, "lao-express", 2);
    EXPECT_EQ(poll(other_key).status, 204);
    EXPECT_EQ(poll(other_key, next_of(first)).status, 204);
    ship({.external_id = "A2"}, "T2");
    EXPECT_EQ(poll(other_key, next_of(first)).status, 200);
}

TEST_F(ManifestFeed, ShowsAManifestInFourForms) {
    ship({});
    const Answer batch = poll();
    const std::string id = id_in(batch);
    EXPECT_EQ(read(at::get_manifest, by_carrier(), id).json(), batch.json().at("items").at(0));
    const Answer csv = read(at::get_manifest, by_carrier(), id + ".csv");
    EXPECT_EQ(csv.content_type, "text/csv");
    EXPECT_NE(csv.text.find("Somchai Vongsa"), std::string::npos);
    const Answer pdf = call(
        at::get_manifest,
        staff(),
        {.parameters = {{"id", id}}, .headers = {{"Accept", "application/pdf"}}}
    );
    EXPECT_EQ(pdf.text.substr(0, 5), "%PDF-");
    for (const Answer& workbook :
         {read(at::get_manifest, by_carrier(), id + ".xlsx"),
          call(
              at::get_manifest,
              by_carrier(),
              {.parameters = {{"id", id}}, .headers = {{"Accept", gateway::http::workbook_type}}}
          )}) {
        EXPECT_EQ(workbook.content_type, gateway::http::workbook_type);
        EXPECT_EQ(workbook.text.substr(0, 4), "PK\x03\x04");
    }
    const Answer picture = call(
        at::get_manifest,
        staff(),
        {.parameters = {{"id", id}}, .headers = {{"Accept", "image/png"}}}
    );
    EXPECT_EQ(picture.status, 406);
    EXPECT_EQ(read(at::get_manifest, by_other_carrier(), id).status, 404);
}

TEST_F(ManifestFeed, KeepsWhatTheCarrierSaysItReceived) {
    const std::string parcel = ship({});
    const std::string id = id_in(poll());
    const Json lines = Json::array(
        {{{"parcel", parcel}, {"result", "damaged"}, {"note", "wet"}},
         {{"parcel", "STRAY"}, {"result", "over"}}}
    );
    const Answer first = ack(by_carrier(), id, lines);
    ASSERT_EQ(first.status, 200) << first.text;
    EXPECT_EQ(first.json().at("received"), 0);
    EXPECT_EQ(first.json().at("discrepancies").size(), 2U);
    pass(Minutes{5});
    EXPECT_EQ(ack(by_carrier(), id, lines).text, first.text);
    Json other = lines;
    other[0]["result"] = "received";
    EXPECT_EQ(ack(by_carrier(), id, other).code(), "conflict");
    const auto news = events("manifest.acknowledged");
    ASSERT_EQ(news.size(), 1U);
    EXPECT_EQ(news[0].find("wet"), std::string::npos);
}

TEST_F(ManifestFeed, WantsEveryLineOnceFromTheRightCarrier) {
    const std::string parcel = ship({});
    const std::string id = id_in(poll());
    const Json received{{"parcel", parcel}, {"result", "received"}};
    EXPECT_EQ(ack(by_other_carrier(), id, Json::array({received})).status, 404);
    EXPECT_EQ(ack(by_carrier(), id, Json::array()).status, 422);
    const Answer twice = ack(by_carrier(), id, Json::array({received, received}));
    EXPECT_EQ(twice.json().at("errors")[0].at("pointer"), "/lines/1/parcel");
    const Json stray{{"parcel", "STRAY"}, {"result", "received"}};
    EXPECT_EQ(
        ack(by_carrier(), id, Json::array({received, stray})).json().at("errors")[0].at("code"),
        "not_on_manifest"
    );
    EXPECT_EQ(ack(by_carrier(), id, Json::array({received})).status, 200);
}

} // namespace
} // namespace route9::tests
