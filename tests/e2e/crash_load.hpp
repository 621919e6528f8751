// SPDX-License-Identifier: Apache-2.0
// Sellers and a shop that go on trading until the server dies, and remember what they were told:
// acknowledged, or unknown because no answer came. What is unknown is asked again under its old
// idempotency key. Owned by the crash test; its threads end with each round.
#pragma once

#include "trading_site.hpp"

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace route9::e2e {

/// All by external id.
struct Told {
    std::map<std::string, std::string> orders; // acknowledged, with the order's id
    std::set<std::string> unknown;             // asked for, no answer came
    std::set<std::string> cancelled;           // acknowledged
    std::set<std::string> hooks;               // webhook answered 2xx
    std::vector<std::string> busy;             // answered 503: perhaps done
    std::vector<std::string> refused;          // any other answer: a mistake of test or server
};

/// Orders paid by QR book into one ledger: gateways side by side answer some of them 503.
enum class PaidBy : std::uint8_t { cash, cash_or_qr };

class CrashLoad {
public:
    explicit CrashLoad(std::string seller_key, PaidBy paid_by = PaidBy::cash_or_qr)
        : seller_key_(std::move(seller_key)), paid_by_(paid_by) {}

    /// Trades with the server at `port` from a few threads until stop() or until it is gone.
    void start(std::uint16_t port);
    void stop();
    /// Only between stop() and start().
    const Told& told() const noexcept { return told_; }
    /// Asks again for all that is unknown; true when each was answered 201.
    bool settle_unknown(std::uint16_t port);

private:
    void trade(std::uint16_t port);
    void trade_once(Caller& caller, std::uint64_t number);
    void place(Caller& caller, std::uint64_t number);
    void place_named(Caller& caller, const std::string& external_id);
    void push(Caller& caller, std::uint64_t number);
    void cancel_one(Caller& caller);
    void note(const std::string& what, const Answer& answer);

    std::string seller_key_;
    PaidBy paid_by_;
    std::vector<std::jthread> threads_;
    std::atomic<bool> stopping_{false};
    std::atomic<std::uint64_t> made_{0};
    std::mutex mutex_;
    Told told_;
};

} // namespace route9::e2e
