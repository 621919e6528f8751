// SPDX-License-Identifier: Apache-2.0
#include "gateway/workers/write_back_worker.hpp"

#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/channels/back_off.hpp"
#include "platform/async_store.hpp"

#include <boost/asio/this_coro.hpp>

#include <exception>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using adapters::ApiVerdict;
using adapters::WriteStep;

constexpr Seconds kLook{1};
constexpr std::int64_t kEntriesAtOnce = 5'000;
constexpr int kRowsAtOnce = 8;
constexpr std::size_t kStepsMax = 8; // of one protocol
constexpr Seconds kLeaseMargin{20};
constexpr std::int64_t kRefusalsMax = 3;
constexpr const char* kSwitch = "write_back";

} // namespace

WriteBackWorker::WriteBackWorker(
    Services& services, ChannelCaller& caller, const std::atomic<bool>& stopping
)
    : services_(services), caller_(caller), stopping_(stopping) {}

platform::task<void> WriteBackWorker::run() {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    // Nobody notifies this feed: waiting on the board only ends the pause at once at shutdown.
    auto pause = services_.wakeups.subscribe(executor, "write_back");
    while (!stopping_ && pause) {
        bool is_more = false;
        try {
            if (services_.store.state() != platform::StoreState::read_only) {
                is_more = co_await read_journal();
                is_more = co_await work_off_some() || is_more;
            }
        } catch (const std::exception& failure) {
            services_.log.error("write_back_failed", {{"what", failure}});
        }
        if (!is_more && !stopping_) {
            co_await pause->wait(services_.clock.machine() + kLook);
        }
    }
}

/// Whether there is more of it.
platform::task<bool> WriteBackWorker::read_journal() {
    const Tick deadline = services_.clock.machine() + limits::request_budget;
    auto look = [](Tx& tx) -> Result<JournalNews> { return write_backs::look(tx, kEntriesAtOnce); };
    const auto news =
        co_await platform::read(services_.store, Reach::everything(), std::move(look), deadline);
    if (!news) {
        services_.log.warning("write_back_read_failed", {{"code", news.error().code}});
        co_return false;
    }
    if (news->reached == news->from) {
        co_return false;
    }
    auto take = [news = *news, &profiles = *services_.catalogue.profiles](Tx& tx) -> Result<bool> {
        return write_backs::take(tx, news, profiles);
    };
    const auto taken = co_await platform::write(
        services_.store, Reach::everything(), std::move(take), deadline, platform::Lane::background
    );
    if (!taken) {
        services_.log.warning("write_back_read_failed", {{"code", taken.error().code}});
    }
    co_return taken && *taken && news->reached == news->from + kEntriesAtOnce;
}

platform::task<bool> WriteBackWorker::is_due() {
    auto unit = [now_ms = jobs::machine_ms(services_.clock)](Tx& tx) -> Result<bool> {
        return write_backs::is_due(tx, jobs::lease_clock_ms(tx, now_ms));
    };
    const auto due = co_await platform::read(
        services_.store,
        Reach::everything(),
        std::move(unit),
        services_.clock.machine() + limits::request_budget
    );
    co_return due && *due;
}

platform::task<bool> WriteBackWorker::work_off_some() {
    if (!co_await is_due()) {
        co_return false;
    }
    auto unit = [now_ms = jobs::machine_ms(services_.clock)](Tx& tx
                ) -> Result<std::vector<WriteBackRow>> {
        const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
        // All rows are worked off one after the other under the same lease.
        const auto lease = kRowsAtOnce * Milliseconds{limits::channel_lease};
        return write_backs::claim(tx, from_ms, from_ms + lease.count(), kRowsAtOnce);
    };
    auto rows = co_await platform::write(
        services_.store,
        Reach::everything(),
        std::move(unit),
        services_.clock.machine() + limits::request_budget,
        platform::Lane::background
    );
    if (!rows) {
        services_.log.warning("write_back_claim_failed", {{"code", rows.error().code}});
        co_return false;
    }
    for (WriteBackRow& row : *rows) {
        Outcome outcome = co_await tell(row);
        co_await settle(std::move(row), std::move(outcome));
    }
    co_return !rows->empty();
}

platform::task<WriteBackWorker::Outcome> WriteBackWorker::tell(const WriteBackRow& row) {
    const Tick deadline = services_.clock.machine() + limits::channel_lease - kLeaseMargin;
    const auto channel = co_await open_channel(services_, row.connection, {}, deadline);
    if (!channel) {
        co_return Outcome{.state = {}, .words = channel.error().detail};
    }
    const auto steps = adapters::find_write_steps(channel->profile->platform);
    const std::string given = channel->access({}).setting(kSwitch);
    if (steps == nullptr || given == "off") {
        co_return Outcome{.state = "done", .words = "nothing is told to this shop"};
    }
    std::vector<Json> answers;
    while (answers.size() < kStepsMax) {
        const Instant now = services_.clock.business();
        const WriteStep step = steps(channel->access(now), row.what, answers, now);
        if (step.kind != WriteStep::Kind::call) {
            const bool is_over = step.kind != WriteStep::Kind::retry;
            const bool is_done = step.kind == WriteStep::Kind::done;
            co_return Outcome{
                .state = !is_over  ? ""
                         : is_done ? "done"
                                   : "refused",
                .words = step.words
            };
        }
        MakeCall make = [&](const adapters::ApiAccess& access, Instant when) {
            return steps(access, row.what, answers, when).call;
        };
        ChannelAnswer answer = co_await caller_.call(*channel, std::move(make), deadline);
        const bool is_refusal =
            answer.verdict == ApiVerdict::refused || answer.verdict == ApiVerdict::not_there;
        if (is_refusal && row.attempt >= kRefusalsMax) {
            co_return Outcome{.state = "refused", .words = answer.words};
        }
        if (answer.verdict != ApiVerdict::good) {
            co_return Outcome{.state = {}, .words = answer.words, .why = std::move(answer)};
        }
        answers.push_back(std::move(answer.body));
    }
    co_return Outcome{.state = "refused", .words = "the platform asks for too many steps"};
}

platform::task<void> WriteBackWorker::settle(WriteBackRow row, Outcome outcome) {
    const bool is_over = !outcome.state.empty();
    services_.metrics
        .counter(
            "route9_write_backs_total",
            "What marketplaces were told, by what came of it",
            {{"action", std::string{adapters::name(row.what.action)}},
             {"outcome", is_over ? outcome.state : "put_back"}}
        )
        .add();
    if (outcome.state == "refused") {
        services_.log.warning(
            "write_back_refused", {{"connection", row.connection}, {"order", row.order}}
        );
    }
    const Milliseconds pause =
        pause_after(outcome.why, row.attempt, limits::channel_pause_min * 2, services_.entropy);
    if (!counts_as_failure(outcome.why)) {
        --row.attempt;
    }
    const Reach reach = Reach::of(row.tenant);
    auto unit = [row = std::move(row),
                 outcome = std::move(outcome),
                 pause,
                 now_ms = jobs::machine_ms(services_.clock)](Tx& tx) -> Result<bool> {
        if (!outcome.state.empty()) {
            return write_backs::finish(tx, row, outcome.state, outcome.words);
        }
        const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
        return write_backs::put_back(tx, row, from_ms + pause.count(), outcome.words);
    };
    const auto written = co_await platform::write(
        services_.store,
        reach,
        std::move(unit),
        services_.clock.machine() + limits::request_budget,
        platform::Lane::background
    );
    if (!written) { // its lease ends, and it is told again
        services_.log.warning("write_back_not_written", {{"code", written.error().code}});
    }
}

} // namespace route9::gateway
