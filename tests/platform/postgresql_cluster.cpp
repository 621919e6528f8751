// SPDX-License-Identifier: Apache-2.0
#include "postgresql_cluster.hpp"

#include "postgresql_under_test.hpp"

#include <fcntl.h>
#include <libpq-fe.h>
#include <poll.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <memory>
#include <stdexcept>
#include <vector>

namespace route9::tests {
namespace {

constexpr const char* kPrograms = "/usr/lib/postgresql/15/bin/";
constexpr const char* kTemplate = "route9_template";
constexpr std::chrono::seconds kStartBudget{60};

const passwd* server_account() {
    return ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr;
}

/// Starts a program of the server's; it ends with this one at the latest.
pid_t start_program(std::vector<std::string> words, const std::string& log) {
    words.front() = kPrograms + words.front();
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    const passwd* account = server_account();
    const pid_t child = ::fork();
    if (child == 0) {
        if (account != nullptr &&
            (::setgid(account->pw_gid) != 0 || ::setuid(account->pw_uid) != 0)) {
            ::_exit(126);
        }
        ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
        const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        ::dup2(out, STDOUT_FILENO);
        ::dup2(out, STDERR_FILENO);
        ::execv(arguments.front(), arguments.data());
        ::_exit(127);
    }
    return child;
}

struct Finish {
    void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
};
struct Clear {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};

} // namespace

PostgresqlCluster& PostgresqlCluster::of_this_program() {
    static PostgresqlCluster cluster;
    return cluster;
}

PostgresqlCluster::PostgresqlCluster() {
    if (const passwd* account = server_account()) {
        if (::chown(directory_.path().c_str(), account->pw_uid, account->pw_gid) != 0) {
            throw std::runtime_error("the directory cannot be given to postgres");
        }
    }
    const std::string data = directory_.path() / "data";
    const pid_t made = start_program(
        {"initdb", "-D", data, "-U", "route9", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"},
        directory_.path() / "initdb.log"
    );
    int status = 0;
    ::waitpid(made, &status, 0);
    if (status != 0) {
        throw std::runtime_error("initdb failed: is postgresql-15 installed?");
    }
    start();
    make_template();
}

PostgresqlCluster::~PostgresqlCluster() {
    ::kill(server_, SIGQUIT);
    ::waitpid(server_, nullptr, 0);
}

void PostgresqlCluster::start() {
    const std::string data = directory_.path() / "data";
    const std::string sockets = directory_.path();
    server_ = start_program(
        {"postgres",
         "-D",
         data,
         "-k",
         sockets,
         "-F",
         "-c",
         "listen_addresses=",
         "-c",
         "max_connections=200",
         "-c",
         "shared_buffers=32MB"},
        directory_.path() / "server.log"
    );
    const auto until = std::chrono::steady_clock::now() + kStartBudget;
    while (PQping(url("postgres").c_str()) != PQPING_OK) {
        if (std::chrono::steady_clock::now() > until) {
            throw std::runtime_error("the PostgreSQL server does not start");
        }
        ::poll(nullptr, 0, 10);
    }
}

void PostgresqlCluster::crash() {
    ::kill(server_, SIGQUIT);
    ::waitpid(server_, nullptr, 0);
}

void PostgresqlCluster::make_template() {
    run("postgres", std::string{"CREATE DATABASE "} + kTemplate);
    const auto migrations = postgresql_migrations_with_items();
    const auto options = postgresql_options(url(kTemplate));
    if (const auto report = platform::migrate(options, migrations, Instant{}); !report) {
        throw std::runtime_error(report.error().detail);
    }
}

std::string PostgresqlCluster::create_database() {
    return create(kTemplate);
}

std::string PostgresqlCluster::create_empty_database() {
    return create("template0");
}

std::string PostgresqlCluster::create(const std::string& from) {
    std::string name = "test_" + std::to_string(++databases_);
    run("postgres", "CREATE DATABASE " + name + " TEMPLATE " + from);
    return name;
}

void PostgresqlCluster::drop_database(const std::string& name) {
    run("postgres", "DROP DATABASE " + name + " WITH (FORCE)");
}

std::string PostgresqlCluster::run(const std::string& database, const std::string& sql) const {
    const std::unique_ptr<PGconn, Finish> connection{PQconnectdb(url(database).c_str())};
    const std::unique_ptr<PGresult, Clear> result{PQexec(connection.get(), sql.c_str())};
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        throw std::runtime_error(PQerrorMessage(connection.get()));
    }
    return PQntuples(result.get()) == 0 ? "" : PQgetvalue(result.get(), 0, 0);
}

std::string PostgresqlCluster::url(const std::string& database) const {
    return "postgresql://route9@/" + database + "?host=" + directory_.path().string();
}

std::string PostgresqlCluster::stored_bytes(const std::string& database) const {
    run(database, "CHECKPOINT");
    const std::string number =
        run(database, "SELECT oid FROM pg_database WHERE datname = current_database()");
    const auto data = directory_.path() / "data";
    return bytes_below(data / "base" / number) + bytes_below(data / "pg_wal");
}

} // namespace route9::tests
