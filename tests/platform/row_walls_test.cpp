// SPDX-License-Identifier: Apache-2.0
// The second wall between tenants and parties on PostgreSQL: what a unit's reach lets it see and
// change when its statements forget to say whose rows they mean. docs/adr/0011.
#include "postgresql_under_test.hpp"

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <vector>

namespace route9::tests {
namespace {

constexpr Statement kOffers{"test.offers", "SELECT seller_id FROM offered ORDER BY 1"};
constexpr Statement kTrips{"test.trips", "SELECT carrier_id FROM driven ORDER BY 1"};
constexpr Statement kPieces{
    "test.pieces", "SELECT tenant_id || '/' || seller_id || '/' || amount FROM counted ORDER BY 1"
};
constexpr Statement kAdd{
    "test.add",
    "INSERT INTO counted (tenant_id, seller_id, carrier_id, amount) VALUES ($1, $2, $3, 1)"
};
constexpr Statement kRaiseAll{"test.raise_all", "UPDATE counted SET amount = amount + 1"};
constexpr Statement kRemoveAll{"test.remove_all", "DELETE FROM counted"};

using Lines = std::vector<std::string>;

class RowWalls : public testing::Test {
protected:
    RowWalls() {
        subject_.run("CREATE TABLE counted (tenant_id text, seller_id text, carrier_id text, "
                     "amount bigint)");
        subject_.run("CALL wall_table('counted')");
        subject_.run("INSERT INTO counted VALUES ('ht', 'shop', 'lao-express', 1), "
                     "('qt', 'shop', 'lao-express', 1), ('qt', 'stall', 'mekong', 1)");
    }

    template <class Fn>
    auto write_as(const Reach& reach, Fn fn) {
        using Answer = std::invoke_result_t<Fn&, Tx&>;
        auto promise = std::make_shared<std::promise<Answer>>();
        auto future = promise->get_future();
        auto complete = [promise](Answer answer) { promise->set_value(std::move(answer)); };
        subject_.store().submit_write(
            platform::Lane::foreground,
            platform::make_unit(reach, std::move(fn), std::move(complete))
        );
        return future.get();
    }

    Lines seen_by(const Reach& reach, const Statement& statement = kPieces) {
        auto promise = std::make_shared<std::promise<Result<Lines>>>();
        auto future = promise->get_future();
        auto fn = [&statement](Tx& tx) -> Result<Lines> {
            Lines lines;
            Rows rows = tx.query(statement);
            while (rows.next()) {
                lines.push_back(rows.row().get<std::string>(0));
            }
            return lines;
        };
        auto complete = [promise](Result<Lines> answer) { promise->set_value(std::move(answer)); };
        subject_.store().submit_read(
            platform::Lane::foreground, platform::make_unit(reach, fn, std::move(complete))
        );
        return future.get().value();
    }

    Result<std::int64_t> change_as(const Reach& reach, const Statement& statement) {
        return write_as(reach, [&statement](Tx& tx) -> Result<std::int64_t> {
            return tx.execute(statement);
        });
    }

    Result<std::int64_t>
    add_as(const Reach& reach, const char* tenant, const char* seller, const char* carrier) {
        return write_as(reach, [=](Tx& tx) -> Result<std::int64_t> {
            return tx.execute(kAdd, tenant, seller, carrier);
        });
    }

    std::string all() const {
        return subject_.run("SELECT string_agg(line, ' ' ORDER BY line) FROM (SELECT tenant_id || "
                            "'/' || seller_id || '/' || amount AS line FROM counted) AS lines");
    }

    PostgresqlUnderTest subject_{};
    TenantId qt_{"qt"};
    Reach tenant_ = Reach::of(qt_);
    Reach shop_ = Reach::of_seller(qt_, PartyId{"shop"});
    Reach lao_express_ = Reach::of_carrier(qt_, PartyId{"lao-express"});
};

TEST_F(RowWalls, StandAroundEveryTableThatHasATenant) {
    EXPECT_EQ(
        subject_.run("SELECT string_agg(c.relname, ' ' ORDER BY c.relname) FROM pg_class c "
                     "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' "
                     "AND c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"),
        "business_time item journal_head part schema_migration write_back_reader"
        // item and part: the suite's; none of the others has a tenant
    );
}

TEST_F(RowWalls, GiveAUnitTheRowsWithinItsReachOnly) {
    EXPECT_EQ(seen_by(Reach::everything()), (Lines{"ht/shop/1", "qt/shop/1", "qt/stall/1"}));
    EXPECT_EQ(seen_by(tenant_), (Lines{"qt/shop/1", "qt/stall/1"}));
    EXPECT_EQ(seen_by(shop_), Lines{"qt/shop/1"});
    EXPECT_EQ(seen_by(lao_express_), Lines{"qt/shop/1"});
    EXPECT_EQ(seen_by(Reach::of(TenantId{"none"})), Lines{});
    EXPECT_EQ(seen_by(Reach::of(TenantId{})), Lines{}); // one that was moved from
}

TEST_F(RowWalls, KeepAReachForOneUnit) {
    EXPECT_EQ(seen_by(shop_), Lines{"qt/shop/1"});
    EXPECT_EQ(seen_by(Reach::of(TenantId{"ht"})), Lines{"ht/shop/1"});
    EXPECT_EQ(seen_by(lao_express_), Lines{"qt/shop/1"});
    EXPECT_EQ(seen_by(tenant_), (Lines{"qt/shop/1", "qt/stall/1"}));
}

TEST_F(RowWalls, LetAUnitChangeOnlyWhatIsWithinItsReach) {
    EXPECT_EQ(change_as(tenant_, kRaiseAll).value(), 2);
    EXPECT_EQ(change_as(shop_, kRaiseAll).value(), 1);
    EXPECT_EQ(change_as(lao_express_, kRaiseAll).value(), 1);
    EXPECT_EQ(all(), "ht/shop/1 qt/shop/4 qt/stall/2");
    EXPECT_EQ(change_as(shop_, kRemoveAll).value(), 1);
    EXPECT_EQ(all(), "ht/shop/1 qt/stall/2");
}

TEST_F(RowWalls, RefuseRowsOfOthers) {
    EXPECT_FALSE(add_as(tenant_, "ht", "shop", "lao-express").has_value());
    EXPECT_FALSE(add_as(shop_, "qt", "stall", "lao-express").has_value());
    EXPECT_FALSE(add_as(lao_express_, "qt", "shop", "mekong").has_value());
    EXPECT_EQ(all(), "ht/shop/1 qt/shop/1 qt/stall/1");
    EXPECT_TRUE(add_as(shop_, "qt", "shop", "mekong").has_value());
    EXPECT_EQ(all(), "ht/shop/1 qt/shop/1 qt/shop/1 qt/stall/1");
}

// What is left on a truck is everybody's: a unit that takes room must count all of it.
TEST_F(RowWalls, LetAUnitThatWritesForAPartyReadItsTenant) {
    const auto counted = write_as(shop_, [](Tx& tx) -> Result<std::int64_t> {
        static constexpr Statement kCount{"test.count", "SELECT COUNT(*) FROM counted"};
        return scalar(tx, kCount);
    });
    EXPECT_EQ(counted.value(), 2);
}

TEST_F(RowWalls, HideEverythingFromAConnectionThatSaysNothing) {
    EXPECT_EQ(subject_.run("SET ROLE route9_service; SELECT COUNT(*) FROM counted"), "0");
}

TEST_F(RowWalls, HideSellersGoodsFromCarriersAndShowTrucksToSellers) {
    subject_.run("CREATE TABLE offered (tenant_id text, seller_id text); "
                 "CREATE TABLE driven (tenant_id text, carrier_id text)");
    subject_.run("CALL wall_table('offered')");
    subject_.run("CALL wall_table('driven')");
    subject_.run("INSERT INTO offered VALUES ('qt', 'shop'), ('qt', 'stall')");
    subject_.run("INSERT INTO driven VALUES ('qt', 'lao-express'), ('qt', 'mekong')");
    EXPECT_EQ(seen_by(lao_express_, kOffers), Lines{});
    EXPECT_EQ(seen_by(lao_express_, kTrips), Lines{"lao-express"});
    EXPECT_EQ(seen_by(shop_, kOffers), Lines{"shop"});
    EXPECT_EQ(seen_by(shop_, kTrips), (Lines{"lao-express", "mekong"}));
}

/// A database whose owner is no superuser, and its options.
platform::PostgresqlOptions owned_by(const std::string& owner, const std::string& rights) {
    auto& cluster = PostgresqlCluster::of_this_program();
    const std::string name = cluster.create_empty_database();
    cluster.run(name, "CREATE ROLE " + owner + " LOGIN " + rights);
    cluster.run(name, "ALTER DATABASE " + name + " OWNER TO " + owner);
    std::string url = cluster.url(name);
    url.replace(url.find("route9@"), 6, owner);
    return postgresql_options(url);
}

TEST(RowWallsOfAnOrdinaryOwner, StandForWhatTheOwnerServes) {
    const auto options = owned_by("keeper", "CREATEROLE");
    ASSERT_TRUE(platform::migrate(options, postgresql_migrations_with_items(), Instant{}));
    platform::PostgresqlStore store{options};
    EXPECT_TRUE(store.write([](Tx& tx) { return insert_item(tx, 1); }).has_value());
    EXPECT_EQ(count_items(store), 1);
}

TEST(RowWallsOfAnOrdinaryOwner, StandForAUserWhoOwnsNothingAndServes) {
    const auto owner = owned_by("landlord", "CREATEROLE");
    const auto migrations = postgresql_migrations_with_items();
    ASSERT_TRUE(platform::migrate(owner, migrations, Instant{}));
    auto& cluster = PostgresqlCluster::of_this_program();
    cluster.run("postgres", "CREATE ROLE clerk LOGIN");
    cluster.run("postgres", "GRANT route9_service, route9_across TO clerk");
    std::string url{owner.url.secret().reveal_text()};
    url.replace(url.find("landlord@"), 8, "clerk");
    const auto options = postgresql_options(url);
    const auto found = platform::migrate(options, migrations, Instant{});
    ASSERT_TRUE(found) << found.error().detail;
    EXPECT_TRUE(found->applied.empty());
    platform::PostgresqlStore store{options};
    EXPECT_TRUE(store.write([](Tx& tx) { return insert_item(tx, 1); }).has_value());
    static constexpr Statement kDrop{"test.drop", "DROP TABLE item"};
    const auto dropped =
        store.write([](Tx& tx) -> Result<std::int64_t> { return tx.execute(kDrop); });
    EXPECT_FALSE(dropped.has_value());
    EXPECT_EQ(count_items(store), 1);
}

TEST(RowWallsOfAnOrdinaryOwner, TellWhatAnAdministratorMustDoFirst) {
    const auto options = owned_by("humble", "");
    try {
        const auto made = platform::migrate(options, postgresql_migrations_with_items(), Instant{});
        FAIL() << "it may not make roles: " << made.has_value();
    } catch (const StoreFailure& failure) {
        EXPECT_NE(
            std::string{failure.what()}.find("GRANT route9_service, route9_across TO humble"),
            std::string::npos
        ) << failure.what();
    }
}

} // namespace
} // namespace route9::tests
