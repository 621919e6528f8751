// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/ask_for_parcels.hpp"

#include "adapters/carriers/parcel_ask.hpp"
#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/channels/ask_pause.hpp"
#include "gateway/channels/back_off.hpp"
#include "gateway/channels/parcel_asks.hpp"
#include "gateway/intake/connection_traffic.hpp"
#include "gateway/shipping/track_parcels.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using adapters::ApiVerdict;
using adapters::TrackingReport;

constexpr Seconds kLeaseMargin{20}; // of the lease, to write what came
constexpr Seconds kCallMargin{12};  // of the deadline: a call may take its whole budget
constexpr Milliseconds kAtOnce{0};
constexpr Milliseconds kFirstPause{10'000};
constexpr std::chrono::days kPushedLately{1};

/// How long after its time a parcel is asked for.
constexpr std::array<std::chrono::microseconds, 5> kLags{
    Minutes{1}, Minutes{5}, Minutes{30}, Minutes{120}, Minutes{360}
};

struct Plan {
    std::vector<ParcelAsk> asks;
    bool is_pushed = false;
};

class Round {
public:
    Round(Services& services, ChannelCaller& caller, ChannelPoll poll)
        : services_(services), caller_(caller), poll_(std::move(poll)),
          deadline_(services.clock.machine() + limits::channel_lease - kLeaseMargin) {}

    platform::task<void> run() {
        auto channel = co_await open_channel(services_, poll_.connection, {}, deadline_);
        if (!channel && channel.error().code == ErrorCode::overloaded) {
            co_return co_await rest(); // it is paused
        }
        if (!channel) {
            co_return co_await put_back({.words = channel.error().detail});
        }
        of_ = {poll_.tenant, poll_.connection, channel->shop->party};
        auto plan = co_await make_plan();
        if (!plan) {
            co_return co_await put_back({.words = "the store is away"});
        }
        is_pushed_ = plan->is_pushed;
        for (ParcelAsk& ask : plan->asks) {
            if (services_.clock.machine() + kCallMargin > deadline_) {
                break;
            }
            if (auto failed = co_await ask_for(*channel, std::move(ask))) {
                co_return co_await stop(std::move(*failed));
            }
        }
        co_await finish(plan->asks.size());
    }

private:
    platform::task<Result<Plan>> make_plan() {
        const Instant now = services_.clock.business();
        if (poll_.span_to + parcel_follow_pause <= now) {
            auto follow = [of = of_, now](Tx& tx) -> Result<bool> {
                parcel_asks::follow(tx, of, now + ask_pause_min, parcels_followed_at_once);
                return true;
            };
            if (auto followed = co_await write(std::move(follow)); !followed) {
                co_return Failure{std::move(followed).error()};
            }
            poll_.span_to = now;
        }
        auto unit = [of = of_, now](Tx& tx) -> Result<Plan> {
            const auto heard = connection_traffic::last_heard(tx, of.tenant, of.connection);
            return Plan{
                .asks = parcel_asks::due(tx, of, now, static_cast<int>(parcels_asked_at_once)),
                .is_pushed = heard && *heard + kPushedLately > now,
            };
        };
        co_return co_await platform::read(
            services_.store, Reach::of(poll_.tenant), std::move(unit), deadline_
        );
    }

    /// What failed, when it is the carrier's or ours and no more is asked now.
    platform::task<std::optional<ChannelAnswer>> ask_for(const Channel& channel, ParcelAsk ask) {
        const Instant now = services_.clock.business();
        const Instant soonest =
            ask.pushed_at ? *ask.pushed_at + ask_pause(Seconds{0}, is_pushed_) : now;
        if (soonest > now) { // it was told meanwhile
            co_await put_off(ask, soonest);
            co_return std::nullopt;
        }
        lag(channel, now - ask.due_at);
        ++asked_;
        const auto& rule = channel.profile->parcel_ask;
        MakeCall make = [&rule, code = ask.code](const adapters::ApiAccess& access, Instant) {
            return adapters::parcel_ask_call(rule, access, code);
        };
        auto answer = co_await caller_.call(channel, std::move(make), deadline_);
        count(channel, adapters::name(answer.verdict));
        switch (answer.verdict) {
        case ApiVerdict::good:
            co_return co_await take(channel, ask, answer.body);
        case ApiVerdict::not_there:
            words_ = "it does not know the parcel " + ask.code + ": " + answer.words;
            co_await put_off(ask, now + ask_pause(since(ask, now), is_pushed_));
            co_return std::nullopt;
        case ApiVerdict::refused:
        case ApiVerdict::passing:
            co_await put_off(ask, now + parcel_failed_pause);
            co_return answer;
        case ApiVerdict::token_expired:
        case ApiVerdict::throttled:
            break;
        }
        co_return answer;
    }

    platform::task<std::optional<ChannelAnswer>>
    take(const Channel& channel, const ParcelAsk& ask, const Json& answer) {
        const auto* words = services_.catalogue.carrier_words.find(channel.profile->parcel_words);
        auto reports =
            adapters::read_parcel_answer(channel.profile->parcel_ask, *words, answer, ask.code);
        if (!reports) {
            const FieldError& field = reports.error().fields.front();
            words_ = "unreadable answer about the parcel " + ask.code + ": " + field.pointer +
                     ": " + field.message;
            count(channel, "unreadable");
            services_.log.warning("parcel_answer_unreadable", {{"connection", poll_.connection}});
            const Instant now = services_.clock.business();
            co_await put_off(ask, now + ask_pause(since(ask, now), is_pushed_));
            co_return std::nullopt;
        }
        if (!co_await book(channel, ask, std::move(*reports))) {
            co_return ChannelAnswer{.words = "the store is away"};
        }
        ++good_;
        co_return std::nullopt;
    }

    /// In units of a bounded size; only the last puts the parcel off, so that what was cut off is
    /// asked for again.
    platform::task<bool>
    book(const Channel& channel, const ParcelAsk& ask, std::vector<TrackingReport> reports) {
        bool is_news = false;
        std::size_t at = 0;
        do {
            const std::size_t end =
                std::min(at + limits::tracking_events_per_unit_max, reports.size());
            TrackingBatch batch{
                .tenant = poll_.tenant,
                .carrier = of_.carrier,
                .reports =
                    {reports.begin() + static_cast<std::ptrdiff_t>(at),
                     reports.begin() + static_cast<std::ptrdiff_t>(end)},
                .ids = DrawnEntropy{services_.entropy},
                .now = services_.clock.business(),
                .terms = services_.catalogue.return_terms.get(),
            };
            const bool is_last = end == reports.size();
            auto unit = [batch = std::move(batch),
                         of = of_,
                         parcel = ask.parcel,
                         is_pushed = is_pushed_,
                         is_last,
                         &vault = services_.vault](Tx& tx) -> Result<bool> {
                const auto tracked = track_parcels(tx, batch, vault);
                if (!tracked) {
                    return Failure{tracked.error()};
                }
                if (is_last) {
                    const auto told = parcel_asks::told_at(tx, of, parcel).value_or(batch.now);
                    const auto silence = std::chrono::floor<Seconds>(batch.now - told);
                    parcel_asks::put_off(tx, of, parcel, batch.now + ask_pause(silence, is_pushed));
                }
                return std::ranges::any_of(*tracked, [](const TrackedEvent& event) {
                    return event.answer != TrackingAnswer::duplicate;
                });
            };
            const auto booked = co_await write(std::move(unit));
            if (!booked) {
                co_return false;
            }
            is_news = is_news || *booked;
            at = end;
        } while (at < reports.size());
        if (is_news) {
            count(channel, "news");
            services_.wakeups.notify(journal_feed(poll_.tenant));
        }
        co_return true;
    }

    static Seconds since(const ParcelAsk& ask, Instant now) {
        return std::chrono::floor<Seconds>(now - ask.told_at);
    }

    platform::task<void> put_off(const ParcelAsk& ask, Instant until) {
        auto unit = [of = of_, parcel = ask.parcel, until](Tx& tx) -> Result<bool> {
            parcel_asks::put_off(tx, of, parcel, until);
            return true;
        };
        co_await write(std::move(unit));
    }

    platform::task<void> finish(std::size_t planned) {
        const bool is_more = planned == parcels_asked_at_once || asked_ < planned;
        const Milliseconds pause = is_more ? kAtOnce : Milliseconds{parcel_look_pause};
        if (asked_ == 0) {
            co_return co_await rest();
        }
        if (good_ > 0) {
            co_return co_await advance(pause);
        }
        poll_.attempt = 0; // the carrier answers, only not as it should
        co_await put_back_for(std::max<Milliseconds>(pause, kFirstPause), words_);
    }

    platform::task<void> stop(ChannelAnswer why) {
        if (good_ == 0) {
            co_return co_await put_back(std::move(why));
        }
        co_await advance(pause_after(why, poll_.attempt, kFirstPause, services_.entropy));
    }

    platform::task<void> advance(Milliseconds pause) {
        poll_.reached = services_.clock.business();
        auto unit = [poll = poll_, pause, now_ms = jobs::machine_ms(services_.clock)](Tx& tx
                    ) -> Result<bool> {
            const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
            return channel_polls::advance(tx, poll, from_ms + pause.count(), poll.reached);
        };
        co_await write(std::move(unit));
    }

    platform::task<void> rest() {
        --poll_.attempt;
        auto unit = [poll = poll_,
                     now = services_.clock.business(),
                     now_ms = jobs::machine_ms(services_.clock)](Tx& tx) -> Result<bool> {
            const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
            const auto until_ms = from_ms + Milliseconds{parcel_look_pause}.count();
            return channel_polls::rest(tx, poll, until_ms, now);
        };
        co_await write(std::move(unit));
    }

    platform::task<void> put_back(ChannelAnswer why) {
        const bool counts = counts_as_failure(why);
        const Milliseconds first = counts ? kFirstPause : Milliseconds{limits::channel_pause_min};
        const Milliseconds pause = pause_after(why, poll_.attempt, first, services_.entropy);
        if (!counts) {
            --poll_.attempt;
        }
        co_await put_back_for(pause, std::move(why.words));
    }

    platform::task<void> put_back_for(Milliseconds pause, std::string words) {
        auto unit = [poll = poll_,
                     pause,
                     words = std::move(words),
                     now_ms = jobs::machine_ms(services_.clock)](Tx& tx) -> Result<bool> {
            const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
            return channel_polls::put_back(tx, poll, from_ms + pause.count(), words);
        };
        co_await write(std::move(unit));
    }

    template <class Unit>
    platform::task<Result<bool>> write(Unit unit) {
        auto written = co_await platform::write(
            services_.store,
            Reach::of(poll_.tenant),
            std::move(unit),
            services_.clock.machine() + limits::request_budget,
            platform::Lane::background
        );
        if (!written) { // its lease ends
            services_.log.warning("parcel_ask_not_written", {{"code", written.error().code}});
        }
        co_return written;
    }

    void count(const Channel& channel, std::string_view outcome) {
        services_.metrics
            .counter(
                "route9_parcels_asked_total",
                "Parcels that carriers were asked for by what came of it",
                {{"platform", channel.profile->platform}, {"outcome", std::string{outcome}}}
            )
            .add();
    }

    void lag(const Channel& channel, std::chrono::nanoseconds span) {
        services_.metrics
            .histogram(
                "route9_parcel_ask_lag_seconds",
                "How long after its time a carrier was asked for a parcel",
                {{"platform", channel.profile->platform}},
                kLags
            )
            .observe(span);
    }

    Services& services_;
    ChannelCaller& caller_;
    ChannelPoll poll_;
    Tick deadline_;
    AskingCarrier of_;
    bool is_pushed_ = false;
    std::size_t asked_ = 0;
    std::size_t good_ = 0;
    std::string words_;
};

} // namespace

platform::task<void> ask_for_parcels(Services& services, ChannelCaller& caller, ChannelPoll poll) {
    Round round{services, caller, std::move(poll)};
    co_await round.run();
}

} // namespace route9::gateway
