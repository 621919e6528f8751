// SPDX-License-Identifier: Apache-2.0
// Parcels that were packed by a build without custody: the migration gives each its first step.
#include "platform/migration.hpp"
#include "postgresql_under_test.hpp"
#include "sqlite_under_test.hpp"
#include "temporary_directory.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace route9::tests {
namespace {

using platform::Migration;

/// What the rows say, and the step that follows: parcel, kind, id.
constexpr std::string_view kExpected =
    "1 warehouse DONGHA, 2 warehouse DONGHA, 3 truck T2, 4 carrier lao-express, 5 recipient , "
    "6 warehouse DONGHA";

/// An id of 16 bytes, all of them `byte`.
std::string id(int byte, bool postgresql) {
    std::string hex;
    for (int i = 0; i < 16; ++i) {
        hex += "0" + std::to_string(byte);
    }
    return postgresql ? R"('\x)" + hex + "'" : "x'" + hex + "'";
}

/// Parcel 1 is packed, 2 on a closed truck, 3 on a departed one, 4 acknowledged, 5 delivered and 6
/// returned on that.
std::string old_rows(bool postgresql) {
    const auto of = [postgresql](int byte) { return id(byte, postgresql); };
    const std::string zero64 = postgresql ? "decode(repeat('00', 64), 'hex')" : "zeroblob(64)";
    const std::string empty = postgresql ? "''::bytea" : "x''";
    std::string sql;
    for (const auto& [truck, state] : {std::pair{1, "closed"}, std::pair{2, "departed"}}) {
        sql += "INSERT INTO departure (tenant_id, departure_id, reference, from_node, to_node,"
               " carrier_id, truck_plate, master_bill, leaves, mass_max_g, mass_used_g, state,"
               " parcels, pieces, gross_g, version) VALUES ('qt', " +
               of(truck) + ", 'T" + std::to_string(truck) +
               "', 'DONGHA', 'SAVANNAKHET', 'lao-express', '', '', 0, 9, 0, '" + state +
               "', 0, 0, 0, 1);";
    }
    for (const auto& [manifest, truck, state] :
         {std::tuple{1, 1, "sealed"}, std::tuple{2, 2, "sealed"}, std::tuple{4, 2, "acknowledged"}
         }) {
        const std::string carrier = manifest == 2 ? "mekong-post" : "lao-express";
        sql += "INSERT INTO manifest (tenant_id, manifest_id, departure_id, carrier_id, position,"
               " state, lines, hash, signature, document, document_day, sealed_at, version)"
               " VALUES ('qt', " +
               of(manifest) + ", " + of(truck) + ", '" + carrier + "', " +
               std::to_string(manifest) + ", '" + state + "', 1, '', " + zero64 + ", " + empty +
               ", 0, 0, 1);";
    }
    struct OldParcel {
        int id;
        int truck;
        int manifest;
        std::string status;
    };
    for (const OldParcel& parcel :
         {OldParcel{1, 1, 0, "created"},
          OldParcel{2, 1, 1, "picked_up"},
          OldParcel{3, 2, 2, "in_transit"},
          OldParcel{4, 2, 4, "in_transit"},
          OldParcel{5, 2, 2, "delivered"},
          OldParcel{6, 2, 4, "returned"}}) {
        const std::string manifest = parcel.manifest == 0 ? "NULL" : of(parcel.manifest);
        const std::string code = std::to_string(parcel.id);
        sql += "INSERT INTO fulfillment (tenant_id, fulfillment_id, order_id, seller_id,"
               " warehouse_id, status, plan_version, snapshot, lines, mass_g, plan, assessment)"
               " VALUES ('qt', " +
               of(parcel.id) + ", " + of(parcel.id) +
               ", 'shop', 'DONGHA', 'packed', 1, 1, '[]', 1, '{}', '{}');"
               "INSERT INTO parcel (tenant_id, parcel_id, code, order_id, fulfillment_id,"
               " seller_id, departure_id, manifest_id, house_bill, pieces, mass_g, status,"
               " status_at, version) VALUES ('qt', " +
               of(parcel.id) + ", '" + code + "', " + of(parcel.id) + ", " + of(parcel.id) +
               ", 'shop', " + of(parcel.truck) + ", " + manifest + ", '', 1, 1, '" + parcel.status +
               "', 7, 1);";
    }
    return sql;
}

/// The product's, with rows of an earlier build just before custody came.
std::vector<Migration>
with_old_rows(std::span<const Migration> product, const std::string& old_rows) {
    const auto custody = std::ranges::find_if(product, [](const Migration& each) {
        return each.name.ends_with("_custody");
    });
    std::vector<Migration> all(product.begin(), custody);
    const int number = static_cast<int>(all.size()) + 1;
    all.push_back({number, "9998_old_rows", "of no file", old_rows});
    all.push_back({number + 1, "9999_custody", "of no file", custody->sql});
    return all;
}

constexpr Statement kSteps{
    "test.first_steps",
    "SELECT p.code || ' ' || s.to_kind || ' ' || s.to_id FROM custody_step s JOIN parcel p"
    " ON p.tenant_id = s.tenant_id AND p.parcel_id = s.parcel_id WHERE s.sequence = 1"
    " AND s.act = 'carried_over' AND s.from_kind = 'nobody' AND s.at = 7 ORDER BY p.code"
};

TEST(FirstCustody, IsWhatTheRowsOfAnEarlierBuildSayOnSqlite) {
    const TemporaryDirectory directory;
    const platform::SqliteOptions options{.path = directory.path() / "store.db"};
    const std::string rows = old_rows(false);
    ASSERT_TRUE(
        platform::migrate(options, with_old_rows(platform::sqlite_migrations(), rows), Instant{})
    );
    platform::SqliteStore store{options};
    const auto found = store.read([](Tx& tx) -> Result<std::string> {
        std::string all;
        Rows steps = tx.query(kSteps);
        while (steps.next()) {
            all += (all.empty() ? "" : ", ") + steps.row().get<std::string>(0);
        }
        return all;
    });
    EXPECT_EQ(found.value(), kExpected);
}

TEST(FirstCustody, IsWhatTheRowsOfAnEarlierBuildSayOnPostgresql) {
    PostgresqlCluster& cluster = PostgresqlCluster::of_this_program();
    const std::string database = cluster.create_empty_database();
    const std::string rows = old_rows(true);
    ASSERT_TRUE(platform::migrate(
        postgresql_options(cluster.url(database)),
        with_old_rows(platform::postgresql_migrations(), rows),
        Instant{}
    ));
    const std::string steps{kSteps.sql};
    EXPECT_EQ(
        cluster.run(database, "SELECT string_agg(step, ', ') FROM (" + steps + ") AS s (step)"),
        kExpected
    );
    cluster.drop_database(database);
}

} // namespace
} // namespace route9::tests
