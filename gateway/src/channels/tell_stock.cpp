// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/tell_stock.hpp"

#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "gateway/channels/back_off.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <tuple>
#include <utility>

namespace route9::gateway {
namespace {

using adapters::ApiVerdict;
using adapters::StockApi;
using adapters::StockFigure;
using Tellings = std::span<const StockTelling>;

constexpr Seconds kLeaseMargin{20}; // of the lease, to write what came of it
constexpr std::int64_t kRefusalsMax = 3;

struct Outcome {
    enum class Kind : std::uint8_t { told, refused, put_back };
    Kind kind = Kind::put_back;
    ChannelAnswer why{}; // without a body
};

const char* name(Outcome::Kind kind) noexcept {
    switch (kind) {
    case Outcome::Kind::told:
        return "told";
    case Outcome::Kind::refused:
        return "refused";
    case Outcome::Kind::put_back:
        break;
    }
    return "put_back";
}

ChannelAnswer without_body(const ChannelAnswer& answer) {
    return {
        .verdict = answer.verdict,
        .words = answer.words,
        .wait = answer.wait,
        .is_lost = answer.is_lost,
    };
}

bool is_refusal(ApiVerdict verdict) noexcept {
    return verdict == ApiVerdict::refused || verdict == ApiVerdict::not_there;
}

std::vector<StockFigure> figures_of(Tellings tellings) {
    std::vector<StockFigure> figures;
    figures.reserve(tellings.size());
    std::ranges::transform(tellings, std::back_inserter(figures), &StockTelling::figure);
    return figures;
}

class Telling {
public:
    Telling(Services& services, ChannelCaller& caller, std::vector<StockTelling> tellings)
        : services_(services), caller_(caller), tellings_(std::move(tellings)),
          deadline_(services.clock.machine() + limits::channel_lease - kLeaseMargin) {}

    platform::task<void> run() {
        auto channel =
            co_await open_channel(services_, tellings_.front().connection, {}, deadline_);
        if (!channel) {
            co_return co_await settle_all(tellings_, {.why = {.words = channel.error().detail}});
        }
        platform_ = channel->profile->platform;
        const StockApi* api = adapters::find_stock_api(platform_);
        if (api == nullptr || !tells_stock(*channel->shop)) {
            co_return co_await settle_all(
                tellings_, {.why = {.words = "the shop is not told (stock=on)"}}
            );
        }
        const bool has_place = !channel->access({}).setting(adapters::stock_place_setting).empty();
        if (api->needs_place && !has_place) {
            const Outcome refused{
                .kind = Outcome::Kind::refused,
                .why =
                    {.words = "the connection needs " + std::string{adapters::stock_place_setting} +
                              "=…"}
            };
            co_return co_await settle_all(tellings_, refused);
        }
        if (api->of_one_item) {
            std::ranges::sort(tellings_, {}, [](const StockTelling& one) {
                return std::tie(one.figure.listing.item, one.figure.listing.variant);
            });
        }
        for (Tellings left = tellings_; !left.empty();) {
            const Tellings batch = next_batch(*api, left);
            left = left.subspan(batch.size());
            co_await tell(*channel, *api, batch);
        }
    }

private:
    static Tellings next_batch(const StockApi& api, Tellings left) {
        std::size_t size = std::min(left.size(), api.figures_at_once);
        for (std::size_t at = 1; api.of_one_item && at < size; ++at) {
            if (left[at].figure.listing.item != left.front().figure.listing.item) {
                size = at;
            }
        }
        return left.first(size);
    }

    platform::task<void> tell(const Channel& channel, const StockApi& api, Tellings batch) {
        const std::vector<StockFigure> figures = figures_of(batch);
        MakeCall make = [&](const adapters::ApiAccess& access, Instant when) {
            return api.call(access, figures, when);
        };
        const ChannelAnswer answer = co_await caller_.call(channel, std::move(make), deadline_);
        const bool is_good = answer.verdict == ApiVerdict::good;
        if (!is_good && !is_refusal(answer.verdict)) {
            co_return co_await settle_all(batch, {.why = without_body(answer)});
        }
        const auto complaints = api.complaints(answer.body, figures);
        const auto named = std::ranges::count_if(complaints, [](const std::string& words) {
            return !words.empty();
        });
        const bool is_all = named == std::ssize(complaints);
        if (batch.size() > 1 && (is_all || (!is_good && named == 0))) {
            for (std::size_t at = 0; at < batch.size(); ++at) {
                co_await tell(channel, api, batch.subspan(at, 1));
            }
            co_return;
        }
        std::vector<Outcome> outcomes;
        outcomes.reserve(batch.size());
        for (std::size_t at = 0; at < batch.size(); ++at) {
            outcomes.push_back(outcome(answer, complaints[at], named > 0, batch[at].attempt));
        }
        co_await settle(batch, std::move(outcomes));
    }

    /// Of one figure. Where a refused call names others this one is told again without them.
    static Outcome outcome(
        const ChannelAnswer& answer,
        const std::string& complaint,
        bool names_some,
        std::int64_t attempt
    ) {
        if (!complaint.empty()) {
            return {.kind = Outcome::Kind::refused, .why = {.words = complaint}};
        }
        if (answer.verdict == ApiVerdict::good) {
            return {.kind = Outcome::Kind::told};
        }
        if (names_some) {
            return {.why = {.words = "told again without those that were refused"}};
        }
        const std::string said = adapters::stock_refusal(answer.body);
        const bool is_over = attempt >= kRefusalsMax;
        return {
            .kind = is_over ? Outcome::Kind::refused : Outcome::Kind::put_back,
            .why = {.words = answer.words + (said.empty() ? "" : ": " + said)},
        };
    }

    platform::task<void> settle_all(Tellings batch, Outcome outcome) {
        co_await settle(batch, std::vector<Outcome>(batch.size(), outcome));
    }

    platform::task<void> settle(Tellings batch, std::vector<Outcome> outcomes) {
        count(outcomes);
        std::vector<Settled> settled;
        settled.reserve(batch.size());
        for (std::size_t at = 0; at < batch.size(); ++at) {
            settled.push_back(weigh(batch[at], std::move(outcomes[at])));
        }
        const Reach reach = Reach::of(batch.front().tenant);
        auto unit = [settled = std::move(settled),
                     now = services_.clock.business(),
                     now_ms = jobs::machine_ms(services_.clock)](Tx& tx) -> Result<bool> {
            const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
            for (const Settled& one : settled) {
                write(tx, one, now, from_ms);
            }
            return true;
        };
        const auto written = co_await platform::write(
            services_.store,
            reach,
            std::move(unit),
            services_.clock.machine() + limits::request_budget,
            platform::Lane::background
        );
        if (!written) { // their lease ends, and they are told again
            services_.log.warning("stock_not_written", {{"code", written.error().code}});
        }
    }

    struct Settled {
        StockTelling row;
        Outcome outcome;
        Milliseconds pause; // before it is told again
    };

    Settled weigh(StockTelling row, Outcome outcome) {
        const Milliseconds pause =
            pause_after(outcome.why, row.attempt, limits::channel_pause_min, services_.entropy);
        if (!counts_as_failure(outcome.why)) {
            --row.attempt;
        }
        return {std::move(row), std::move(outcome), pause};
    }

    static void write(Tx& tx, const Settled& settled, Instant now, std::int64_t from_ms) {
        const auto& [row, outcome, pause] = settled;
        switch (outcome.kind) {
        case Outcome::Kind::told:
            stock_tellings::told(tx, row, now);
            break;
        case Outcome::Kind::refused:
            stock_tellings::refused(tx, row, outcome.why.words, now);
            break;
        case Outcome::Kind::put_back:
            stock_tellings::put_back(tx, row, from_ms + pause.count(), outcome.why.words);
            break;
        }
    }

    void count(const std::vector<Outcome>& outcomes) {
        for (const Outcome& outcome : outcomes) {
            services_.metrics
                .counter(
                    "route9_stock_told_total",
                    "Figures of stock that marketplaces were told, by what came of it",
                    {{"platform", platform_}, {"outcome", name(outcome.kind)}}
                )
                .add();
        }
        const auto refused = std::ranges::count(outcomes, Outcome::Kind::refused, &Outcome::kind);
        if (refused > 0) {
            services_.log.warning(
                "stock_refused",
                {{"connection", tellings_.front().connection}, {"figures", refused}}
            );
        }
    }

    Services& services_;
    ChannelCaller& caller_;
    std::vector<StockTelling> tellings_;
    std::string platform_;
    Tick deadline_;
};

} // namespace

bool tells_stock(const Connection& shop) {
    return shop.setting("stock") == "on";
}

platform::task<void>
tell_stock(Services& services, ChannelCaller& caller, std::vector<StockTelling> tellings) {
    Telling telling{services, caller, std::move(tellings)};
    co_await telling.run();
}

} // namespace route9::gateway
