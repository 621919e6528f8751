// SPDX-License-Identifier: Apache-2.0
// What the tests of the public contract share: the server, a carrier, and how a problem looks.
#pragma once

#include "shared_server.hpp"

#include <string>
#include <vector>

namespace route9::e2e {

enum class As : std::uint8_t { seller, operator_, carrier, nobody };

class Contract : public SharedServer {
protected:
    static void SetUpTestSuite();

    Caller& carrier() { return carrier_; }
    Answer ask(As who, const HttpRequest& asked);

    /// §3, errors.
    static void expect_problem(const Answer& answer, int status, const std::string& code);
    /// §3, lists: all items over all pages; target with a query.
    static std::vector<Json> all_of(Caller& reader, const std::string& target);
    /// Whether the journal tells it within some seconds.
    static bool await_event(Caller& reader, const std::string& type, const std::string& subject);

private:
    static inline std::string carrier_key_;

    Caller carrier_{port(), carrier_key_};
};

} // namespace route9::e2e
