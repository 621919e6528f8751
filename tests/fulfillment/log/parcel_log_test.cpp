// SPDX-License-Identifier: Apache-2.0
// The log follows the journal: every parcel event is one leaf, whoever works and however often it
// is cut off, and nothing is signed that is not the continuation of what was signed last.
#include "logged_parcels.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

namespace route9::tests {
namespace {

using namespace fulfillment;

class ParcelLog : public testing::Test, public LoggedParcels {};

TEST_F(ParcelLog, TellsEachParcelEventOnceInTheJournalsOrder) {
    tell(1, "order.accepted", {});
    tell(1, "parcel.packed", {{"weight_g", 250}, {"code", code(1)}});
    tell(1, "parcel.status_changed", {{"status", "picked_up"}});
    tell(1, "gate.state_changed", {});
    const auto step = follow();
    ASSERT_TRUE(step) << step.error().detail;
    EXPECT_EQ(step->leaves, 2);
    EXPECT_EQ(step->position, 4);
    // echo -n, sixteen bytes 0x11 and R9PARCEL1, through sha256sum
    const std::string digest = "425deda585f39df9c3ed8a3cb5b648461efe9f6295565c8bfb255f898da3649e";
    EXPECT_EQ(
        texts(),
        (std::vector<std::string>{
            R"({"at":"2026-03-10T01:00:00Z","parcel":")" + digest +
                R"(","sequence":2,"type":"parcel.packed"})",
            R"({"at":"2026-03-10T01:00:00Z","parcel":")" + digest +
                R"(","sequence":3,"status":"picked_up","type":"parcel.status_changed"})",
        })
    );
    EXPECT_EQ(follow()->leaves, 0);
    EXPECT_EQ(texts().size(), 2U);
}

TEST_F(ParcelLog, SignsWhatItHolds) {
    EXPECT_FALSE(head());
    tell(1, "parcel.packed", {});
    ASSERT_TRUE(follow());
    const auto checkpoint = open_checkpoint(head()->note, key());
    ASSERT_TRUE(checkpoint);
    EXPECT_EQ(checkpoint->origin, "r9.example.vn/log/qt");
    EXPECT_EQ(checkpoint->tree.size, 1U);
    EXPECT_EQ(checkpoint->tree.root, merkle::leaf_hash(as_byte_view(texts().at(0))));
}

TEST_F(ParcelLog, EveryCheckpointIsTheBeginningOfTheNext) {
    std::vector<merkle::Tree> signed_trees;
    for (int round = 0; round < 12; ++round) {
        for (int i = 0; i <= round; ++i) {
            tell(1 + i % 3, "parcel.status_changed", {{"status", "in_transit"}});
        }
        ASSERT_TRUE(follow());
        signed_trees.push_back(open_checkpoint(head()->note, key())->tree);
    }
    EXPECT_EQ(signed_trees.back().size, 78U); // 1 + 2 + … + 12
    for (const merkle::Tree& first : signed_trees) {
        for (const merkle::Tree& second : signed_trees) {
            const bool in_order = first.size <= second.size;
            EXPECT_EQ(in_order, in_order && is_beginning(first, second, proof(first, second)));
        }
    }
}

TEST_F(ParcelLog, TakesNoMoreThanAStepAtATime) {
    for (int i = 0; i < 300; ++i) {
        tell(1, "parcel.status_changed", {{"status", "in_transit"}});
    }
    auto step = follow();
    EXPECT_EQ(step->leaves, 256);
    EXPECT_FALSE(step->caught_up);
    step = follow();
    EXPECT_EQ(step->leaves, 44);
    EXPECT_TRUE(step->caught_up);
    EXPECT_EQ(open_checkpoint(head()->note, key())->tree.size, 300U);
}

TEST_F(ParcelLog, AStepThatIsCutOffNeverWas) {
    tell(1, "parcel.packed", {});
    ASSERT_TRUE(follow());
    tell(1, "parcel.loaded", {});
    const auto before = head()->note;
    const auto cut = store().write([&](Tx& tx) -> Result<LogStep> {
        auto step = log_next(tx, tenant, 0, signer(), salts_);
        EXPECT_TRUE(step);
        return fail(ErrorCode::overloaded, "the process has ended");
    });
    EXPECT_FALSE(cut);
    EXPECT_EQ(head()->note, before);
    EXPECT_EQ(texts().size(), 1U);
    EXPECT_EQ(follow()->leaves, 1);
    EXPECT_EQ(texts().size(), 2U);
}

TEST_F(ParcelLog, SeveralProcessesTellNothingTwice) {
    constexpr int kEvents = 120;
    std::vector<std::thread> processes;
    for (int i = 0; i < 4; ++i) {
        processes.emplace_back([this] {
            for (int round = 0; round < 40; ++round) {
                const auto step = follow();
                EXPECT_TRUE(step || step.error().code == ErrorCode::conflict)
                    << step.error().detail;
            }
        });
    }
    for (int i = 0; i < kEvents; ++i) {
        tell(1 + i % 2, "parcel.status_changed", {{"status", "in_transit"}});
    }
    for (std::thread& process : processes) {
        process.join();
    }
    ASSERT_TRUE(follow());
    const auto found = texts();
    EXPECT_EQ(found.size(), std::size_t{kEvents});
    std::set<std::int64_t> sequences;
    for (const std::string& text : found) {
        sequences.insert(parse_leaf(text)->sequence);
    }
    EXPECT_EQ(sequences.size(), std::size_t{kEvents});
    merkle::CompactRange range;
    for (const std::string& text : found) {
        merkle::append(range, merkle::leaf_hash(as_byte_view(text)));
    }
    EXPECT_EQ(open_checkpoint(head()->note, key())->tree.root, merkle::root_of(range));
}

TEST_F(ParcelLog, SignsNothingOnTopOfWhatWasChanged) {
    tell(1, "parcel.packed", {});
    tell(1, "parcel.loaded", {});
    ASSERT_TRUE(follow());
    static constexpr Statement kForge{"test.forge", "UPDATE log_node SET hash = $1"};
    const Digest256 other = sha256({});
    ASSERT_TRUE(store().write([&](Tx& tx) -> Result<std::int64_t> {
        return tx.execute(kForge, std::span<const std::byte>{other});
    }));
    const auto before = head()->note;
    tell(1, "parcel.departed", {});
    const auto step = follow();
    ASSERT_FALSE(step);
    EXPECT_EQ(step.error().code, ErrorCode::internal);
    EXPECT_EQ(
        step.error().detail,
        "the log of tenant qt is not what its last checkpoint says: nothing is added or signed"
    );
    EXPECT_EQ(head()->note, before);
    EXPECT_EQ(texts().size(), 2U);
}

TEST_F(ParcelLog, KeepsTheNameItWasFirstSignedWith) {
    tell(1, "parcel.packed", {});
    ASSERT_TRUE(follow());
    tell(1, "parcel.loaded", {});
    ASSERT_TRUE(follow("another.example/log/qt"));
    EXPECT_TRUE(open_checkpoint(head()->note, key()));
}

TEST_F(ParcelLog, TakesNoOtherKeyForTheSameLog) {
    tell(1, "parcel.packed", {});
    ASSERT_TRUE(follow());
    tell(1, "parcel.loaded", {});
    seed_text_ = "FEDCBA9876543210fedcba9876543210";
    EXPECT_FALSE(follow());
    EXPECT_EQ(texts().size(), 1U);
}

TEST_F(ParcelLog, KeepsNothingOfAnotherTenant) {
    tell(1, "parcel.packed", {}, TenantId{"other"});
    EXPECT_EQ(follow()->leaves, 0);
    EXPECT_FALSE(head());
}

TEST_F(ParcelLog, ForgetsWhoseAParcelWasAndStaysWhole) {
    tell(1, "parcel.packed", {});
    tell(2, "parcel.packed", {});
    ASSERT_TRUE(follow());
    ASSERT_TRUE(store().write([&](Tx& tx) -> Result<int> {
        parcel_log::forget(tx, tenant, parcel(1));
        return 0;
    }));
    EXPECT_EQ(passport(1).error().code, ErrorCode::not_found);
    EXPECT_TRUE(passport(2));
    EXPECT_EQ(texts().size(), 2U);
    tell(2, "parcel.loaded", {});
    EXPECT_EQ(follow()->leaves, 1);
    EXPECT_TRUE(check_passport(*passport(2), key()));
}

// As when the journal is told of somebody's parcel after the person is erased.
TEST_F(ParcelLog, TellsOfAParcelThatNobodyKnowsWithoutSayingWhose) {
    tell(1, "parcel.packed", {});
    static constexpr Statement kGone{"test.gone", "DELETE FROM parcel"};
    ASSERT_TRUE(store().write([](Tx& tx) -> Result<std::int64_t> { return tx.execute(kGone); }));
    EXPECT_EQ(follow()->leaves, 1);
    EXPECT_EQ(passport(1).error().code, ErrorCode::not_found);
    EXPECT_EQ(follow()->leaves, 0);
    EXPECT_EQ(texts().size(), 1U);
}

} // namespace
} // namespace route9::tests
