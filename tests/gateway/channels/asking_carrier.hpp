// SPDX-License-Identifier: Apache-2.0
// Parcels with the carrier lao-express, which GHN stands for by the connection ghn-1: it pushes to
// us, and a server on this machine answers when it is asked. Used on the test's thread.
#pragma once

#include "channels/loopback_shop.hpp"
#include "gateway/channels/ask_for_parcels.hpp"
#include "gateway/channels/channel_caller.hpp"
#include "gateway/channels/channel_polls.hpp"
#include "platform/outbound_http.hpp"
#include "shipping_under_test.hpp"

#include <map>
#include <string>
#include <vector>

namespace route9::tests {

using Texts = std::vector<std::string>;

/// A step of a parcel's way: the carrier's word and its time, "2026-03-14T09:00:00Z".
struct CarrierStep {
    std::string word;
    std::string at;
};

class AskingCarrier : public ShippingUnderTest {
public:
    /// A connection of `platform` ("ghn" or "ghtk") that has a token.
    explicit AskingCarrier(const std::string& platform = "ghn");

    /// One more parcel on a truck of its own, closed; its code.
    std::string hand_over(const OrderWish& wish);
    /// What the carrier answers about a parcel from now on.
    void knows(const std::string& code, const std::vector<CarrierStep>& steps);
    void answers(const std::string& code, std::string answer) { told_[code] = std::move(answer); }
    void push(const std::string& code, const CarrierStep& step);

    /// One round, whatever is due; nothing where the connection may not be called.
    void ask() { ask_over(services()); }
    void ask_over(gateway::Services& services);
    /// What the round left.
    gateway::PollState poll_state();
    std::int64_t pause_ms();

    Json parcel(const std::string& code);
    /// "word status at" of each event of the carrier's, oldest first.
    Texts journal(const std::string& code);
    Texts heard() const { return server_.heard(); }
    const ConnectionId& connection() const { return connection_; }

private:
    void connect();
    std::string answer_to(const std::string& request) const;
    std::vector<gateway::ChannelPoll> claim();

    std::string platform_;
    ConnectionId connection_;
    std::map<std::string, std::string> told_;
    std::string none_;
    LoopbackShop server_{[this](const std::string& request) { return answer_to(request); }};
    platform::OutboundHttp http_{{}};
    int trucks_ = 0;
};

} // namespace route9::tests
