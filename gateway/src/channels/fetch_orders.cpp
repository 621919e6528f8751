// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/fetch_orders.hpp"

#include "adapters/marketplaces/stock_api.hpp"
#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "gateway/channels/back_off.hpp"
#include "gateway/channels/listings.hpp"
#include "gateway/intake/take_event.hpp"
#include "gateway/orders/awaited_order.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace route9::gateway {
namespace {

using adapters::ApiVerdict;
using adapters::FetchedOrder;
using namespace fulfillment;

constexpr Seconds kLeaseMargin{20}; // of the lease, to write what came

/// A platform that names no channel has the connection's.
void claim_channel(adapters::InboundEvent& event, const ConnectionId& connection) {
    if (event.channel.empty()) {
        event.channel = connection.text();
    }
    if (event.order && event.order->channel.empty()) {
        event.order->channel = event.channel;
    }
}

class Batch {
public:
    Batch(Services& services, ChannelCaller& caller, std::vector<OrderFetch> fetches)
        : services_(services), caller_(caller), fetches_(std::move(fetches)),
          deadline_(services.clock.machine() + limits::channel_lease - kLeaseMargin) {}

    platform::task<void> run() {
        auto channel = co_await open_channel(
            services_, fetches_.front().connection, fetches_.front().shop, deadline_
        );
        if (!channel) {
            co_return co_await put_all_back(
                {.verdict = ApiVerdict::passing, .words = channel.error().detail}
            );
        }
        for (const OrderFetch& fetch : fetches_) {
            ids_.push_back(fetch.external_id);
        }
        std::vector<Json> answers;
        auto failed = co_await ask(*channel, answers);
        if (failed) {
            co_return co_await put_all_back(std::move(*failed));
        }
        auto orders = channel->api->read_orders(answers, ids_, channel->profile->order_states);
        for (std::size_t at = 0; at < fetches_.size(); ++at) {
            co_await take(*channel, fetches_[at], std::move(orders[at]));
        }
    }

private:
    /// The first answer that is none, when there is one.
    platform::task<std::optional<ChannelAnswer>>
    ask(const Channel& channel, std::vector<Json>& answers) {
        const Instant now = services_.clock.business();
        const auto calls = channel.api->order_calls(channel.access(now), ids_, now).size();
        for (std::size_t at = 0; at < calls; ++at) {
            MakeCall make = [this, &channel, at](const adapters::ApiAccess& access, Instant when) {
                return std::move(channel.api->order_calls(access, ids_, when).at(at));
            };
            ChannelAnswer answer = co_await caller_.call(channel, std::move(make), deadline_);
            if (answer.verdict != ApiVerdict::good) {
                co_return answer;
            }
            answers.push_back(std::move(answer.body));
        }
        co_return std::nullopt;
    }

    platform::task<void> put_all_back(ChannelAnswer why) {
        for (const OrderFetch& fetch : fetches_) {
            co_await give_up_for_now(fetch, why);
        }
    }

    platform::task<void> give_up_for_now(OrderFetch fetch, ChannelAnswer why) {
        const bool is_over =
            (why.verdict == ApiVerdict::refused && fetch.attempt >= limits::fetch_refusals_max) ||
            (why.verdict == ApiVerdict::not_there && fetch.attempt >= limits::fetch_absences_max);
        if (is_over) {
            co_return co_await park(fetch, {.code = {}, .note = why.words});
        }
        const Milliseconds pause =
            pause_after(why, fetch.attempt, limits::channel_pause_min, services_.entropy);
        if (!counts_as_failure(why)) {
            --fetch.attempt;
        }
        auto unit = [fetch, pause, words = why.words, now_ms = jobs::machine_ms(services_.clock)](
                        Tx& tx
                    ) -> Result<bool> {
            const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
            return order_fetches::put_back(tx, fetch, from_ms + pause.count(), words);
        };
        count("put_back");
        const bool is_long =
            why.verdict == ApiVerdict::passing && fetch.attempt >= limits::fetch_absences_max;
        if (why.is_lost || is_long) {
            co_await tell(fetch, {.code = {}, .note = why.words});
        }
        co_await write(fetch, std::move(unit));
    }

    /// For a person; the order that stands as awaiting_details says why.
    platform::task<void> park(const OrderFetch& fetch, HoldReason why) {
        count("parked");
        services_.log.warning("order_fetch_parked", {{"connection", fetch.connection}});
        co_await tell(fetch, why);
        const std::string words = why.pointer.empty() ? why.note : why.pointer + ": " + why.note;
        auto unit = [fetch, words](Tx& tx) -> Result<bool> {
            return order_fetches::park(tx, fetch, words);
        };
        co_await write(fetch, std::move(unit));
    }

    platform::task<void> tell(const OrderFetch& fetch, HoldReason why) {
        why.code = std::string{details_refused_reason};
        const Instant now = services_.clock.business();
        auto unit = [fetch, why, now, id = EventId::make(now, services_.entropy)](Tx& tx
                    ) -> Result<bool> {
            for (OrderRecord& record :
                 orders::of_connection(tx, {fetch.tenant, fetch.connection, fetch.external_id})) {
                if (record.status == OrderStatus::awaiting_details) {
                    if (auto told = add_reason(tx, std::move(record), why, id, now); !told) {
                        return Failure{std::move(told).error()};
                    }
                }
            }
            return true;
        };
        co_await write(fetch, std::move(unit));
    }

    platform::task<void> take(const Channel& channel, const OrderFetch& fetch, FetchedOrder order) {
        if (!order.event) {
            const Error& error = order.event.error();
            if (error.code == ErrorCode::not_found) {
                const ChannelAnswer absent{.verdict = ApiVerdict::not_there, .words = error.detail};
                co_return co_await give_up_for_now(fetch, absent);
            }
            HoldReason why{.code = {}, .note = error.detail};
            if (!error.fields.empty()) {
                why.pointer = error.fields.front().pointer;
                why.note = error.fields.front().message;
            }
            co_return co_await park(fetch, std::move(why));
        }
        claim_channel(*order.event, fetch.connection);
        co_await learn(*channel.shop, order.event->listings);
        EventOrigin origin{
            .tenant = fetch.tenant,
            .connection = fetch.connection,
            .received_at = services_.clock.business(),
            .was_fetched = true,
            .finish =
                [fetch](Tx& tx, InboxState state, std::string_view reason) {
                    return state == InboxState::quarantined ? order_fetches::park(tx, fetch, reason)
                                                            : order_fetches::settle(tx, fetch);
                },
        };
        const auto taken = co_await take_event(
            services_,
            std::move(origin),
            *channel.shop,
            std::move(*order.event),
            channel.shop_name,
            deadline_
        );
        if (!taken) {
            const ChannelAnswer passing{.words = taken.error().detail};
            co_return co_await give_up_for_now(fetch, passing);
        }
        count(*taken == InboxState::quarantined ? "parked" : "taken");
    }

    /// What the shop's platform calls its goods. A failure costs nothing: the next order tells it
    /// too.
    platform::task<void> learn(const Connection& shop, std::vector<adapters::Listing> listings) {
        const bool is_told = adapters::find_stock_api(shop.platform.text()) != nullptr;
        if (listings.empty() || !is_told) {
            co_return;
        }
        const StockShop of{.connection = shop.id, .platform = {}, .seller = shop.party};
        auto look = [tenant = shop.tenant, of, listings](Tx& tx) -> Result<bool> {
            return listings::is_known(tx, tenant, of, listings);
        };
        const auto known = co_await platform::read(
            services_.store, Reach::of(shop.tenant), std::move(look), deadline_
        );
        if (!known || *known) {
            co_return;
        }
        auto unit = [tenant = shop.tenant,
                     of,
                     listings = std::move(listings),
                     now = services_.clock.business()](Tx& tx) -> Result<bool> {
            listings::learn(tx, tenant, of, listings, now);
            return true;
        };
        co_await write(fetches_.front(), std::move(unit));
    }

    template <class Unit>
    platform::task<void> write(const OrderFetch& fetch, Unit unit) {
        const auto written = co_await platform::write(
            services_.store,
            Reach::of(fetch.tenant),
            std::move(unit),
            services_.clock.machine() + limits::request_budget,
            platform::Lane::background
        );
        if (!written) {
            services_.log.warning("order_fetch_not_written", {{"code", written.error().code}});
        }
    }

    void count(const char* outcome) {
        services_.metrics
            .counter(
                "route9_orders_fetched_total",
                "Orders that were asked for by what came of it",
                {{"outcome", outcome}}
            )
            .add();
    }

    Services& services_;
    ChannelCaller& caller_;
    std::vector<OrderFetch> fetches_;
    std::vector<std::string> ids_;
    Tick deadline_;
};

} // namespace

platform::task<void>
fetch_orders(Services& services, ChannelCaller& caller, std::vector<OrderFetch> fetches) {
    Batch batch{services, caller, std::move(fetches)};
    co_await batch.run();
}

} // namespace route9::gateway
