// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/custody.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <string>

namespace route9::fulfillment {
namespace {

const CustodyPlaces kPlaces{.warehouse = "DONGHA", .truck = "T1", .carrier = "lao-express"};
const std::array<Custodian, 5> kCustodians{{
    {CustodianKind::nobody, ""},
    {CustodianKind::warehouse, "DONGHA"},
    {CustodianKind::truck, "T1"},
    {CustodianKind::carrier, "lao-express"},
    {CustodianKind::recipient, ""},
}};

std::string text(const Result<Custodian>& custodian) {
    if (!custodian) {
        return custodian.error().code == ErrorCode::state_forbids ? "-" : "?";
    }
    return custodian->id.empty() ? std::string{name(custodian->kind)} : custodian->id;
}

/// Every act from every custodian: none is left to a guess.
TEST(Custody, PassesAsTheTableSays) {
    // from nobody, the warehouse, the truck, the carrier, the recipient
    const std::map<std::string, std::array<std::string, 5>> expected{
        {"carried_over", {"-", "-", "-", "-", "-"}},
        {"packed", {"DONGHA", "-", "-", "-", "-"}},
        {"handed_over", {"-", "T1", "-", "-", "-"}},
        {"received", {"-", "lao-express", "lao-express", "-", "-"}},
        {"found_short", {"-", "DONGHA", "T1", "-", "-"}},
        {"found_over", {"-", "lao-express", "lao-express", "-", "-"}},
        {"found_damaged", {"-", "lao-express", "lao-express", "-", "-"}},
        {"settled_to_carrier", {"-", "lao-express", "lao-express", "lao-express", "-"}},
        {"settled_to_warehouse", {"-", "DONGHA", "DONGHA", "DONGHA", "-"}},
        {"taken_back", {"-", "-", "-", "DONGHA", "-"}},
        {"delivered", {"-", "-", "-", "recipient", "-"}},
        {"returned", {"-", "-", "-", "DONGHA", "-"}},
        {"corrected", {"-", "lao-express", "-", "-", "lao-express"}},
    };
    ASSERT_EQ(custody_acts().size(), expected.size());
    for (const CustodyActInfo& row : custody_acts()) {
        for (std::size_t i = 0; i < kCustodians.size(); ++i) {
            EXPECT_EQ(
                text(follow(kCustodians[i], row.act, kPlaces)),
                expected.at(std::string{row.name})[i]
            ) << row.name
              << " from " << name(kCustodians[i].kind);
        }
    }
}

TEST(Custody, IsTakenFromWhoHasItOnly) {
    const Custodian elsewhere{CustodianKind::carrier, "mekong-post"};
    const auto delivered = follow(elsewhere, CustodyAct::delivered, kPlaces);
    ASSERT_FALSE(delivered);
    EXPECT_EQ(delivered.error().code, ErrorCode::state_forbids);
    EXPECT_EQ(
        delivered.error().detail,
        "the parcel is with the carrier mekong-post: it cannot be delivered from there"
    );
    EXPECT_FALSE(follow({CustodianKind::truck, "T2"}, CustodyAct::received, kPlaces));
}

TEST(Custody, ReadsItsOwnNames) {
    for (const CustodyActInfo& row : custody_acts()) {
        EXPECT_EQ(parse_custody_act(row.name), row.act);
        EXPECT_EQ(name(row.act), row.name);
    }
    EXPECT_EQ(parse_custody_act("lost"), std::nullopt);
    for (const Custodian& custodian : kCustodians) {
        EXPECT_EQ(parse_custodian_kind(name(custodian.kind)), custodian.kind);
    }
    EXPECT_EQ(parse_custodian_kind("customs"), std::nullopt);
}

} // namespace
} // namespace route9::fulfillment
