// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.hpp"
#include "gateway/http/cursor.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace route9::gateway::http {
namespace {

Principal reader(std::string tenant, Role role, std::string party) {
    return Principal{
        .tenant = TenantId{std::move(tenant)},
        .role = role,
        .party = PartyId{std::move(party)},
        .scopes = {},
        .key = {},
    };
}

class CursorTest : public testing::Test {
protected:
    CursorTest() { crypto_start(); }

    CursorCodec codec{Secret{std::string(32, 'k')}};
    Principal seller = reader("t1", Role::seller, "s1");
};

TEST_F(CursorTest, GivesBackThePositionToItsReader) {
    for (const std::string position : {"", "41", "2026-03-10T01:00:00Z|ord_1"}) {
        const std::string cursor = codec.encode(seller, "orders", position);
        EXPECT_EQ(codec.decode(seller, "orders", cursor), position);
    }
    const std::string longest(cursor_position_bytes_max, 'x');
    EXPECT_EQ(codec.decode(seller, "orders", codec.encode(seller, "orders", longest)), longest);
}

TEST_F(CursorTest, RefusesEveryChangedCharacter) {
    const std::string cursor = codec.encode(seller, "orders", "41");
    for (std::size_t i = 0; i < cursor.size(); ++i) {
        std::string changed = cursor;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        const auto decoded = codec.decode(seller, "orders", changed);
        ASSERT_FALSE(decoded) << i;
        EXPECT_EQ(decoded.error().code, ErrorCode::malformed_cursor);
    }
}

TEST_F(CursorTest, RefusesAnotherReaderRouteOrKey) {
    const std::string cursor = codec.encode(seller, "orders", "41");
    EXPECT_FALSE(codec.decode(reader("t2", Role::seller, "s1"), "orders", cursor));
    EXPECT_FALSE(codec.decode(reader("t1", Role::seller, "s2"), "orders", cursor));
    EXPECT_FALSE(codec.decode(reader("t1", Role::operator_, ""), "orders", cursor));
    EXPECT_FALSE(codec.decode(seller, "parcels", cursor));
    const CursorCodec other{Secret{std::string(32, 'x')}};
    EXPECT_FALSE(other.decode(seller, "orders", cursor));
}

TEST_F(CursorTest, BindsToThePartyOfWhoeverReads) {
    const Principal warehouse = reader("t1", Role::warehouse, "dongha");
    const std::string cursor = codec.encode(warehouse, "stock", "41");
    EXPECT_EQ(codec.decode(warehouse, "stock", cursor), "41");
    EXPECT_FALSE(codec.decode(reader("t1", Role::warehouse, "vinh"), "stock", cursor));
    EXPECT_FALSE(codec.decode(reader("t1", Role::operator_, ""), "stock", cursor));
}

TEST_F(CursorTest, DoesNotConfuseTenantAndParty) {
    const std::string cursor = codec.encode(reader("ab", Role::seller, "c"), "orders", "1");
    EXPECT_FALSE(codec.decode(reader("a", Role::seller, "bc"), "orders", cursor));
}

TEST_F(CursorTest, RefusesWhatIsNoCursor) {
    for (const std::string& text :
         {std::string{},
          std::string{"41"},
          std::string{"%%%"},
          std::string(22, 'A'),
          std::string(10'000, 'A')}) {
        EXPECT_FALSE(codec.decode(seller, "orders", text)) << text.size();
    }
}

TEST(PageLimit, IsOneTo100AndOtherwise422) {
    struct Case {
        std::string_view target;
        int limit; // 0 is refused
    };
    const std::array cases{
        Case{"/a", 50},
        Case{"/a?limit=1", 1},
        Case{"/a?limit=100", 100},
        Case{"/a?limit=0", 0},
        Case{"/a?limit=101", 0},
        Case{"/a?limit=-1", 0},
        Case{"/a?limit=", 0},
        Case{"/a?limit=1x", 0},
        Case{"/a?limit=99999999999", 0},
        Case{"/a?limit=1&limit=2", 0},
    };
    for (const Case& each : cases) {
        Target target;
        ASSERT_TRUE(parse_target(each.target, target));
        const Result<int> limit = page_limit(target.query);
        EXPECT_EQ(limit.value_or(0), each.limit) << each.target;
        if (!limit) {
            EXPECT_EQ(limit.error().code, ErrorCode::validation_failed) << each.target;
            EXPECT_EQ(limit.error().fields.at(0).pointer, "/limit") << each.target;
        }
    }
}

} // namespace
} // namespace route9::gateway::http
