// SPDX-License-Identifier: Apache-2.0
#include "core/canonical.hpp"
#include "fulfillment/line_settlement.hpp"

#include <gtest/gtest.h>

namespace route9::fulfillment {
namespace {

constexpr LineWord kReceived{LineResult::received, std::nullopt};
constexpr LineWord kShort{LineResult::short_, std::nullopt};
constexpr LineWord kShortOurs{LineResult::short_, ManifestSide::warehouse};
constexpr LineWord kShortTheirs{LineResult::short_, ManifestSide::carrier};

TEST(LineSettlement, IsWhenBothSidesSayTheSame) {
    using enum LineState;
    EXPECT_EQ(state_of({.listed = true}), open);
    EXPECT_EQ(state_of({.listed = true, .warehouse = kShortOurs}), open);
    EXPECT_EQ(state_of({.listed = true, .carrier = kReceived}), settled); // as our seal says
    EXPECT_EQ(state_of({.listed = true, .carrier = kShort}), disputed);
    EXPECT_EQ(state_of({.carrier = kShort, .warehouse = kShort}), disputed); // nobody bears it
    EXPECT_EQ(state_of({.carrier = kShortOurs}), disputed);
    EXPECT_EQ(state_of({.carrier = kShortOurs, .warehouse = kShortTheirs}), disputed);
    EXPECT_EQ(state_of({.carrier = kShortOurs, .warehouse = kShortOurs}), settled);
    EXPECT_EQ(state_of({.carrier = kReceived, .warehouse = kShortOurs}), disputed);
}

TEST(LineSettlement, OfWhatNobodySealedNeedsBoth) {
    const LineWord over{LineResult::over, ManifestSide::carrier};
    EXPECT_EQ(state_of({.listed = false, .carrier = kReceived}), LineState::disputed);
    EXPECT_EQ(state_of({.listed = false, .carrier = over}), LineState::disputed);
    EXPECT_EQ(state_of({.listed = false, .carrier = over, .warehouse = over}), LineState::settled);
}

TEST(CustodyStatementText, IsCanonicalAndReadBack) {
    const CustodyStatement statement{
        .manifest = "man_1",
        .manifest_hash = "00ff",
        .side = ManifestSide::warehouse,
        .at = Instant{} + Seconds{1'773'108'000},
        .lines = {{"P2", kShortOurs}, {"P1", kReceived}},
    };
    const std::string canonical = canonical_statement(statement);
    EXPECT_EQ(
        canonical,
        R"({"at":"2026-03-10T02:00:00Z","lines":[{"parcel":"P1","result":"received"},)"
        R"({"liable":"warehouse","parcel":"P2","result":"short"}],"manifest":"man_1",)"
        R"("manifest_hash":"00ff","side":"warehouse"})"
    );
    // printf '%s' '{"at":…}' | sha256sum
    EXPECT_EQ(
        statement_signing_text(canonical),
        "route9/custody/v1\n"
        "c8a906c3b0832a85c46d8eff88979e8d6cc4714b512075ed708b714113d5a094"
    );
    const CustodyStatement again = read_statement(canonical);
    EXPECT_EQ(again.side, ManifestSide::warehouse);
    EXPECT_EQ(again.at, statement.at);
    ASSERT_EQ(again.lines.size(), 2U);
    EXPECT_EQ(again.lines[1].word, kShortOurs);
    EXPECT_EQ(canonical_statement(again), canonical);
}

} // namespace
} // namespace route9::fulfillment
