// SPDX-License-Identifier: Apache-2.0
#include "store_floor.hpp"

#include "adapters/documents/order_document.hpp"
#include "caller_keys.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/product_store.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/idempotency.hpp"
#include "gateway/orders/place_order.hpp"
#include "gateway/views/order_page.hpp"
#include "services_under_test.hpp"
#include "trading_site.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

namespace route9::bench {
namespace {

using gateway::IdempotencyClaim;
using gateway::OrderDecision;
using gateway::PreparedOrder;
using tests::ServicesUnderTest;

constexpr std::int64_t kPieces = 1'000'000'000;
constexpr std::int64_t kTruckG = 1'000'000'000'000;
/// Enough for the fastest disk; the run ends earlier by its duration.
constexpr std::size_t kPayloads = 40'000;

/// One order, decided, with the claim under which its answer is stored.
struct Payload {
    PreparedOrder prepared;
    OrderDecision decision;
    IdempotencyClaim claim;
};

template <class T>
T value_of(Result<T> result) {
    if (!result) {
        throw std::runtime_error(result.error().detail);
    }
    return std::move(*result);
}

void stock_the_corridor(ServicesUnderTest& under_test) {
    value_of(under_test.store().write([&](Tx& tx) -> Result<int> {
        for (const char* sku : {"TS-BLK-M", "BAG-01"}) {
            fulfillment::StockAdjustment adjustment;
            adjustment.id = make_id_bytes(under_test.now(), under_test.services().entropy);
            adjustment.tenant = under_test.tenant();
            adjustment.seller = under_test.seller();
            adjustment.sku = Sku{sku};
            adjustment.warehouse = "DONGHA";
            adjustment.quantity = kPieces;
            adjustment.reason = "first delivery";
            adjustment.at = under_test.now();
            if (auto level = fulfillment::stock::adjust(tx, adjustment); !level) {
                return Failure{std::move(level).error()};
            }
        }
        fulfillment::DepartureRecord departure;
        departure.tenant = under_test.tenant();
        departure.id = DepartureId::make(under_test.now(), under_test.services().entropy);
        departure.reference = "QT-1";
        departure.from = "DONGHA";
        departure.to = "SAVANNAKHET";
        departure.gate = "LAOBAO";
        departure.carrier = under_test.carrier();
        departure.truck_plate = "74C-000.01";
        departure.leaves = under_test.now() + std::chrono::hours{3};
        departure.mass_max_g = kTruckG;
        auto created = fulfillment::departures::create(tx, departure);
        return created ? Result<int>{0} : Failure{std::move(created).error()};
    }));
}

platform::task<Result<Payload>> decide(ServicesUnderTest& under_test) {
    gateway::Services& services = under_test.services();
    const Tick deadline = ServicesUnderTest::deadline();
    const auto keys = co_await services.keyring.tenant(under_test.tenant(), deadline);
    auto seal_key =
        co_await services.keyring.today(under_test.tenant(), gateway::Purpose::answer, deadline);
    if (!keys || !seal_key) {
        co_return Failure{keys ? seal_key.error() : keys.error()};
    }
    Payload payload;
    payload.prepared = gateway::prepare_order(
        {.tenant = under_test.tenant(),
         .seller = under_test.seller(),
         .order = value_of(adapters::read_order(e2e::order_of("S-0"))),
         .source_time = under_test.now()},
        {.addresses = services.catalogue.corridor.addresses,
         .keys = **keys,
         .vault = services.vault,
         .entropy = services.entropy,
         .now = under_test.now()}
    );
    auto decision = co_await gateway::detail::decide_outside(
        services, std::make_shared<const PreparedOrder>(payload.prepared), deadline
    );
    if (!decision) {
        co_return Failure{std::move(decision).error()};
    }
    payload.decision = **decision;
    payload.claim = {
        .tenant = under_test.tenant(),
        .scope = "shop post_order",
        .key = {},
        .request_hash = {},
        .seal_key = std::move(*seal_key),
        .nonce = make_nonce(services.entropy),
        .at = under_test.now(),
    };
    co_return payload;
}

/// The same order under ids of its own. Ids follow the time of their making, and so do the pages
/// they fall on: orders come a quarter of a millisecond apart, as they do to a busy gateway.
Payload renamed(
    const Payload& first, std::uint64_t number, Entropy& entropy, CallerKeys& caller, Instant began
) {
    constexpr std::uint64_t kPerMillisecond = 4;
    const Instant now = began + Milliseconds{number / kPerMillisecond};
    Payload payload = first;
    OrderDecision& decision = payload.decision;
    payload.prepared.id = OrderId::make(now, entropy);
    payload.prepared.sealed.person = PersonId::make(now, entropy);
    decision.record.id = payload.prepared.id;
    decision.record.person = payload.prepared.sealed.person;
    decision.record.order.external_id = "S-" + std::to_string(number);
    for (fulfillment::Fulfillment& item : decision.fulfillments) {
        item.id = FulfillmentId::make(now, entropy);
        item.order = payload.prepared.id;
    }
    for (Event& event : decision.events) {
        event.id = EventId::make(now, entropy);
        event.subject = payload.prepared.id.text();
    }
    payload.claim.key = caller.uuid();
    return payload;
}

Result<int> write_rows(Tx& tx, const Payload& payload, const gateway::WordsTools& words) {
    const auto record = gateway::store_order(
        tx,
        payload.prepared,
        payload.decision,
        gateway::Prohibited::refuse,
        words,
        [] { return true; }
    );
    if (!record) {
        return Failure{record.error()};
    }
    gateway::idempotency::store(
        tx, payload.claim, gateway::http::json_response(201, gateway::order_summary(*record))
    );
    return 0;
}

/// Counts what is in the queue and what went wrong.
class Flight {
public:
    void launched() {
        const std::scoped_lock lock{mutex_};
        ++aloft_;
    }
    void landed(bool well) {
        const std::scoped_lock lock{mutex_};
        --aloft_;
        failed_ = failed_ || !well;
        changed_.notify_one();
    }
    /// Waits until fewer than `most` are in the queue; false when one has failed.
    bool wait_below(std::size_t most) {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return aloft_ < most; });
        return !failed_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t aloft_ = 0;
    bool failed_ = false;
};

} // namespace

std::uint64_t StoreFloor::per_second() const {
    const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(span).count();
    return microseconds > 0 ? orders * 1'000'000 / static_cast<std::uint64_t>(microseconds) : 0;
}

StoreFloor measure_store_floor(std::size_t waiting, std::chrono::milliseconds duration) {
    ServicesUnderTest under_test;
    stock_the_corridor(under_test);
    const Payload first = value_of(under_test.run([&] { return decide(under_test); }));
    CallerKeys caller;
    std::vector<std::shared_ptr<const Payload>> payloads;
    payloads.reserve(kPayloads);
    for (std::uint64_t i = 0; i < kPayloads; ++i) {
        payloads.push_back(std::make_shared<const Payload>(
            renamed(first, i, under_test.services().entropy, caller, under_test.now())
        ));
    }
    const gateway::WordsTools words{under_test.services().vault, under_test.services().keyring};
    Flight flight;
    StoreFloor floor;
    const auto began = std::chrono::steady_clock::now();
    for (const auto& payload : payloads) {
        if (std::chrono::steady_clock::now() - began >= duration) {
            break;
        }
        if (!flight.wait_below(waiting)) {
            throw std::runtime_error("the store floor could not write its rows");
        }
        flight.launched();
        ++floor.orders;
        under_test.store().submit_write(
            platform::Lane::foreground,
            platform::make_unit(
                Reach::everything(),
                [payload, &words](Tx& tx) { return write_rows(tx, *payload, words); },
                [&flight](Result<int> answer) { flight.landed(answer.has_value()); }
            )
        );
    }
    if (!flight.wait_below(1)) {
        throw std::runtime_error("the store floor could not write its rows");
    }
    floor.span = std::chrono::steady_clock::now() - began;
    return floor;
}

} // namespace route9::bench
