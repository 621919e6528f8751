// SPDX-License-Identifier: Apache-2.0
// Schema changes: applied once and in order, each whole or not at all; newer or changed ones are
// refused with a message that says what to do.
#include "platform/migration.hpp"
#include "sqlite_under_test.hpp"
#include "temporary_directory.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::tests {
namespace {

using platform::inspect_schema;
using platform::migrate;
using platform::Migration;
using Names = std::vector<std::string>;

constexpr Migration kOne{1, "0001_one", "aa", "CREATE TABLE one (id INTEGER PRIMARY KEY) STRICT;"};
constexpr Migration kTwo{
    2,
    "0002_two",
    "bb",
    "CREATE TABLE two (one_id INTEGER REFERENCES one (id)) STRICT; INSERT INTO one VALUES (1);"
    "INSERT INTO two VALUES (1);"
};

class Migrations : public testing::Test {
protected:
    platform::SqliteOptions options() const { return {.path = directory_.path() / "store.db"}; }

    std::int64_t ask(const Statement& statement) {
        platform::SqliteStore store(options());
        return store.read(
                        [&](Tx& tx) -> Result<std::int64_t> { return scalar(tx, statement); }
        ).value_or(-1);
    }

    Instant now_{Milliseconds{1'773'100'800'000}};

private:
    TemporaryDirectory directory_;
};

constexpr Statement kVersion{"test.version", "PRAGMA user_version"};
constexpr Statement kTables{
    "test.tables", "SELECT COUNT(*) FROM sqlite_schema WHERE name IN ('one', 'two', 'three')"
};

TEST_F(Migrations, AreAppliedOnceInTheirOrder) {
    const std::vector<Migration> first{kOne};
    const std::vector<Migration> both{kOne, kTwo};
    EXPECT_EQ(inspect_schema(options(), both)->applied, (Names{"0001_one", "0002_two"}));
    EXPECT_EQ(migrate(options(), first, now_)->applied, Names{"0001_one"});
    EXPECT_EQ(inspect_schema(options(), both)->applied, Names{"0002_two"});

    const auto report = migrate(options(), both, now_);
    EXPECT_EQ(report->found, 1);
    EXPECT_EQ(report->needed, 2);
    EXPECT_EQ(report->applied, Names{"0002_two"});
    EXPECT_EQ(migrate(options(), both, now_)->applied, Names{});
    EXPECT_EQ(ask(kVersion), 2);
    EXPECT_EQ(ask(kTables), 2);
}

TEST_F(Migrations, AreRecordedWithNameDigestAndTime) {
    static constexpr Statement kRecord{
        "test.record",
        "SELECT COUNT(*) FROM schema_migration WHERE version = 2 AND name = '0002_two' "
        "AND sha256 = 'bb' AND applied_at = 1773100800000"
    };
    ASSERT_TRUE(migrate(options(), std::vector{kOne, kTwo}, now_).has_value());
    EXPECT_EQ(ask(kRecord), 1);
}

TEST_F(Migrations, ANewerSchemaIsRefusedWithTheVersionThatIsNeeded) {
    ASSERT_TRUE(migrate(options(), std::vector{kOne, kTwo}, now_).has_value());
    const auto refused = migrate(options(), std::vector{kOne}, now_);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::state_forbids);
    EXPECT_EQ(
        refused.error().detail,
        "The store has schema version 2, this program knows 1: run one that knows 2 or restore an "
        "older backup."
    );
    EXPECT_FALSE(inspect_schema(options(), std::vector{kOne}).has_value());
}

TEST_F(Migrations, AnAppliedOneThatWasChangedIsRefused) {
    ASSERT_TRUE(migrate(options(), std::vector{kOne}, now_).has_value());
    Migration changed = kOne;
    changed.sha256 = "cc";
    const auto refused = migrate(options(), std::vector{changed, kTwo}, now_);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::state_forbids);
    EXPECT_TRUE(refused.error().detail.starts_with("Migration 0001_one was changed"));
    EXPECT_EQ(ask(kVersion), 1);
}

TEST_F(Migrations, AWrongOneLeavesNothingOfItself) {
    const Migration wrong{
        3,
        "0003_wrong",
        "dd",
        "CREATE TABLE three (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1);"
    };
    EXPECT_THROW(
        { const auto done = migrate(options(), std::vector{kOne, kTwo, wrong}, now_); },
        StoreFailure
    );
    EXPECT_EQ(ask(kVersion), 2);
    EXPECT_EQ(ask(kTables), 2);
}

TEST_F(Migrations, OneThatBreaksReferencesIsRefused) {
    const Migration breaking{3, "0003_breaking", "ee", "DELETE FROM one;"};
    EXPECT_THROW(
        { const auto done = migrate(options(), std::vector{kOne, kTwo, breaking}, now_); },
        StoreFailure
    );
    EXPECT_EQ(ask(kVersion), 2);
}

TEST_F(Migrations, AStoreInUseIsLeftAlone) {
    ASSERT_TRUE(migrate(options(), std::vector{kOne}, now_).has_value());
    const platform::SqliteStore store(options());
    EXPECT_THROW(
        { const auto done = migrate(options(), std::vector{kOne, kTwo}, now_); }, StoreFailure
    );
}

TEST_F(Migrations, OfTheProductAreNumberedWithoutAGapAndCarryTheirDigests) {
    const auto all = platform::sqlite_migrations();
    ASSERT_FALSE(all.empty());
    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_EQ(all[i].version, static_cast<int>(i) + 1);
        EXPECT_EQ(all[i].sha256.size(), 64U);
        EXPECT_FALSE(all[i].sql.empty());
    }
    EXPECT_TRUE(migrate(options(), all, now_).has_value());
    EXPECT_EQ(ask(kVersion), static_cast<std::int64_t>(all.size()));
}

TEST_F(Migrations, OfTheProductKeepItsDeparturesWhereTheTableIsBuiltAnew) {
    static constexpr Statement kInsert{
        "test.insert",
        "INSERT INTO departure VALUES ('qt', zeroblob(16), 'T1', 'DONGHA', 'SAVANNAKHET', 'LAOBAO',"
        " 'lao-express', '74C-1', 'MB', 5, NULL, 1000, 250, 'closed', 1, 2, 250, 7)"
    };
    static constexpr Statement kKept{
        "test.kept",
        "SELECT COUNT(*) FROM departure WHERE tenant_id = 'qt' AND reference = 'T1'"
        " AND gate_id = 'LAOBAO' AND arrives IS NULL AND mass_used_g = 250 AND state = 'closed'"
        " AND gross_g = 250 AND version = 7"
    };
    const auto all = platform::sqlite_migrations();
    ASSERT_TRUE(migrate(options(), all.first(7), now_).has_value());
    {
        platform::SqliteStore store(options());
        const auto added =
            store.write([](Tx& tx) -> Result<std::int64_t> { return tx.execute(kInsert); });
        ASSERT_TRUE(added.has_value());
    }
    ASSERT_TRUE(migrate(options(), all, now_).has_value());
    EXPECT_EQ(ask(kKept), 1);
}

TEST_F(Migrations, OfTheProductKeepWhatShopsAreToldWhereTheTableIsBuiltAnew) {
    static constexpr Statement kInsert{
        "test.insert",
        "INSERT INTO write_back VALUES ('qt', 'gom', '727', 'packed', 'R9-1', zeroblob(16),"
        " 'waiting', 'not now', 2, 5000, 1000)"
    };
    static constexpr Statement kKept{
        "test.kept",
        "SELECT COUNT(*) FROM write_back WHERE tenant_id = 'qt' AND connection_id = 'gom'"
        " AND external_id = '727' AND action = 'packed' AND tracking = 'R9-1'"
        " AND state = 'waiting' AND result = 'not now' AND attempt = 2 AND leased_until = 5000"
        " AND happened_at = 1000"
    };
    const auto all = platform::sqlite_migrations();
    ASSERT_TRUE(migrate(options(), all.first(23), now_).has_value());
    {
        platform::SqliteStore store(options());
        const auto added =
            store.write([](Tx& tx) -> Result<std::int64_t> { return tx.execute(kInsert); });
        ASSERT_TRUE(added.has_value());
    }
    ASSERT_TRUE(migrate(options(), all, now_).has_value());
    EXPECT_EQ(ask(kKept), 1);
}

TEST_F(Migrations, OfTheProductKeepThePapersOfATruckWhereTheirTablesAreBuiltAnew) {
    static constexpr Statement kManifest{
        "test.manifest",
        "INSERT INTO manifest (tenant_id, manifest_id, departure_id, carrier_id, position, state,"
        " lines, hash, signature, document, document_day, sealed_at, acknowledged_at, version)"
        " VALUES ('qt', zeroblob(16), zeroblob(16), 'lao-express', 3, 'acknowledged', 2, 'ab',"
        " zeroblob(64), x'01', 5, 6, 7, 2)"
    };
    static constexpr Statement kDeclaration{
        "test.declaration",
        "INSERT INTO declaration VALUES ('qt', zeroblob(16), zeroblob(16), zeroblob(16), 'shop',"
        " 'VN', 'export', 'VN_EXPORT_G1', 'held', '{}', 8, 1)"
    };
    static constexpr Statement kKept{
        "test.kept",
        "SELECT COUNT(*) FROM manifest m JOIN declaration d ON d.tenant_id = m.tenant_id"
        " WHERE m.state = 'acknowledged' AND m.position = 3 AND m.document = x'01'"
        " AND m.acknowledged_at = 7 AND m.version = 2 AND m.replaced_by IS NULL"
        " AND d.status = 'held' AND d.regime = 'VN_EXPORT_G1' AND d.created_at = 8"
        " AND d.gate_id IS NULL AND d.office = '' AND d.parcel_code = '' AND d.mass_g IS NULL"
    };
    const auto all = platform::sqlite_migrations();
    ASSERT_TRUE(migrate(options(), all.first(26), now_).has_value());
    {
        platform::SqliteStore store(options());
        const auto added = store.write([](Tx& tx) -> Result<std::int64_t> {
            return tx.execute(kManifest) + tx.execute(kDeclaration);
        });
        ASSERT_TRUE(added.has_value());
    }
    ASSERT_TRUE(migrate(options(), all, now_).has_value());
    EXPECT_EQ(ask(kKept), 1);
}

} // namespace
} // namespace route9::tests
