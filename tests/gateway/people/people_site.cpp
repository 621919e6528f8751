// SPDX-License-Identifier: Apache-2.0
#include "people_site.hpp"

#include "core/journal.hpp"

#include <utility>

namespace route9::tests {
namespace {

std::string header(const gateway::http::Response& response, std::string_view name) {
    for (const auto& [field, value] : response.headers) {
        if (field == name) {
            return value;
        }
    }
    return {};
}

std::string token_in(const std::string& cookie) {
    const auto start = cookie.find('=') + 1;
    return cookie.substr(start, cookie.find(';') - start);
}

} // namespace

Told PeopleSite::call(Endpoint endpoint, Call call) {
    const auto route = endpoint(site_.services());
    const auto answer = site_.answer(route, call);
    Told told;
    if (!answer) {
        const Error& error = answer.error();
        told.status = error_info(error.code).http_status;
        told.code = error_info(error.code).name;
        told.json = {{"detail", error.detail}, {"reference", error.reference}};
        if (!error.fields.empty()) {
            told.field = error.fields[0].pointer + " " + error.fields[0].code;
        }
        return told;
    }
    told.status = answer->status;
    if (!answer->content().empty()) {
        told.json = parse_json(answer->content()).value();
        told.code = told.json.value("code", "");
    }
    told.cookie = header(*answer, "Set-Cookie");
    told.etag = header(*answer, "ETag");
    return told;
}

Told PeopleSite::post(
    Endpoint endpoint, const Principal& by, const Json& body, const std::string& id
) {
    Call made{.principal = by, .body = body.dump()};
    made.headers.emplace_back("Idempotency-Key", "call-" + std::to_string(++calls_));
    if (!id.empty()) {
        made.parameters.emplace_back("id", id);
    }
    return call(endpoint, std::move(made));
}

Told PeopleSite::invite(const Principal& by, const std::string& email, Role role) {
    Json body{{"email", email}, {"name", "Bunmi"}, {"role", std::string{name(role)}}};
    if (role == Role::seller) {
        body["party"] = site_.seller().text();
    }
    return post(gateway::endpoints::post_user, by, body);
}

Told PeopleSite::redeem(const Told& invited, const std::string& password) {
    const Json& link =
        invited.json.contains("invitation") ? invited.json.at("invitation") : invited.json;
    return post(
        gateway::endpoints::post_account_link,
        {},
        {{"token", link.at("token")}, {"password", password}}
    );
}

Told PeopleSite::sign_in(const std::string& email, const std::string& password) {
    return post(
        gateway::endpoints::post_session,
        {},
        {{"tenant", "qt"}, {"email", email}, {"password", password}}
    );
}

Person PeopleSite::join(const std::string& email, Role role) {
    const Told invited = invite(key(), email, role);
    EXPECT_EQ(invited.status, 201) << invited.json;
    const Told joined = redeem(invited);
    EXPECT_EQ(joined.status, 200) << joined.json;
    return signed_in(sign_in(email), email);
}

Person PeopleSite::signed_in(const Told& session, const std::string& email) {
    EXPECT_EQ(session.status, 200) << session.json;
    Person person;
    person.email = email;
    person.token = token_in(session.cookie);
    person.id = session.json.at("user").at("id").get<std::string>();
    const auto live = site_.run([&] {
        return site_.services().people.sessions.find(person.token, ServicesUnderTest::deadline());
    });
    EXPECT_TRUE(live.value());
    person.principal = principal_of(live.value()->user, live.value()->session.id);
    return person;
}

bool PeopleSite::lives(const std::string& token) {
    site_.services().people.sessions.forget(token_hash(token));
    const auto live = site_.run([&] {
        return site_.services().people.sessions.find(token, ServicesUnderTest::deadline());
    });
    return live.value() != nullptr;
}

std::vector<std::string> PeopleSite::events() {
    return site_.store()
        .read([&](Tx& tx) -> Result<std::vector<std::string>> {
            std::vector<std::string> types;
            const JournalFilter all{
                .tenant = site_.tenant(), .seller = std::nullopt, .carrier = std::nullopt
            };
            for (const JournalEntry& entry : journal::read(tx, all, 0, 100)) {
                types.push_back(entry.event.type);
            }
            return types;
        })
        .value();
}

} // namespace route9::tests
