// SPDX-License-Identifier: Apache-2.0
#include "gateway/app.hpp"

#include "core/crypto.hpp"
#include "core/limits.hpp"
#include "gateway/admin/control_socket.hpp"
#include "gateway/caller_authenticator.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/channels/channels.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/groundwork.hpp"
#include "gateway/http/server.hpp"
#include "gateway/master_key.hpp"
#include "gateway/people/people.hpp"
#include "gateway/privacy/erase_person.hpp"
#include "gateway/probes.hpp"
#include "gateway/redis_services.hpp"
#include "gateway/store_failures.hpp"
#include "gateway/store_location.hpp"
#include "gateway/workers/departure_worker.hpp"
#include "gateway/workers/housekeeping.hpp"
#include "gateway/workers/inbox_worker.hpp"
#include "gateway/workers/log_worker.hpp"
#include "gateway/workers/replan_worker.hpp"
#include "gateway/workers/retry_worker.hpp"
#include "gateway/workers/timetable_worker.hpp"
#include "platform/shutdown_signals.hpp"
#include "platform/system_clock.hpp"
#include "platform/worker.hpp"
#include "server_options.hpp"

#include <algorithm>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

constexpr std::size_t kComputeThreads = 2;
constexpr std::size_t kComputeWaitingMax = 256;
constexpr Seconds kClockSlack{60}; // between gateways, and not worth a word

std::size_t worker_count(const Config& config) {
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    return config.threads == 0 ? cores : config.threads;
}

} // namespace

/// In the order of dependence; destroyed in reverse.
struct App::Parts {
    Parts(const Config& settings, Groundwork ground)
        : config(settings), catalogue(std::move(ground.catalogue)),
          tombstones(std::move(ground.tombstones)),
          clock({.start = config.clock_start, .rate = config.clock_rate}), log(clock, {}),
          failures(log, clock), vault(std::move(ground.master)),
          wakeups(2 * config.connections_max),
          opened(config.store_location().open(
              [this](StoreFault fault, std::string_view what) { failures.tell(fault, what); },
              [this](std::string_view feed) { wakeups.wake(feed); }
          )),
          store(*opened), redis(make_redis(ground.redis)),
          answers(redis ? std::optional{redis->answers()} : std::nullopt, entropy),
          keyring(store, vault, entropy, clock), connections(store, vault, clock),
          snapshots(catalogue.corridor), cursors(vault.derive("cursors")),
          compute(kComputeThreads, kComputeWaitingMax),
          people(store, vault, clock, metrics, config.origin, std::move(ground.pages)),
          authenticator(store, clock, people.sessions), services{
                                                            store,
                                                            vault,
                                                            entropy,
                                                            clock,
                                                            keyring,
                                                            connections,
                                                            tally,
                                                            catalogue,
                                                            snapshots,
                                                            planners,
                                                            cursors,
                                                            wakeups,
                                                            compute,
                                                            log,
                                                            metrics,
                                                            people,
                                                            tombstones,
                                                            answers
                                                        } {
        wakeups.tell_others([this](std::string_view feed) {
            if (redis) {
                redis->announce(feed);
            } else {
                store.announce(feed);
            }
        });
        for (std::size_t i = 0; i < worker_count(config); ++i) {
            workers.push_back(std::make_unique<platform::Worker>(i, log));
        }
        services.calls = &channels.caller();
        services.require_ready_declarations = config.require_ready_declarations;
        make_server();
    }

    ~Parts() {
        control.reset();
        workers_stop();
        server.reset();
        workers.clear();
        store.stop();
    }

    std::unique_ptr<RedisServices> make_redis(const std::optional<platform::RedisUrl>& url) {
        if (!url) {
            return nullptr;
        }
        return std::make_unique<RedisServices>(
            platform::RedisOptions{.url = *url},
            RedisServices::Dependencies{vault, entropy, log, metrics, store, wakeups}
        );
    }

    void make_server() {
        std::vector<http::Route> routes = endpoints::all(services);
        probes::add(
            routes,
            services,
            {.draining = [this] { return stopping.load() || server->draining(); },
             .without_redis = [this] { return redis && redis->away(); }}
        );
        std::vector<std::reference_wrapper<platform::Worker>> refs;
        refs.reserve(workers.size());
        for (const auto& worker : workers) {
            refs.emplace_back(*worker);
        }
        http::ServerOptions options = server_options(config);
        if (redis) {
            options.rates.share = [this](const std::string& name, platform::TokenBuckets& buckets) {
                redis->share(name, buckets);
            };
        }
        server = std::make_unique<http::Server>(
            options,
            std::move(routes),
            http::ServerDependencies{clock, entropy, log, metrics, authenticator, compute},
            std::move(refs)
        );
    }

    void start() {
        if (redis) {
            redis->start();
        }
        for (const auto& worker : workers) {
            worker->start();
            for (std::size_t i = 0; i < limits::inbox_tasks_per_worker; ++i) {
                inbox_workers.push_back(std::make_unique<InboxWorker>(services, stopping));
                InboxWorker& inbox = *inbox_workers.back();
                worker->run_and_wait([&] { worker->tasks().spawn("inbox", inbox.run()); });
            }
        }
        workers.front()->run_and_wait([this] {
            workers.front()->tasks().spawn("housekeeping", keep_house(services, stopping));
            workers.front()->tasks().spawn("retry", retry_worker.run());
            workers.front()->tasks().spawn("departures", finish_departures(services, stopping));
            workers.front()->tasks().spawn("replanning", follow_corridor(services, stopping));
            workers.front()->tasks().spawn("parcel_log", log_worker.run());
            workers.front()->tasks().spawn("timetables", follow_timetables(services, stopping));
        });
        channels.start(*workers.front());
        signals = std::make_unique<platform::ShutdownSignals>(*workers.front(), [this] {
            ask_to_stop();
        });
        if (const auto file = config.store_location().file()) {
            control = std::make_unique<ControlSocket>(control_socket_path(*file), admin());
        }
        server->start();
    }

    /// Before anything is served: the store may be an older backup.
    Result<void> erase_again() {
        const auto erased = apply_tombstones(admin().erasure_tools());
        if (!erased) {
            return Failure{erased.error()};
        }
        if (*erased > 0) {
            log.warning("erased_again", {{"people", *erased}});
        }
        return {};
    }

    /// Business time waits for a clock that was set back; one that is far off is a mistake.
    Result<void> allow_clock(Instant seen) {
        const Milliseconds behind = seen - clock.business();
        if (behind > limits::clock_set_back_max) {
            return fail(
                ErrorCode::state_forbids,
                "this store has seen " + format_corridor(seen) + ", which is later than " +
                    format_corridor(clock.business()) +
                    ": set the clock, or give --clock-start at or after it"
            );
        }
        if (behind > kClockSlack) {
            const auto seconds = std::chrono::floor<Seconds>(behind).count();
            log.warning("clock_behind", {{"seconds", seconds}});
        }
        return {};
    }

    AdminContext admin() {
        return {
            store,
            vault,
            entropy,
            clock,
            *catalogue.profiles,
            keyring,
            catalogue.retention,
            tombstones,
            config.origin,
            [this](const Connection& connection) { return try_call(connection); },
        };
    }

    /// For a command, which waits on a thread of its own.
    TrialStep try_call(const Connection& connection) {
        auto promise = std::make_shared<std::promise<TrialStep>>();
        auto answer = promise->get_future();
        const Tick deadline = clock.machine() + limits::request_budget;
        platform::Worker& worker = *workers.front();
        worker.post([this, &worker, connection, deadline, promise = std::move(promise)] {
            worker.tasks().spawn("trial", deliver(connection, deadline, promise));
        });
        try {
            return answer.get();
        } catch (const std::future_error&) { // its worker has stopped
            return {"call", TrialOutcome::open, "the gateway is stopping"};
        }
    }

    platform::task<void> deliver(
        Connection connection, Tick deadline, std::shared_ptr<std::promise<TrialStep>> promise
    ) {
        promise->set_value(co_await gateway::try_call(services, std::move(connection), deadline));
    }

    void ask_to_stop() {
        stopping = true;
        const std::scoped_lock lock{mutex};
        asked = true;
        changed.notify_all();
    }

    /// Whoever spreads the requests looks at /readyz and sends no more before the door closes.
    void serve_while_not_ready() {
        std::this_thread::sleep_for(Seconds{config.drain_notice_seconds});
    }

    void workers_stop() {
        if (workers_stopped) {
            return;
        }
        workers_stopped = true;
        stopping = true;
        channels.stop();
        server->drain();
        wakeups.close();
        if (signals) {
            workers.front()->run_and_wait([this] { signals.reset(); });
        }
        for (const auto& worker : workers) {
            worker->stop(limits::drain_budget);
        }
        if (redis) {
            redis->stop();
        }
    }

    Config config;
    Catalogue catalogue;
    Tombstones tombstones;
    SystemEntropy entropy;
    platform::SystemClock clock;
    platform::Log log;
    StoreFailures failures;
    platform::Metrics metrics;
    Vault vault;
    platform::WakeupBoard wakeups;
    std::unique_ptr<platform::Store> opened;
    platform::Store& store;
    std::unique_ptr<RedisServices> redis; // null without
    AnswerCache answers;
    Keyring keyring;
    ConnectionCache connections;
    ConnectionTally tally;
    SnapshotBoard snapshots;
    PlannerPool planners;
    http::CursorCodec cursors;
    platform::ComputePool compute;
    People people;
    CallerAuthenticator authenticator;
    Services services;
    std::atomic<bool> stopping{false};
    std::vector<std::unique_ptr<platform::Worker>> workers;
    std::unique_ptr<http::Server> server;
    std::vector<std::unique_ptr<InboxWorker>> inbox_workers;
    RetryWorker retry_worker{services, stopping};
    LogWorker log_worker{services, stopping};
    Channels channels{services, stopping};
    std::unique_ptr<platform::ShutdownSignals> signals;
    std::unique_ptr<ControlSocket> control;
    bool workers_stopped = false;
    std::mutex mutex;
    std::condition_variable changed;
    bool asked = false;
};

App::App(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
App::~App() = default;

Result<std::unique_ptr<App>> App::open(const Config& config) {
    crypto_start();
    SystemEntropy entropy;
    auto ground = lay_ground(config, entropy);
    if (!ground) {
        return Failure{std::move(ground).error()};
    }
    const Instant now = platform::SystemClock{{.start = config.clock_start}}.business();
    if (auto migrated = config.store_location().migrate(now); !migrated) {
        return Failure{std::move(migrated).error()};
    }
    auto parts = std::make_unique<Parts>(config, std::move(*ground));
    const auto ready = parts->store.write([&](Tx& tx) -> Result<Instant> {
        auto key = check_master_key(tx, parts->vault, config.master_key_path());
        if (!key) {
            return Failure{std::move(key).error()};
        }
        if (tx.engine() == Engine::sqlite) { // elsewhere other processes may hold them
            void_leases(tx);
        }
        return business_time_seen(tx);
    });
    if (!ready && ready.error().code == ErrorCode::read_only) {
        return fail(
            ErrorCode::read_only,
            "a start writes to the store, and it takes no writes: make room on its disk, or name "
            "the server that takes them"
        );
    }
    if (!ready) {
        return Failure{ready.error()};
    }
    if (auto allowed = parts->allow_clock(*ready); !allowed) {
        return Failure{std::move(allowed).error()};
    }
    parts->clock.not_before(*ready);
    open_descriptors(config, parts->log);
    if (auto applied = parts->erase_again(); !applied) {
        return Failure{std::move(applied).error()};
    }
    if (auto listening = parts->server->listen(); !listening) {
        return Failure{std::move(listening).error()};
    }
    return std::unique_ptr<App>{new App{std::move(parts)}};
}

void App::start() {
    parts_->start();
}

void App::wait_for_signal() {
    std::unique_lock lock{parts_->mutex};
    parts_->changed.wait(lock, [this] { return parts_->asked; });
}

void App::shut_down() {
    parts_->control.reset();
    parts_->serve_while_not_ready();
    parts_->workers_stop();
}

std::string App::base_url() const {
    return "http://" + parts_->config.address() + ":" + std::to_string(parts_->server->port());
}

AdminContext App::admin() {
    return parts_->admin();
}

} // namespace route9::gateway
