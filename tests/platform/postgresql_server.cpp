// SPDX-License-Identifier: Apache-2.0
#include "postgresql_server.hpp"

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

namespace route9::tests {
namespace {

constexpr const char* kPrograms = "/usr/lib/postgresql/15/bin/";
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

PostgresqlServer::PostgresqlServer(Disk disk) : disk_(disk) {
    own_directory();
    make({"initdb", "-D", data(), "-U", "route9", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"});
    start();
}

PostgresqlServer::PostgresqlServer(PostgresqlServer& primary) {
    own_directory();
    make({"pg_basebackup", "-D", data(), "-R", "-N", "-d", primary.url("postgres")});
    start();
    primary.run("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'");
    primary.run("postgres", "SELECT pg_reload_conf()");
    const auto until = std::chrono::steady_clock::now() + kStartBudget;
    const std::string follows =
        "SELECT COUNT(*) FROM pg_stat_replication WHERE sync_state = 'sync'";
    while (primary.run("postgres", follows) != "1") {
        if (std::chrono::steady_clock::now() > until) {
            throw std::runtime_error("the standby does not follow");
        }
        ::poll(nullptr, 0, 10);
    }
}

PostgresqlServer::~PostgresqlServer() {
    crash();
}

void PostgresqlServer::own_directory() const {
    if (const passwd* account = server_account()) {
        if (::chown(directory_.path().c_str(), account->pw_uid, account->pw_gid) != 0) {
            throw std::runtime_error("the directory cannot be given to postgres");
        }
    }
}

void PostgresqlServer::make(std::vector<std::string> words) const {
    const std::string program = words.front();
    const pid_t made = start_program(std::move(words), directory_.path() / "make.log");
    int status = 0;
    ::waitpid(made, &status, 0);
    if (status != 0) {
        throw std::runtime_error(program + " failed: is postgresql-15 installed?");
    }
}

void PostgresqlServer::start() {
    server_ = start_program(
        {"postgres",
         "-D",
         data(),
         "-k",
         sockets(),
         "-c",
         disk_ == Disk::synced ? "fsync=on" : "fsync=off",
         "-c",
         "listen_addresses=",
         "-c",
         "max_connections=200",
         "-c",
         disk_ == Disk::synced ? "shared_buffers=128MB" : "shared_buffers=32MB"},
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

void PostgresqlServer::crash() {
    if (server_ > 0) {
        ::kill(server_, SIGQUIT);
        ::waitpid(server_, nullptr, 0);
        server_ = -1;
    }
}

void PostgresqlServer::promote() const {
    run("postgres", "SELECT pg_promote()");
}

std::string PostgresqlServer::run(const std::string& database, const std::string& sql) const {
    const std::unique_ptr<PGconn, Finish> connection{PQconnectdb(url(database).c_str())};
    const std::unique_ptr<PGresult, Clear> result{PQexec(connection.get(), sql.c_str())};
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        throw std::runtime_error(PQerrorMessage(connection.get()));
    }
    return PQntuples(result.get()) == 0 ? "" : PQgetvalue(result.get(), 0, 0);
}

std::string PostgresqlServer::url(const std::string& database) const {
    return "postgresql://route9@/" + database + "?host=" + sockets();
}

} // namespace route9::tests
