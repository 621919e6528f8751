// SPDX-License-Identifier: Apache-2.0
// The laws that hold after every event, told independently of the product: the simulation notes
// what it has handed to whom, the ledger reads what the store says of every order an event has
// touched, and compares. Used on the test's thread.
#pragma once

#include "core/journal.hpp"
#include "core/names.hpp"
#include "fulfillment/custody.hpp"
#include "platform/store.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace route9::tests {

/// What the store says of one order.
struct OrderFacts {
    std::string status;
    bool has_reasons = false;
    std::int64_t ordered = 0;
    std::int64_t reserved = 0; // pieces
    std::int64_t shipped = 0;
    bool waits_without_reason = false; // planned work without a truck, and nobody says why
    std::vector<std::string> faults{}; // of what is stored

    friend bool operator==(const OrderFacts&, const OrderFacts&) = default;
};

class GoodsLedger {
public:
    explicit GoodsLedger(platform::Store& store) : store_(store) {}

    void placed(const OrderId& order) { orders_[order]; }
    void received_stock(std::int64_t pieces) { stocked_ += pieces; }
    void has(const std::string& parcel_code, fulfillment::Custodian who) {
        custodians_[parcel_code] = std::move(who);
    }

    void fault(std::string words);

    /// Reads the events since the last call and checks what they touched. The new events.
    std::vector<Event> check();
    /// Orders without an event meanwhile, those under way or all: none has changed or is missing,
    /// none waits without a truck or a reason.
    enum class Range : std::uint8_t { under_way, everything };
    void check_orders(Range range);

    /// Every order is delivered or cancelled.
    bool is_all_over() const;
    /// What was wrong, in words; none is how it has to be.
    const std::vector<std::string>& faults() const noexcept { return faults_; }
    std::int64_t events() const noexcept { return events_; }
    std::int64_t checks() const noexcept { return checks_; }
    const std::map<OrderId, OrderFacts>& orders() const noexcept { return orders_; }

private:
    OrderFacts read(Tx& tx, const OrderId& order) const;
    void read_work(Tx& tx, const OrderId& order, OrderFacts& facts) const;
    void compare_stock();
    void note(const OrderId& order, OrderFacts facts);

    platform::Store& store_;
    std::map<OrderId, OrderFacts> orders_;
    std::map<std::string, fulfillment::Custodian> custodians_; // by the parcel's code
    std::int64_t stocked_ = 0;
    std::int64_t reserved_ = 0;
    std::int64_t shipped_ = 0;
    std::int64_t position_ = 0;
    std::int64_t events_ = 0;
    std::int64_t checks_ = 0;
    std::vector<std::string> faults_;
};

} // namespace route9::tests
