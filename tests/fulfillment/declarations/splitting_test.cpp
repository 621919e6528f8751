// SPDX-License-Identifier: Apache-2.0
// Splitting over a master bill, and its documents. Expected values are worked out by hand; each
// title names the article.
#include "assessment_cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace route9::fulfillment::declarations {
namespace {

using namespace test;

/// The flags of each house bill of one master bill, and the sum of its import duties.
struct SplitCase {
    const char* title;
    std::vector<std::string> parcels;
    std::string changes;
    std::vector<bool> split;
    std::string import_duty;
};

std::string parcel(const std::string& amount, const std::string& owner) {
    return vnd(amount, R"("mfn":"15","vat":"10")") + owner;
}

std::string person(const char* name, const char* phone) {
    return R"(,"consignee":{"name":")" + std::string{name} + R"(","phone":")" + phone + R"("})";
}

const std::string by_id = R"(,"consignee_id":"C1")";

void run_split(const std::vector<SplitCase>& cases) {
    for (const SplitCase& one : cases) {
        SCOPED_TRACE(one.title);
        const Json out = assessed(request_of(one.parcels, one.changes));
        ASSERT_FALSE(out.is_null());
        std::vector<bool> split;
        for (const Json& part : out["master_bills"][0]["consignments"]) {
            const auto flags = part["flags"].get<std::vector<std::string>>();
            split.push_back(std::ranges::find(flags, "SPLIT_AGGREGATED") != flags.end());
        }
        EXPECT_EQ(split, one.split);
        EXPECT_EQ(out["totals"]["import_duty"], one.import_duty);
    }
}

TEST(Assessment, SplittingOfDispatch3923ByOwner) {
    run_split({
        SplitCase{
            "three of 400,000 break the limit together",
            {parcel("400000", by_id), parcel("400000", by_id), parcel("400000", by_id)},
            "",
            {true, true, true},
            "180000"
        },
        SplitCase{
            "exactly 1,000,000 does not",
            {parcel("600000", by_id), parcel("400000", by_id)},
            "",
            {false, false},
            "0"
        },
        SplitCase{
            "one person written in two ways",
            {parcel("600000", person("Nguyễn Văn Đức", "0912 345 678")),
             parcel("500000", person("NGUYEN VAN  DUC", "+84 912-345-678"))},
            "",
            {true, true},
            "165000"
        },
        SplitCase{
            "a name without a phone is nobody",
            {parcel("600000", R"(,"consignee":{"name":"A"})"),
             parcel("500000", R"(,"consignee":{"name":"A"})")},
            "",
            {false, false},
            "0"
        },
    });
}

TEST(Assessment, SplittingOfDispatch3923ByGoodsServiceAndDay) {
    run_split({
        SplitCase{
            "an accepted gift and documents do not count",
            {parcel("600000", by_id),
             parcel("500000", by_id + R"(,"gift":true,"person_to_person":true)"),
             parcel("500000", by_id + R"(,"documents_only":true)")},
            "",
            {false, false, false},
            "0"
        },
        SplitCase{
            "post as well",
            {parcel("600000", by_id), parcel("500000", by_id)},
            R"("service":"post","mode":"post")",
            {true, true},
            "165000"
        },
        SplitCase{
            "cargo has no splitting",
            {parcel("600000", by_id), parcel("500000", by_id)},
            R"("service":"cargo")",
            {false, false},
            "90000"
        },
        SplitCase{
            "before 6 Aug 2021 no row",
            {parcel("600000", by_id), parcel("500000", by_id)},
            R"("registered_on":"2021-08-05")",
            {false, false},
            "0"
        },
    });
}

TEST(Assessment, CountsOneListOfFiftyLinesForGroup2) {
    std::vector<std::string> parcels(51, vnd("1000", R"("mfn":"0","vat":"10")"));
    parcels.push_back(R"("documents_only":true)");
    parcels.push_back(R"("documents_only":true)");
    const Json documents = assessed(request_of(parcels, ""))["master_bills"][0]["documents"];
    EXPECT_EQ(documents["PAPER-HQ2015NK+HQ02-BKTKTGT"], 2);
    EXPECT_EQ(documents["HQ01-TKTLCT"], 1);
}

} // namespace
} // namespace route9::fulfillment::declarations
