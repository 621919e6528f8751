// SPDX-License-Identifier: Apache-2.0
#include "postgresql/connection.hpp"

#include "core/limits.hpp"
#include "postgresql/failure.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace route9::platform::postgresql {
namespace {

using SteadyClock = std::chrono::steady_clock;

std::string milliseconds(std::chrono::milliseconds time) {
    return std::to_string(time.count());
}

/// Settings of the session. Writers prefer indexes: a table that is read whole is locked whole
/// against serialization anomalies, and every unit beside it would have to be repeated.
std::string session_settings(Duty duty) {
    if (duty == Duty::migrate) {
        return "-c lock_timeout=0 -c statement_timeout=0";
    }
    std::string settings = fmt::format(
        "-c statement_timeout={} -c lock_timeout={} -c idle_in_transaction_session_timeout={}",
        milliseconds(limits::query_budget),
        milliseconds(limits::row_lock_budget),
        milliseconds(limits::idle_unit_budget)
    );
    if (duty == Duty::write || duty == Duty::keep_journal) {
        settings += " -c enable_seqscan=off";
    }
    // Who connects may be the owner; a unit has fewer rights (docs/adr/0011).
    settings += duty == Duty::keep_journal ? " -c role=route9_across" : " -c role=route9_service";
    return settings;
}

const char* name_of(Duty duty) {
    switch (duty) {
    case Duty::write:
        return "route9 writer";
    case Duty::read:
        return "route9 reader";
    case Duty::keep_journal:
        return "route9 journal";
    case Duty::migrate:
        return "route9 migrate";
    }
    return "route9";
}

PGconn* connect(const PostgresqlUrl& url, Duty duty) {
    const std::string uri{url.secret().reveal_text()};
    const std::string settings = session_settings(duty);
    const std::string budget = std::to_string(limits::connect_budget.count());
    const std::string dead_peer_ms = milliseconds(limits::dead_peer_budget);
    // What comes after the URI wins over it.
    const std::vector<std::pair<const char*, const char*>> parameters{
        {"dbname", uri.c_str()},
        {"application_name", name_of(duty)},
        {"client_encoding", "UTF8"},
        {"connect_timeout", budget.c_str()},
        {"options", settings.c_str()},
        {"target_session_attrs", "read-write"},
        {"tcp_user_timeout", dead_peer_ms.c_str()},
        {"keepalives", "1"},
        {"keepalives_idle", "5"},
        {"keepalives_interval", "2"},
        {"keepalives_count", "3"},
    };
    std::vector<const char*> keywords;
    std::vector<const char*> values;
    for (const auto& [keyword, value] : parameters) {
        keywords.push_back(keyword);
        values.push_back(value);
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    return PQconnectdbParams(keywords.data(), values.data(), 1);
}

} // namespace

std::string_view sqlstate_of(const PGresult* result) noexcept {
    const char* code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return code == nullptr ? std::string_view{"08006"} : std::string_view{code};
}

void require_success(const PGresult* result, std::string_view name) {
    if (PQresultStatus(result) == PGRES_FATAL_ERROR) {
        throw ServerFailure(
            sqlstate_of(result), fmt::format("{}: {}", name, PQresultErrorMessage(result))
        );
    }
}

Connection::Connection(const PostgresqlUrl& url, Duty duty)
    : connection_(connect(url, duty)), place_(url.place()) {
    const bool connected = PQstatus(connection_) == CONNECTION_OK;
    const bool utf8 =
        connected && PQparameterStatus(connection_, "server_encoding") == std::string_view{"UTF8"};
    if (!connected || !utf8) {
        const std::string why =
            connected ? "its encoding is not UTF8" : PQerrorMessage(connection_);
        PQfinish(connection_);
        throw StoreFailure(StoreFault::unavailable, fmt::format("{}: {}", place_, why));
    }
    PQsetNoticeReceiver(connection_, on_notice, this);
    if (duty != Duty::migrate) {
        PQsetnonblocking(connection_, 1);
        PQenterPipelineMode(connection_);
    }
}

Connection::~Connection() {
    PQfinish(connection_);
}

void Connection::send(const char* sql) {
    if (PQsendQueryParams(connection_, sql, 0, nullptr, nullptr, nullptr, nullptr, 1) != 1) {
        lose(PQerrorMessage(connection_));
    }
}

std::vector<ResultPtr> Connection::exchange(std::chrono::milliseconds patience) {
    const auto until = SteadyClock::now() + patience;
    if (PQpipelineSync(connection_) != 1) {
        lose(PQerrorMessage(connection_));
    }
    flush(until);
    std::vector<ResultPtr> answers;
    while (true) {
        ResultPtr result = next(until);
        if (result == nullptr) {
            continue; // the end of one request's answer
        }
        if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) {
            break;
        }
        if (ends_the_session(sqlstate_of(result.get())) &&
            PQresultStatus(result.get()) == PGRES_FATAL_ERROR) {
            broken_ = true; // its error is the answer; nothing will come after it
            answers.push_back(std::move(result));
            return answers;
        }
        answers.push_back(std::move(result));
    }
    return answers;
}

ResultPtr Connection::run(const char* sql, std::chrono::milliseconds patience) {
    if (PQsendQuery(connection_, sql) != 1) {
        lose(PQerrorMessage(connection_));
    }
    const auto until = SteadyClock::now() + patience;
    flush(until);
    ResultPtr last;
    while (ResultPtr result = next(until)) {
        const bool failed = last != nullptr && PQresultStatus(last.get()) == PGRES_FATAL_ERROR;
        last = failed ? std::move(last) : std::move(result);
    }
    require_success(last.get(), place_);
    return last;
}

void Connection::hear(const Told& told) {
    if (PQconsumeInput(connection_) != 1) {
        lose(PQerrorMessage(connection_));
    }
    while (PGnotify* note = PQnotifies(connection_)) {
        if (note->be_pid != PQbackendPID(connection_)) {
            told(note->extra);
        }
        PQfreemem(note);
    }
}

bool Connection::take_warning(std::string& what) {
    what = std::exchange(warning_, {});
    return !what.empty();
}

void Connection::on_notice(void* self, const PGresult* notice) {
    const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity != nullptr && std::string_view{severity} == "WARNING") {
        static_cast<Connection*>(self)->warning_ = PQresultErrorMessage(notice);
    }
}

void Connection::wait(bool for_room, SteadyClock::time_point until) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - SteadyClock::now()).count();
    if (left <= 0) {
        lose("no answer in time");
    }
    const short events = static_cast<short>(for_room ? POLLIN | POLLOUT : POLLIN);
    pollfd socket{.fd = PQsocket(connection_), .events = events, .revents = 0};
    if (::poll(&socket, 1, static_cast<int>(left)) < 0 && errno != EINTR) {
        lose("its socket cannot be waited for");
    }
}

void Connection::flush(SteadyClock::time_point until) {
    while (true) {
        const int left = PQflush(connection_);
        if (left == 0) {
            return;
        }
        if (left < 0) {
            lose(PQerrorMessage(connection_));
        }
        wait(true, until);
        // The server may answer while it is still being told: both sides must read.
        if (PQconsumeInput(connection_) != 1) {
            lose(PQerrorMessage(connection_));
        }
    }
}

ResultPtr Connection::next(SteadyClock::time_point until) {
    while (PQisBusy(connection_) == 1) {
        wait(false, until);
        if (PQconsumeInput(connection_) != 1) {
            lose(PQerrorMessage(connection_));
        }
    }
    ResultPtr result{PQgetResult(connection_)};
    if (result == nullptr && PQstatus(connection_) == CONNECTION_BAD) {
        lose(PQerrorMessage(connection_));
    }
    return result;
}

void Connection::lose(std::string_view why) {
    broken_ = true;
    throw StoreFailure(StoreFault::unavailable, fmt::format("{}: {}", place_, why));
}

} // namespace route9::platform::postgresql
