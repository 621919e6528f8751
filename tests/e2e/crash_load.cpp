// SPDX-License-Identifier: Apache-2.0
#include "crash_load.hpp"

#include "signed_hooks.hpp"

#include <iterator>

namespace route9::e2e {
namespace {

constexpr int kThreads = 4;
constexpr std::uint64_t kHookEvery = 3;
constexpr std::uint64_t kQrEvery = 5;
constexpr std::uint64_t kCancelEvery = 7;
constexpr int kBusy = 503; // may have happened: asked again

Json crash_order(const std::string& external_id) {
    Json order = order_of(external_id);
    if (external_id.ends_with("-qr")) {
        order["payment"]["method"] = "qr"; // books a receivable and so the ledger
    }
    return order;
}

} // namespace

void CrashLoad::start(std::uint16_t port) {
    stopping_ = false;
    for (int i = 0; i < kThreads; ++i) {
        threads_.emplace_back([this, port] { trade(port); });
    }
}

void CrashLoad::stop() {
    stopping_ = true;
    threads_.clear();
}

bool CrashLoad::settle_unknown(std::uint16_t port) {
    Caller caller{port, seller_key_};
    const std::set<std::string> unknown = told_.unknown;
    for (const std::string& external_id : unknown) {
        place_named(caller, external_id);
    }
    return told_.unknown.empty();
}

void CrashLoad::trade(std::uint16_t port) {
    Caller caller{port, seller_key_};
    try {
        while (!stopping_) {
            trade_once(caller, ++made_);
        }
    } catch (const ConnectionBroken&) { // NOLINT(bugprone-empty-catch)
        // The server is gone; what was asked last is noted as unknown.
    }
}

void CrashLoad::trade_once(Caller& caller, std::uint64_t number) {
    if (number % kHookEvery == 0) {
        push(caller, number);
    } else if (number % kCancelEvery == 0) {
        cancel_one(caller);
    } else {
        place(caller, number);
    }
}

void CrashLoad::place(Caller& caller, std::uint64_t number) {
    const bool qr = paid_by_ == PaidBy::cash_or_qr && number % kQrEvery == 0;
    const std::string external_id = "C-" + std::to_string(number) + (qr ? "-qr" : "");
    {
        const std::scoped_lock lock{mutex_};
        told_.unknown.insert(external_id);
    }
    place_named(caller, external_id);
}

void CrashLoad::place_named(Caller& caller, const std::string& external_id) {
    const Answer answer =
        caller.post("/v1/orders", crash_order(external_id).dump(), "key-of-" + external_id);
    const std::scoped_lock lock{mutex_};
    if (answer.status == 201) {
        told_.orders.emplace(external_id, answer.json.at("id").get<std::string>());
        told_.unknown.erase(external_id);
    } else {
        note(external_id, answer);
    }
}

void CrashLoad::push(Caller& caller, std::uint64_t number) {
    const std::string external_id = "H-" + std::to_string(number);
    const StandardHook hook{
        .connection = "lao-shop",
        .secret = kStandardSecret,
        .id = "msg-" + external_id,
        .at = business_now(),
        .body = standard_body(external_id),
    };
    const Answer answer = caller.send_bare(signed_request(hook));
    const std::scoped_lock lock{mutex_};
    if (answer.status == 200) {
        told_.hooks.insert(external_id);
    } else {
        note(external_id, answer);
    }
}

/// The newest acknowledged order that still stands.
void CrashLoad::cancel_one(Caller& caller) {
    std::string external_id;
    std::string id;
    {
        const std::scoped_lock lock{mutex_};
        for (auto at = told_.orders.rbegin(); at != told_.orders.rend() && id.empty(); ++at) {
            if (!told_.cancelled.contains(at->first)) {
                external_id = at->first;
                id = at->second;
            }
        }
    }
    if (id.empty()) {
        return;
    }
    const Answer answer =
        caller.post("/v1/orders/" + id + "/cancel", "{}", "cancel-of-" + external_id);
    const std::scoped_lock lock{mutex_};
    if (answer.status == 200) {
        told_.cancelled.insert(external_id);
    } else if (answer.status != 409) {
        note("cancel " + external_id, answer);
    }
}

/// Under the lock.
void CrashLoad::note(const std::string& what, const Answer& answer) {
    (answer.status == kBusy ? told_.busy : told_.refused).push_back(what + ": " + answer.body);
}

} // namespace route9::e2e
