// SPDX-License-Identifier: Apache-2.0
// A business with people: the services over a real store, endpoints called as a browser would call
// them. Each person joins by an invitation and signs in. One thread.
#pragma once

#include "core/json.hpp"
#include "gateway/endpoints.hpp"
#include "services_under_test.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::tests {

struct Person {
    std::string id;
    std::string email;
    std::string token; // of the session
    Principal principal;
};

/// What an endpoint answered; `code` is the error's public name, empty without.
struct Told {
    int status = 0;
    std::string code;
    Json json;
    std::string cookie;
    std::string etag;
    std::string field; // pointer and code of the first bad field: "/password too_short"
};

class PeopleSite : public testing::Test {
protected:
    static constexpr const char* good_password = "mưa rơi trên mái tôn";

    using Endpoint = gateway::http::Route (*)(gateway::Services&);

    Told call(Endpoint endpoint, Call call);
    Told post(Endpoint endpoint, const Principal& by, const Json& body, const std::string& id = "");
    Told invite(const Principal& by, const std::string& email, Role role);
    Told redeem(const Told& invited, const std::string& password = good_password);
    Told sign_in(const std::string& email, const std::string& password = good_password);
    /// Invited by a key, joined and signed in.
    Person join(const std::string& email, Role role);
    Person signed_in(const Told& session, const std::string& email);
    /// True while the session's cookie is good.
    bool lives(const std::string& token);
    /// Types of the journal, oldest first.
    std::vector<std::string> events();
    Principal key() const { return site_.principal(Role::operator_); }

    ServicesUnderTest site_;

private:
    int calls_ = 0;
};

} // namespace route9::tests
