// SPDX-License-Identifier: Apache-2.0
// The file of erased people: what was written is read again, and what was changed is refused.
#include "gateway/privacy/tombstones.hpp"
#include "temporary_directory.hpp"
#include "tests/seeded_entropy.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace route9::tests {
namespace {

using gateway::Tombstone;
using gateway::Tombstones;
using Stones = std::vector<Tombstone>;

class TombstoneFile : public testing::Test {
protected:
    Tombstone stone() {
        const Instant at = parse_rfc3339("2026-03-10T01:00:00Z").value();
        return {
            .tenant = TenantId{"qt"},
            .person = PersonId::make(at, entropy_),
            .order = OrderId::make(at, entropy_),
            .erasure = ErasureId::make(at, entropy_),
            .at = at,
        };
    }
    std::string text() const {
        std::ifstream in{path_, std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    void write(const std::string& text) const { std::ofstream{path_, std::ios::binary} << text; }
    Tombstones opened() const { return std::move(*Tombstones::open(path_)); }

    TemporaryDirectory directory_;
    std::filesystem::path path_ = directory_.path() / "route9.db.erased";
    SeededEntropy entropy_{7};
};

TEST_F(TombstoneFile, IsEmptyUntilTheFirstErasureAndRemembersEachOnce) {
    const Tombstone first = stone();
    const Tombstone second = stone();
    {
        Tombstones file = opened();
        EXPECT_FALSE(file.is_there());
        ASSERT_TRUE(file.append(Stones{first}));
        ASSERT_TRUE(file.append(Stones{first, second}));
        EXPECT_EQ(file.all(), (Stones{first, second}));
    }
    Tombstones again = opened();
    EXPECT_TRUE(again.is_there());
    EXPECT_EQ(again.all(), (Stones{first, second}));
    const Tombstone third = stone();
    ASSERT_TRUE(again.append(Stones{third}));
    EXPECT_EQ(opened().all(), (Stones{first, second, third}));
}

TEST_F(TombstoneFile, HoldsIdsAndADigestALine) {
    const Tombstone one = stone();
    ASSERT_TRUE(opened().append(Stones{one}));
    const std::string begin = "route9 tombstones 1\n2026-03-10T01:00:00Z qt " + one.person.text() +
                              " " + one.order.text() + " " + one.erasure.text() + " ";
    EXPECT_EQ(text().substr(0, begin.size()), begin);
    EXPECT_EQ(text().size(), begin.size() + 64 + 1);
}

TEST_F(TombstoneFile, RefusesALineThatWasChangedLostOrPutIn) {
    ASSERT_TRUE(opened().append(Stones{stone(), stone(), stone()}));
    const std::string good = text();
    const auto second = good.find('\n', good.find('\n') + 1) + 1;
    const auto third = good.find('\n', second) + 1;
    std::string changed = good;
    changed[second + 5] = '9';
    const std::string lost = good.substr(0, second) + good.substr(third);
    const std::string twice = good + good.substr(third);
    const std::pair<std::string, const char*> damages[] = {
        {changed, "line 3"}, {lost, "line 3"}, {twice, "line 5"}, {"notes\n", "line 1"}
    };
    for (const auto& [bytes, where] : damages) {
        write(bytes);
        const auto file = Tombstones::open(path_);
        ASSERT_FALSE(file) << bytes;
        EXPECT_EQ(file.error().code, ErrorCode::state_forbids);
        EXPECT_NE(file.error().detail.find(where), std::string::npos) << file.error().detail;
        EXPECT_NE(file.error().detail.find(path_.string()), std::string::npos);
    }
}

TEST_F(TombstoneFile, CutsOffWhatAPowerCutLeftIncomplete) {
    const Tombstone first = stone();
    ASSERT_TRUE(opened().append(Stones{first}));
    const std::string good = text();
    write(good + "2026-03-11T01:00:00Z qt per_0");
    EXPECT_EQ(opened().all(), Stones{first});
    EXPECT_EQ(text(), good);
}

// A command beside the server, or two gateways on one machine.
TEST_F(TombstoneFile, IsSharedBySeveralProcesses) {
    const Stones stones{stone(), stone(), stone(), stone()};
    Tombstones server = opened();
    Tombstones command = opened();
    ASSERT_TRUE(server.append(Stones{stones[0]}));
    ASSERT_TRUE(command.append(Stones{stones[1]}));
    ASSERT_TRUE(server.append(Stones{stones[1], stones[2]})) << "one of them is there already";
    ASSERT_TRUE(command.append(Stones{stones[3]}));
    EXPECT_EQ(opened().all(), stones);
}

TEST_F(TombstoneFile, SaysSoWhenItCannotBeWritten) {
    Tombstones file = std::move(*Tombstones::open(directory_.path() / "nowhere" / "erased"));
    const auto written = file.append(Stones{stone()});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::read_only);
    EXPECT_TRUE(file.all().empty());
}

} // namespace
} // namespace route9::tests
