// SPDX-License-Identifier: Apache-2.0
// The hooks of the services under test behind a real server on loopback, which also stands for a
// platform's API: it answers every call with what the test says. For tests of what a platform is
// answered, byte for byte. Used on the test's thread.
#pragma once

#include "gateway/channels/channel_caller.hpp"
#include "gateway/http/server.hpp"
#include "platform/outbound_http.hpp"
#include "services_under_test.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace route9::tests {

class ServedHooks {
public:
    using Fields = std::vector<std::pair<std::string, std::string>>;

    explicit ServedHooks(ServicesUnderTest& under_test);
    ServedHooks(const ServedHooks&) = delete;
    ServedHooks& operator=(const ServedHooks&) = delete;
    ~ServedHooks();

    /// The status and what follows it: a problem's code, or the body. "200", "401
    /// signature-invalid".
    std::string push(
        const std::string& platform,
        const std::string& connection,
        const Fields& headers,
        const std::string& body
    );

    /// For a connection's setting base_url.
    std::string base_url() const;
    void say(std::string answer) { answer_ = std::move(answer); }
    /// Orders of one connection are asked for, as if every pause were over; how many there were.
    std::size_t fetch();

private:
    std::vector<gateway::http::Route> routes();

    ServicesUnderTest& under_test_;
    std::string answer_;
    platform::Worker worker_;
    std::unique_ptr<gateway::http::Authenticator> nobody_;
    std::unique_ptr<gateway::http::Server> server_;
    platform::OutboundHttp http_;
    gateway::ChannelCaller caller_;
};

} // namespace route9::tests
