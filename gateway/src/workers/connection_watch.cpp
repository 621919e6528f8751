// SPDX-License-Identifier: Apache-2.0
#include "gateway/workers/connection_watch.hpp"

#include "core/limits.hpp"
#include "gateway/intake/connection_traffic.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "platform/async_store.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace route9::gateway {
namespace {

constexpr Seconds kRound{10};
constexpr int kRoundsOfALook = 3;
constexpr int kConnectionsAtOnce = 100;
constexpr std::size_t kSlotsAtOnce = 100;
constexpr int kForgottenAtOnce = 500;
// A week and the day that is compared with it, and one more.
constexpr std::int64_t kSlotsKept = Seconds{std::chrono::days{9}} / heard_slot;

bool differs(
    const std::vector<ConnectionAlert>& standing, const std::vector<ConnectionAlert>& now
) {
    return standing.size() != now.size() ||
           !std::ranges::all_of(now, [&standing](const ConnectionAlert& alert) {
               return std::ranges::find(standing, alert.kind, &ConnectionAlert::kind) !=
                      standing.end();
           });
}

platform::Word word_of(AlertKind kind) {
    switch (kind) {
    case AlertKind::silent:
        return "connection_silent";
    case AlertKind::failing:
        return "connection_failing";
    case AlertKind::access_lost:
        return "connection_access_lost";
    case AlertKind::access_ending:
        return "connection_access_ending";
    case AlertKind::unanswered:
        return "connection_unanswered";
    }
    std::unreachable();
}

} // namespace

ConnectionWatch::ConnectionWatch(Services& services, const std::atomic<bool>& stopping)
    : services_(services), stopping_(stopping), listening_since_(services.clock.business()) {}

platform::task<void> ConnectionWatch::run() {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    // Nobody notifies this feed: waiting on the board only ends the pause at once at shutdown.
    auto pause = services_.wakeups.subscribe(executor, "connection.watch");
    for (int round = 0; !stopping_ && pause; ++round) {
        if (services_.store.state() == platform::StoreState::read_only) {
            listening_since_ = services_.clock.business(); // the door is shut: nobody is silent
            co_await pause->wait(services_.clock.machine() + kRound);
            continue;
        }
        try {
            auto written = co_await write_tally();
            if (written && round % kRoundsOfALook == 0) {
                written = co_await look();
            }
            if (!written) {
                services_.log.warning("connection_watch_failed", {{"code", written.error().code}});
            }
        } catch (const std::exception& failure) {
            services_.log.error("connection_watch_failed", {{"what", failure}});
        }
        co_await pause->wait(services_.clock.machine() + kRound);
    }
    co_await write_tally(); // of the last seconds, where the store still takes it
}

platform::task<Result<void>> ConnectionWatch::write_tally() {
    std::vector<HeardSlot> slots = services_.tally.take();
    const std::int64_t before = slot_of(services_.clock.business()) - kSlotsKept;
    do {
        const std::size_t many = std::min(kSlotsAtOnce, slots.size());
        const auto rest = slots.begin() + static_cast<std::ptrdiff_t>(many);
        auto unit = [part = std::vector<HeardSlot>{slots.begin(), rest},
                     before](Tx& tx) -> Result<bool> {
            connection_traffic::add(tx, part);
            connection_traffic::forget_old(tx, before, kForgottenAtOnce);
            return true;
        };
        const auto written = co_await platform::write(
            services_.store,
            Reach::everything(),
            std::move(unit),
            services_.clock.machine() + limits::request_budget,
            platform::Lane::background
        );
        if (!written) {
            services_.tally.put_back(std::move(slots));
            co_return Failure{written.error()};
        }
        slots.erase(slots.begin(), rest);
    } while (!slots.empty());
    co_return Result<void>{};
}

platform::task<Result<void>> ConnectionWatch::look() {
    ConnectionId after;
    do {
        auto page = co_await look_at(after);
        if (!page) {
            co_return Failure{std::move(page).error()};
        }
        for (Finding& finding : page->findings) {
            if (auto settled = co_await settle(std::move(finding)); !settled) {
                co_return settled;
            }
        }
        after = page->last;
    } while (!after.empty() && !stopping_);
    co_return co_await show();
}

platform::task<Result<ConnectionWatch::Page>> ConnectionWatch::look_at(ConnectionId after) {
    auto unit = [this, after, now = services_.clock.business()](Tx& tx) -> Result<Page> {
        Page page;
        auto connections = connections::page(tx, after, kConnectionsAtOnce, services_.vault);
        if (std::ssize(connections) == kConnectionsAtOnce) {
            page.last = connections.back().id;
        }
        for (Connection& connection : connections) {
            auto alerts =
                connection_alerts::find(tx, connection, services_.vault, listening_since_, now);
            const auto standing = connection_alerts::standing(tx, connection.tenant, connection.id);
            if (differs(standing, alerts)) {
                page.findings.push_back({std::move(connection), std::move(alerts)});
            }
        }
        return page;
    };
    co_return co_await platform::read(
        services_.store,
        Reach::everything(),
        std::move(unit),
        services_.clock.machine() + limits::request_budget
    );
}

platform::task<Result<void>> ConnectionWatch::settle(Finding finding) {
    const Connection connection = finding.connection;
    auto unit = [finding = std::move(finding),
                 ids = DrawnEntropy{services_.entropy},
                 now = services_.clock.business()](Tx& tx
                ) mutable -> Result<connection_alerts::Changed> {
        DrawnEntropy drawn = ids; // a second run draws the same
        return connection_alerts::settle(tx, finding.connection, finding.now_true, drawn, now);
    };
    const auto changed = co_await platform::write(
        services_.store,
        Reach::of(connection.tenant),
        std::move(unit),
        services_.clock.machine() + limits::request_budget,
        platform::Lane::background
    );
    if (!changed) {
        co_return Failure{changed.error()};
    }
    for (const AlertKind kind : changed->began) {
        services_.log.warning(word_of(kind), {{"connection", connection.id}});
    }
    if (!changed->began.empty() || !changed->ended.empty()) {
        services_.wakeups.notify(journal_feed(connection.tenant));
    }
    co_return Result<void>{};
}

/// For whoever watches the gateways.
platform::task<Result<void>> ConnectionWatch::show() {
    constexpr std::array kKinds{
        AlertKind::silent,
        AlertKind::failing,
        AlertKind::access_lost,
        AlertKind::access_ending,
        AlertKind::unanswered
    };
    using Counts = std::array<std::int64_t, kKinds.size()>;
    auto unit = [kKinds](Tx& tx) -> Result<Counts> {
        Counts counts{};
        std::ranges::transform(kKinds, counts.begin(), [&tx](AlertKind kind) {
            return connection_alerts::count(tx, kind);
        });
        return counts;
    };
    const auto counts = co_await platform::read(
        services_.store,
        Reach::everything(),
        std::move(unit),
        services_.clock.machine() + limits::request_budget
    );
    if (!counts) {
        co_return Failure{counts.error()};
    }
    for (std::size_t i = 0; i < kKinds.size(); ++i) {
        services_.metrics
            .gauge(
                "route9_connection_alerts",
                "Connections that somebody must look at",
                {{"kind", std::string{name(kKinds.at(i))}}}
            )
            .set(counts->at(i));
    }
    co_return Result<void>{};
}

} // namespace route9::gateway
