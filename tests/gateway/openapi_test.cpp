// SPDX-License-Identifier: Apache-2.0
// The description that is served against the routes that serve: nothing undescribed, nothing
// invented, and every example is a request the server reads.
#include "core/json.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/query_names.hpp"
#include "gateway/probes.hpp"
#include "services_under_test.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using http::Access;
using http::Route;

/// A described operation and where it stands.
struct Operation {
    std::string method; // "post"
    std::string path;
    Json json;
};

std::string place_of(const Operation& operation) {
    return operation.method + " " + operation.path;
}

std::string place_of(const Route& route) {
    std::string method{http::name(route.method)};
    for (char& letter : method) {
        letter = http::lower_ascii(letter);
    }
    return method + " " + route.pattern;
}

std::set<std::string> parameters_of(std::string_view pattern) {
    std::set<std::string> names;
    for (auto at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at)) {
        const auto end = pattern.find('}', at);
        names.emplace(pattern.substr(at + 1, end - at - 1));
        at = end;
    }
    return names;
}

class OpenApi : public testing::Test {
protected:
    OpenApi()
        : document_(parse_json(*site_.services().catalogue.openapi).value()),
          routes_(endpoints::all(site_.services())) {
        const auto never = [] { return false; };
        probes::add(routes_, site_.services(), {.draining = never, .without_redis = never});
        for (const auto& [path, methods] : document_.at("paths").items()) {
            for (const auto& [method, json] : methods.items()) {
                operations_.push_back({method, path, json});
            }
        }
    }

    /// The object itself, or what its $ref stands for.
    const Json& resolved(const Json& json) const {
        if (!json.is_object() || !json.contains("$ref")) {
            return json;
        }
        const std::string link = json.at("$ref").get<std::string>();
        return document_.at(Json::json_pointer{link.substr(1)});
    }

    const Route& route_of(const Operation& operation) const {
        for (const Route& route : routes_) {
            if (place_of(route) == place_of(operation)) {
                return route;
            }
        }
        throw std::out_of_range(place_of(operation));
    }

    /// The described parameter of that name; null without.
    const Json* parameter(const Operation& operation, std::string_view name) const {
        if (!operation.json.contains("parameters")) {
            return nullptr;
        }
        for (const Json& listed : operation.json.at("parameters")) {
            const Json& found = resolved(listed);
            if (found.at("name").get<std::string>() == name) {
                return &found;
            }
        }
        return nullptr;
    }

    bool needs_idempotency_key(const Operation& operation) const {
        const Json* key = parameter(operation, "Idempotency-Key");
        return key != nullptr && key->value("required", false);
    }

    /// Request bodies of JSON that the document shows for the operation.
    static std::vector<Json> bodies(const Operation& operation) {
        const Json::json_pointer media{"/requestBody/content/application~1json"};
        std::vector<Json> found;
        if (!operation.json.contains(media)) {
            return found;
        }
        const Json& content = operation.json.at(media);
        if (content.contains("example")) {
            found.push_back(content.at("example"));
        }
        for (const auto& [name, example] : content.value("examples", Json::object()).items()) {
            found.push_back(example.at("value"));
        }
        return found;
    }

    /// The call the examples describe, by the first role that may make it, without the headers
    /// that are required.
    tests::Call call_of(const Operation& operation, const Json& body) const {
        const Route& route = route_of(operation);
        tests::Call call{.principal = site_.principal(role_for(operation, route.scope))};
        if (route.access == Access::person) {
            call.principal.user = UserId{};
        }
        call.body = body.is_null() ? "" : body.dump();
        for (const std::string& name : parameters_of(operation.path)) {
            const Json& example = parameter(operation, name)->at("example");
            call.parameters.emplace_back(name, example.get<std::string>());
        }
        return call;
    }

    static Role role_for(const Operation& operation, std::optional<Scope> scope) {
        if (operation.json.at("tags").at(0).get<std::string>() == "carriers") {
            return Role::carrier;
        }
        constexpr std::array roles{Role::seller, Role::operator_};
        return scope && !scopes_of(roles.front()).has(*scope) ? roles.back() : roles.front();
    }

    tests::ServicesUnderTest site_;
    Json document_;
    std::vector<Route> routes_;
    std::vector<Operation> operations_;
};

/// Every code of the table, by name.
std::map<std::string, int> error_table() {
    std::map<std::string, int> table;
    for (int at = 0; at <= static_cast<int>(ErrorCode::request_timeout); ++at) {
        const ErrorInfo& row = error_info(static_cast<ErrorCode>(at));
        table.emplace(row.name, row.http_status);
    }
    return table;
}

void collect_links(const Json& json, std::set<std::string>& links) {
    if (json.is_object() && json.contains("$ref")) {
        links.insert(json.at("$ref").get<std::string>());
    }
    if (json.is_structured()) {
        for (const Json& part : json) {
            collect_links(part, links);
        }
    }
}

TEST_F(OpenApi, DescribesEveryRouteAndNoOther) {
    std::map<std::string, std::string> described;
    for (const Operation& operation : operations_) {
        described.emplace(place_of(operation), operation.json.at("operationId").get<std::string>());
    }
    std::map<std::string, std::string> served;
    for (const Route& route : routes_) {
        served.emplace(place_of(route), route.name);
    }
    EXPECT_EQ(described, served);
}

TEST_F(OpenApi, NamesThePathParametersOfThePattern) {
    for (const Operation& operation : operations_) {
        std::set<std::string> described;
        for (const Json& listed : operation.json.value("parameters", Json::array())) {
            const Json& found = resolved(listed);
            if (found.at("in") == "path") {
                EXPECT_TRUE(found.at("required").get<bool>()) << place_of(operation);
                described.insert(found.at("name").get<std::string>());
            }
        }
        EXPECT_EQ(described, parameters_of(operation.path)) << place_of(operation);
    }
}

TEST_F(OpenApi, NamesTheQueryThatARouteKnowsAndEveryOtherIsRefused) {
    int judged = 0;
    for (const Operation& operation : operations_) {
        const Route& route = route_of(operation);
        if (operation.method != "get" || operation.json.at("security").empty()) {
            continue;
        }
        ++judged;
        std::set<std::string> described;
        for (const Json& listed : operation.json.value("parameters", Json::array())) {
            const Json& found = resolved(listed);
            if (found.at("in") == "query") {
                const std::string name = found.at("name");
                described.insert(name);
                http::Target target;
                ASSERT_TRUE(http::parse_target("/v1/x?" + name + "=1", target));
                EXPECT_TRUE(http::check_query(route, target.query)) << place_of(operation) << name;
            }
        }
        EXPECT_EQ(described, std::set<std::string>(route.query.begin(), route.query.end()))
            << place_of(operation);
        http::Target mistyped;
        ASSERT_TRUE(http::parse_target("/v1/x?statee=held", mistyped));
        EXPECT_FALSE(http::check_query(route, mistyped.query)) << place_of(operation);
        EXPECT_TRUE(operation.json.at("responses").contains("422")) << place_of(operation);
    }
    EXPECT_EQ(judged, 84);
}

TEST_F(OpenApi, NamesTheScopeOfTheRoute) {
    for (const Operation& operation : operations_) {
        const Route& route = route_of(operation);
        Json security = Json::array();
        Json scopes = Json::array();
        if (route.scope) {
            scopes.push_back(std::string{name(*route.scope)});
        }
        if (route.access == Access::key) {
            security.push_back({{"bearer", scopes}});
        }
        if (route.access == Access::key || route.access == Access::person) {
            security.push_back({{"session", scopes}});
        }
        EXPECT_EQ(operation.json.at("security"), security) << place_of(operation);
    }
}

TEST_F(OpenApi, NamesEveryErrorCodeAndNoOther) {
    const auto table = error_table();
    std::set<std::string> known;
    for (const auto& [name, status] : table) {
        known.insert(name);
    }
    const Json::json_pointer codes{"/components/schemas/Problem/properties/code/enum"};
    EXPECT_EQ(document_.at(codes).get<std::set<std::string>>(), known);
}

TEST_F(OpenApi, GivesEveryErrorUnderItsStatus) {
    const auto table = error_table();
    for (const Operation& operation : operations_) {
        for (const auto& [status, answer] : operation.json.at("responses").items()) {
            if (!answer.contains("$ref")) {
                continue;
            }
            std::string rest = answer.at("description").get<std::string>() + "; ";
            for (auto end = rest.find("; "); end != std::string::npos; end = rest.find("; ")) {
                const std::string piece = rest.substr(0, end);
                const std::string code = piece.substr(0, piece.find(": "));
                rest.erase(0, end + 2);
                if (table.contains(code)) {
                    EXPECT_EQ(std::to_string(table.at(code)), status) << place_of(operation);
                } else {
                    EXPECT_TRUE(code.contains(' ')) << place_of(operation) << ": " << code;
                }
            }
        }
    }
}

TEST_F(OpenApi, HasNoLinkIntoTheVoid) {
    std::set<std::string> links;
    collect_links(document_, links);
    EXPECT_GT(links.size(), 50U);
    for (const std::string& link : links) {
        ASSERT_TRUE(link.starts_with("#/")) << link;
        EXPECT_TRUE(document_.contains(Json::json_pointer{link.substr(1)})) << link;
    }
}

TEST_F(OpenApi, UsesEveryComponent) {
    std::set<std::string> links;
    collect_links(document_, links);
    for (const auto& [kind, components] : document_.at("components").items()) {
        if (kind == "securitySchemes") {
            continue;
        }
        for (const auto& [name, component] : components.items()) {
            EXPECT_TRUE(links.contains("#/components/" + kind + "/" + name)) << kind << name;
        }
    }
}

TEST_F(OpenApi, AsksForAnIdempotencyKeyWhereTheServerDoes) {
    int creating = 0;
    for (const Operation& operation : operations_) {
        const bool creates = operation.json.at("responses").contains("201");
        if (operation.method != "post") {
            continue;
        }
        EXPECT_TRUE(!creates || needs_idempotency_key(operation)) << place_of(operation);
        for (const Json& body : bodies(operation)) {
            const auto answer = site_.answer(route_of(operation), call_of(operation, body));
            const bool asked = !answer && answer.error().code == ErrorCode::idempotency_key_missing;
            EXPECT_EQ(asked, needs_idempotency_key(operation)) << place_of(operation);
            creating += asked ? 1 : 0;
        }
    }
    // Orders, drafts, cancellations, stock, reservations, counts, receipts, waves, picking,
    // packing, bags, departures, vehicles, returns and what is done to them, users, approvals,
    // erasures, shops and their secrets; files have no JSON.
    EXPECT_EQ(creating, 22);
}

TEST_F(OpenApi, ShowsOnlyRequestsTheServerCanRead) {
    int shown = 0;
    for (const Operation& operation : operations_) {
        for (const Json& body : bodies(operation)) {
            auto call = call_of(operation, body);
            call.headers.emplace_back("Idempotency-Key", "example-" + std::to_string(++shown));
            auto answer = site_.answer(route_of(operation), call);
            if (!answer && answer.error().code == ErrorCode::forbidden) {
                call.principal = site_.principal(Role::operator_); // the scope alone is not enough
                answer = site_.answer(route_of(operation), call);
            }
            if (answer) {
                continue;
            }
            const Error& error = answer.error();
            const std::string why = error.fields.empty() ? error.detail : error.fields[0].message;
            EXPECT_NE(error.code, ErrorCode::malformed_json) << place_of(operation) << why;
            EXPECT_NE(error.code, ErrorCode::forbidden) << place_of(operation) << why;
            for (const FieldError& field : error.fields) {
                // The example's carrier and product may not have been created.
                EXPECT_EQ(field.code, "unknown") << place_of(operation) << field.pointer << why;
            }
        }
    }
    EXPECT_GE(shown, 10);
}

} // namespace
} // namespace route9::gateway
