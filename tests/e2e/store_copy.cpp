// SPDX-License-Identifier: Apache-2.0
#include "store_copy.hpp"

#include "child_process.hpp"
#include "postgresql_cluster.hpp"
#include "tests/stored_bytes.hpp"

#include <sqlite3.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <vector>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;

constexpr const char* kPrograms = "/usr/lib/postgresql/15/bin/";
constexpr std::chrono::milliseconds kPatience = 60s;

std::string database_of(const std::string& url) {
    const auto begin = url.rfind('/', url.find('?')) + 1;
    return url.substr(begin, url.find('?') - begin);
}

void run(const Site& site, std::vector<std::string> words) {
    words.front() = kPrograms + words.front();
    const auto errors = site.directory() / "copy.log";
    ChildProcess process{words, errors};
    process.read_rest(kPatience);
    if (process.wait(kPatience) != 0) {
        throw std::runtime_error(words.front() + " has failed, see " + errors.string());
    }
}

void vacuum_into(const std::filesystem::path& store, const std::filesystem::path& copy) {
    sqlite3* database = nullptr;
    const int opened = sqlite3_open_v2(store.c_str(), &database, SQLITE_OPEN_READONLY, nullptr);
    const std::string sql = "VACUUM INTO '" + copy.string() + "'";
    const int done = opened == SQLITE_OK
                         ? sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr)
                         : opened;
    sqlite3_close(database);
    if (done != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errstr(done));
    }
}

void restore_database(const Site& site, const std::string& url, const std::string& copy) {
    const auto& cluster = tests::PostgresqlCluster::of_this_program();
    const std::string name = database_of(url);
    cluster.run("postgres", "DROP DATABASE " + name);
    cluster.run("postgres", "CREATE DATABASE " + name + " TEMPLATE template0");
    run(site, {"psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", "-f", copy, url});
}

} // namespace

StoreCopy::StoreCopy(const Site& site, const std::string& name)
    : site_(site), file_(site.directory() / name) {
    if (const auto url = site.url()) {
        run(site, {"pg_dump", "-f", file_.string(), *url});
    } else {
        vacuum_into(site.database(), file_);
    }
}

std::string StoreCopy::bytes() const {
    std::ifstream in{file_, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

void StoreCopy::restore() const {
    if (const auto url = site_.url()) {
        restore_database(site_, *url, file_.string());
        return;
    }
    for (const char* part : {"-wal", "-shm"}) {
        std::filesystem::remove(site_.database().string() + part);
    }
    std::filesystem::copy_file(
        file_, site_.database(), std::filesystem::copy_options::overwrite_existing
    );
}

std::string bytes_of_store(const Site& site) {
    if (const auto url = site.url()) {
        return tests::PostgresqlCluster::of_this_program().stored_bytes(database_of(*url));
    }
    return tests::stored_bytes(site.database());
}

std::filesystem::path tombstones_of(const Site& site) {
    return site.url() ? site.directory() / "route9.key.erased"
                      : std::filesystem::path{site.database().string() + ".erased"};
}

} // namespace route9::e2e
