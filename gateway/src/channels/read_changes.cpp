// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/read_changes.hpp"

#include "adapters/marketplaces/hook_facts.hpp"
#include "core/jobs.hpp"
#include "core/json.hpp"
#include "core/limits.hpp"
#include "gateway/channels/back_off.hpp"
#include "gateway/channels/order_fetches.hpp"
#include "gateway/intake/keep_delivery.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using adapters::ApiVerdict;

constexpr Seconds kLeaseMargin{20}; // of the lease, to write what came
constexpr Milliseconds kAtOnce{0};
constexpr Milliseconds kFirstPause{10'000};

class Reading {
public:
    Reading(Services& services, ChannelCaller& caller, ChannelPoll poll)
        : services_(services), caller_(caller), poll_(std::move(poll)),
          deadline_(services.clock.machine() + limits::channel_lease - kLeaseMargin) {}

    platform::task<void> run() {
        auto channel = co_await open_channel(services_, poll_.connection, {}, deadline_);
        if (!channel) {
            co_return co_await put_back({.words = channel.error().detail});
        }
        const bool is_mail = poll_.kind == PollKind::mail;
        const std::string needed{is_mail ? channel->api->mail_setting : std::string_view{}};
        if (!needed.empty() && channel->access({}).setting(needed).empty()) {
            co_return co_await put_back({.words = "the connection needs " + needed + "=…"});
        }
        for (int pages = 0; pages < limits::poll_pages_max; ++pages) {
            const bool is_more =
                is_mail ? co_await read_mail(*channel) : co_await read_page(*channel);
            if (!is_more) {
                co_return;
            }
        }
        co_await advance(kAtOnce);
    }

private:
    /// Whether there is another page to read now; if not, the poll is advanced or put back.
    platform::task<bool> read_page(const Channel& channel) {
        const Instant now = services_.clock.business();
        const Instant from = poll_.reached - limits::poll_overlap;
        if (poll_.page.empty()) {
            poll_.span_to = std::min(now, from + channel.api->span_max);
        }
        const adapters::ChangeSpan span{
            .from = from,
            .to = poll_.span_to,
            .cursor = poll_.page,
            .is_open = poll_.span_to < from + channel.api->span_max,
        };
        MakeCall make = [&channel, span](const adapters::ApiAccess& access, Instant when) {
            return channel.api->changes_call(access, span, when);
        };
        auto answer = co_await caller_.call(channel, std::move(make), deadline_);
        if (answer.verdict != ApiVerdict::good) {
            co_await put_back(std::move(answer));
            co_return false;
        }
        auto page = channel.api->read_changes(answer.body, span);
        if (!page) {
            co_await put_back({.words = "unreadable list of changes"});
            co_return false;
        }
        if (!co_await ask_for(channel, std::move(page->external_ids))) {
            co_await put_back({.words = "the store is away"});
            co_return false;
        }
        poll_.page = std::move(page->next);
        if (!poll_.page.empty()) {
            co_return true;
        }
        poll_.reached = poll_.span_to;
        const bool is_behind = poll_.reached + limits::poll_interval < now;
        co_await advance(is_behind ? kAtOnce : Milliseconds{limits::poll_interval});
        co_return false;
    }

    platform::task<bool> ask_for(const Channel& channel, std::vector<std::string> ids) {
        const Instant now = services_.clock.business();
        auto unit = [poll = poll_, ids = std::move(ids), shop = channel.shop_name, now](Tx& tx
                    ) -> Result<bool> {
            for (const std::string& id : ids) {
                order_fetches::ask(
                    tx,
                    {.tenant = poll.tenant,
                     .connection = poll.connection,
                     .external_id = id,
                     .shop = shop,
                     .asked_at = now}
                );
            }
            return true;
        };
        const auto asked = co_await platform::write(
            services_.store,
            Reach::of(poll_.tenant),
            std::move(unit),
            deadline_,
            platform::Lane::background
        );
        if (asked) {
            services_.wakeups.notify(order_fetch_feed);
        }
        co_return asked.has_value();
    }

    platform::task<bool> read_mail(const Channel& channel) {
        MakeCall make = [&channel,
                         last = poll_.page](const adapters::ApiAccess& access, Instant when) {
            return channel.api->mail_call(access, last, when);
        };
        auto answer = co_await caller_.call(channel, std::move(make), deadline_);
        if (answer.verdict != ApiVerdict::good) {
            co_await put_back(std::move(answer));
            co_return false;
        }
        auto mail = channel.api->read_mail(answer.body);
        if (!mail) {
            co_await put_back({.words = "unreadable list of messages"});
            co_return false;
        }
        for (const adapters::MailPage::Message& message : mail->messages) {
            if (!co_await keep(channel, message)) {
                co_await put_back({.words = "the store is away"});
                co_return false;
            }
        }
        poll_.page = mail->receipt;
        if (!mail->receipt.empty() && channel.api->receipt_call != nullptr) {
            if (auto failed = co_await acknowledge(channel, mail->receipt)) {
                co_await put_back(std::move(*failed));
                co_return false;
            }
        }
        if (!mail->is_last) {
            co_return true;
        }
        poll_.reached = services_.clock.business();
        co_await advance(Milliseconds{limits::mail_interval});
        co_return false;
    }

    /// What failed, if anything: then the same messages come again.
    platform::task<std::optional<ChannelAnswer>>
    acknowledge(const Channel& channel, std::string receipt) {
        MakeCall make = [&channel, receipt](const adapters::ApiAccess& access, Instant when) {
            return channel.api->receipt_call(access, receipt, when);
        };
        auto answer = co_await caller_.call(channel, std::move(make), deadline_);
        co_return answer.verdict == ApiVerdict::good ? std::nullopt : std::optional{answer};
    }

    /// As if it had been pushed.
    platform::task<bool> keep(const Channel& channel, const adapters::MailPage::Message& message) {
        const std::string shop = shop_key(message.shop);
        const auto owner = co_await addressee(services_, channel.app, shop, deadline_);
        if (!owner) {
            co_return false;
        }
        const std::string body = print_json(message.body);
        const adapters::HookRequest as_pushed{.headers = {}, .body = body, .public_url = {}};
        const auto key = adapters::dedupe_key(*channel.profile, as_pushed, message.body);
        Keeping keeping{
            .delivery = {.topic = {}, .shop = shop, .body = body},
            .dedupe = filed_dedupe(**owner, shop, key),
        };
        if ((*owner)->is_app()) {
            keeping.state = InboxState::unmatched;
            keeping.reason = "no connection of this app is for the shop " + shop;
        }
        const auto kept = co_await keep_delivery(services_, **owner, std::move(keeping), deadline_);
        co_return kept.has_value();
    }

    platform::task<void> advance(Milliseconds pause) {
        count("read");
        auto unit = [poll = poll_,
                     pause,
                     now = services_.clock.business(),
                     now_ms = jobs::machine_ms(services_.clock)](Tx& tx) -> Result<bool> {
            const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
            return channel_polls::advance(tx, poll, from_ms + pause.count(), now);
        };
        co_await write(std::move(unit));
    }

    platform::task<void> put_back(ChannelAnswer why) {
        count("put_back");
        const bool counts = counts_as_failure(why);
        const Milliseconds first = counts ? kFirstPause : Milliseconds{limits::channel_pause_min};
        const Milliseconds pause = pause_after(why, poll_.attempt, first, services_.entropy);
        if (!counts) {
            --poll_.attempt;
        }
        auto unit = [poll = poll_,
                     pause,
                     words = why.words,
                     now_ms = jobs::machine_ms(services_.clock)](Tx& tx) -> Result<bool> {
            const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
            return channel_polls::put_back(tx, poll, from_ms + pause.count(), words);
        };
        co_await write(std::move(unit));
    }

    template <class Unit>
    platform::task<void> write(Unit unit) {
        const auto written = co_await platform::write(
            services_.store,
            Reach::of(poll_.tenant),
            std::move(unit),
            services_.clock.machine() + limits::request_budget,
            platform::Lane::background
        );
        if (!written) { // its lease ends
            services_.log.warning("channel_poll_not_written", {{"code", written.error().code}});
        }
    }

    void count(const char* outcome) {
        services_.metrics
            .counter(
                "route9_channel_polls_total",
                "Lists and queues of marketplaces that were read",
                {{"kind", std::string{name(poll_.kind)}}, {"outcome", outcome}}
            )
            .add();
    }

    Services& services_;
    ChannelCaller& caller_;
    ChannelPoll poll_;
    Tick deadline_;
};

} // namespace

platform::task<void> read_channel(Services& services, ChannelCaller& caller, ChannelPoll poll) {
    Reading reading{services, caller, std::move(poll)};
    co_await reading.run();
}

} // namespace route9::gateway
