// SPDX-License-Identifier: Apache-2.0
#include "pgbench_floor.hpp"

#include "platform/migration.hpp"
#include "postgresql_under_test.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace route9::bench {
namespace {

constexpr const char* kDatabase = "floor";
constexpr const char* kGround = R"(
INSERT INTO tenant VALUES ('floor', 'Floor', '\x00', '\x00', decode(repeat('00', 32), 'hex'), 1);
INSERT INTO party (tenant_id, party_id, kind, name, created_at)
    VALUES ('floor', 'shop', 'seller', 'Shop', 1);
INSERT INTO product
    (tenant_id, seller_id, sku, name, weight_g, hs_code, origin, version, updated_at)
    VALUES ('floor', 'shop', 'TS-BLK-M', 'Áo thun', 250, '610910', 'VN', 1, 1),
           ('floor', 'shop', 'BAG-01', 'Túi vải', 300, '420292', 'VN', 1, 1);
INSERT INTO stock VALUES ('floor', 'shop', 'TS-BLK-M', 'DONGHA', 900000000, 0),
                         ('floor', 'shop', 'BAG-01', 'DONGHA', 900000000, 0);
INSERT INTO corridor_snapshot (tenant_id, number) VALUES ('floor', 1);
INSERT INTO departure VALUES ('floor', decode(md5('truck'), 'hex'), 'QT-1', 'DONGHA', 'SAVANNAKHET',
    'LAOBAO', 'lao-express', '74C-000.01', '', 1773115202000, NULL, 900000000000, 0, 'open',
    0, 0, 0, 1)
)";

/// What the program prints.
std::string printed_by(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe{::popen(command.c_str(), "r"), ::pclose};
    std::string text;
    std::array<char, 4'096> piece{};
    while (pipe && std::fgets(piece.data(), piece.size(), pipe.get()) != nullptr) {
        text += piece.data();
    }
    return text;
}

} // namespace

PgbenchFloor::PgbenchFloor(const tests::PostgresqlServer& server) : server_(server) {
    server_.run("postgres", std::string{"CREATE DATABASE "} + kDatabase + " TEMPLATE template0");
    const auto options = tests::postgresql_options(server_.url(kDatabase));
    const auto made = platform::migrate(options, platform::postgresql_migrations(), Instant{});
    if (!made) {
        throw std::runtime_error(made.error().detail);
    }
    server_.run(kDatabase, kGround);
}

std::uint64_t PgbenchFloor::orders_per_second(int clients, std::chrono::seconds span) const {
    const std::string text = printed_by(fmt::format(
        "/usr/lib/postgresql/15/bin/pgbench -n -M prepared --max-tries=1000 -c {} -j 1 -T {} "
        "-f {}/tests/bench/order_floor.sql '{}' 2>&1",
        clients,
        span.count(),
        ROUTE9_SOURCE_DIR,
        server_.url(kDatabase)
    ));
    constexpr std::string_view kRate = "tps = ";
    const auto at = text.find(kRate);
    if (at == std::string::npos) {
        throw std::runtime_error("pgbench: " + text);
    }
    return static_cast<std::uint64_t>(std::strtod(text.c_str() + at + kRate.size(), nullptr));
}

} // namespace route9::bench
