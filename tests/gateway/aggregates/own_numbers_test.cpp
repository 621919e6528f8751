// SPDX-License-Identifier: Apache-2.0
// A company's own SSCCs: each number once, whoever asks at the same time, and a code of our own
// form where there is no GS1 prefix.
#include "adapters/documents/sscc.hpp"
#include "floor_under_test.hpp"
#include "fulfillment/own_prefix.hpp"
#include "gateway/aggregates/aggregate_endpoints.hpp"
#include "gateway/aggregates/own_numbers.hpp"

#include <gtest/gtest.h>

#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace route9::tests {
namespace {

using fulfillment::OwnPrefix;
namespace own_prefixes = fulfillment::own_prefixes;

class OwnNumbers : public testing::Test, public FloorUnderTest {
protected:
    Answer put(const Json& body, const std::string& etag = "", const Principal& who = staff()) {
        Ask ask{.body = body};
        if (!etag.empty()) {
            ask.headers = {{"If-Match", etag}};
        }
        return call(at::put_gs1_prefix, who, std::move(ask));
    }
    Answer prefix() { return call(at::get_gs1_prefix, staff(), {}); }
    /// The code of a new parcel, or why there is none.
    std::string packed(const std::string& order, Json more = Json::object()) {
        more["weight_g"] = 250;
        const Answer answer =
            write(at::post_fulfillment_pack, staff(), work(1, order).text(), std::move(more));
        return answer.status == 201 ? answer.json().value("code", "") : answer.code();
    }
    std::string next() {
        const auto code = store().write([](Tx& tx) { return gateway::next_sscc(tx, qt); });
        return code ? *code : std::string{"none"};
    }
};

TEST_F(OwnNumbers, AreOfOurOwnFormWithoutAPrefix) {
    EXPECT_TRUE(prefix().json().at("company_prefix").is_null());
    EXPECT_TRUE(adapters::is_parcel_code(packed("A1")));
    EXPECT_EQ(packed("A2", {{"sscc", true}}), "state-forbids");
}

// 106141412345678908 is the example of GS1's own logistics label guideline.
TEST_F(OwnNumbers, CountOnFromTheFirstSerial) {
    const Answer made =
        put({{"company_prefix", "0614141"}, {"extension_digit", 1}, {"first_serial", 234567890}});
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.json().at("next"), "106141412345678908");
    EXPECT_EQ(made.json().at("numbers_left"), 765432110);
    EXPECT_EQ(packed("A1", {{"sscc", true}}), "106141412345678908");
    EXPECT_EQ(packed("A2", {{"sscc", true}}), "106141412345678915");
    EXPECT_TRUE(adapters::is_parcel_code(packed("A3"))) << "only where it is asked for";
    EXPECT_EQ(prefix().json().at("next"), "106141412345678922");
    EXPECT_EQ(
        put({{"company_prefix", "0614141"}, {"extension_digit", 1}, {"first_serial", 234567891}},
            prefix().header("ETag"))
            .status,
        409
    ) << "it was given";
}

TEST_F(OwnNumbers, AreGivenUnaskedWhereTheCompanyWantsIt) {
    ASSERT_EQ(put({{"company_prefix", "0614141"}, {"parcels", true}}).status, 201);
    EXPECT_EQ(packed("A1"), "006141410000000005");
    EXPECT_TRUE(adapters::is_parcel_code(packed("A2", {{"sscc", false}})));
    const std::string scanned_work = work(1, "A3").text();
    Json scan = said("s1", "pack", scanned_work);
    scan["weight_g"] = 250;
    EXPECT_EQ(scanned(scan).at("label"), "006141410000000012");
}

TEST_F(OwnNumbers, PassOverWhatWasGivenByHand) {
    ASSERT_EQ(put({{"company_prefix", "0614141"}}).status, 201);
    EXPECT_EQ(packed("A1", {{"code", "006141410000000005"}}), "006141410000000005");
    EXPECT_EQ(packed("A2", {{"sscc", true}}), "006141410000000012");
    EXPECT_EQ(packed("A3", {{"sscc", true}, {"code", "006141410000000005"}}), "validation-failed");
}

TEST_F(OwnNumbers, EndWithTheLastSerial) {
    const Json last{{"company_prefix", "061414100000"}, {"first_serial", 9999}, {"parcels", true}};
    ASSERT_EQ(put(last).status, 201);
    EXPECT_EQ(packed("A1", {{"sscc", true}}).substr(0, 17), "00614141000009999");
    EXPECT_EQ(packed("A2", {{"sscc", true}}), "state-forbids");
    EXPECT_TRUE(adapters::is_parcel_code(packed("A3"))) << "packing goes on";
    EXPECT_FALSE(prefix().json().contains("next"));
}

TEST_F(OwnNumbers, GoOnWhereAPrefixHasStoodBefore) {
    ASSERT_EQ(put({{"company_prefix", "0614141"}}).status, 201);
    EXPECT_EQ(next(), "006141410000000005");
    ASSERT_EQ(put({{"company_prefix", "8931234"}}, prefix().header("ETag")).status, 200);
    EXPECT_EQ(next().substr(0, 8), "08931234");
    ASSERT_EQ(put({{"company_prefix", "0614141"}}, prefix().header("ETag")).status, 200);
    EXPECT_EQ(next(), "006141410000000012");
}

TEST_F(OwnNumbers, AreOneCompanysAlone) {
    ASSERT_EQ(put({{"company_prefix", "0614141"}}).status, 201);
    OwnPrefix other;
    other.tenant = TenantId{"ht"};
    other.company_prefix = "0614141";
    other.updated_at = now();
    const auto claim = [&] {
        return store().write([&](Tx& tx) { return own_prefixes::put(tx, other); });
    };
    const auto is_anothers = [&] {
        return store()
            .read([&](Tx& tx) -> Result<bool> { return own_prefixes::is_anothers(tx, other); })
            .value();
    };
    EXPECT_TRUE(is_anothers());
    const auto refused = claim();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::already_exists);
    other.company_prefix = "06141412";
    EXPECT_TRUE(is_anothers()) << "it begins as the other";
    other.company_prefix = "0614";
    EXPECT_TRUE(is_anothers());
    other.company_prefix = "0614142";
    EXPECT_FALSE(is_anothers());
    other.company_prefix = "0614141";
    other.extension_digit = 1;
    EXPECT_FALSE(is_anothers());
    EXPECT_TRUE(claim());
    // Extension digit 1, prefix 0614141: it would be given to a parcel of theirs some day.
    EXPECT_EQ(packed("theirs", {{"code", "106141412345678908"}}), "already-exists");
}

TEST_F(OwnNumbers, AreGivenOnceToManyAtOnce) {
    ASSERT_EQ(put({{"company_prefix", "0614141"}}).status, 201);
    std::mutex lock;
    std::set<std::string> given;
    {
        std::vector<std::jthread> packers;
        for (int packer = 0; packer < 8; ++packer) {
            packers.emplace_back([&] {
                for (int i = 0; i < 25; ++i) {
                    const std::string code = next();
                    const std::lock_guard held{lock};
                    EXPECT_TRUE(given.insert(code).second) << code;
                }
            });
        }
    }
    EXPECT_EQ(given.size(), 200U);
    EXPECT_EQ(prefix().json().at("numbers_left"), 999'999'800);
}

TEST_F(OwnNumbers, ArePutByOperators) {
    const Json body{{"company_prefix", "0614141"}};
    EXPECT_EQ(put(body, "", as(Role::warehouse, "DONGHA")).status, 403);
    EXPECT_EQ(first_code(put({{"company_prefix", "061"}})), "bad_value");
    EXPECT_EQ(first_code(put({{"company_prefix", "06141A1"}})), "bad_value");
    EXPECT_EQ(put(body).status, 201);
    EXPECT_EQ(put(body).status, 428);
    EXPECT_EQ(put(body, "\"9\"").status, 412);
}

} // namespace
} // namespace route9::tests
