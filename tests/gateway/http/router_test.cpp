// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/router.hpp"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <string>

namespace route9::gateway::http {
namespace {

Route route(Method method, std::string pattern) {
    const std::string name = pattern;
    return Route{
        .method = method,
        .pattern = std::move(pattern),
        .name = name,
        .scope = std::nullopt,
        .handler = [](Request&) { return Response{}; },
    };
}

Router orders() {
    return Router{{
        route(Method::get, "/v1/{kind}/{id}"),
        route(Method::get, "/v1/orders/{id}"),
        route(Method::patch, "/v1/orders/{id}"),
        route(Method::post, "/v1/orders/commit"),
        route(Method::get, "/files/{rest...}"),
        route(Method::get, "/files/index"),
        route(Method::get, "/"),
    }};
}

TEST(Router, PrefersLiteralPartsAndFallsBackByMethod) {
    struct Case {
        Method method;
        std::string_view path;
        std::string_view pattern;
        std::string_view values;
    };
    const std::array cases{
        Case{Method::get, "/v1/orders/7", "/v1/orders/{id}", "id=7;"},
        Case{Method::head, "/v1/orders/7", "/v1/orders/{id}", "id=7;"},
        Case{Method::post, "/v1/orders/commit", "/v1/orders/commit", ""},
        Case{Method::get, "/v1/orders/commit", "/v1/orders/{id}", "id=commit;"},
        Case{Method::get, "/v1/gates/x", "/v1/{kind}/{id}", "kind=gates;id=x;"},
        Case{Method::get, "/files/a/b/c", "/files/{rest...}", "rest=a/b/c;"},
        Case{Method::get, "/files/", "/files/{rest...}", "rest=;"},
        Case{Method::get, "/files/index", "/files/index", ""},
        Case{Method::get, "/", "/", ""},
    };
    const Router router = orders();
    for (const Case& each : cases) {
        std::vector<PathParameter> parameters;
        const RouteMatch match = router.match(each.method, each.path, parameters);
        ASSERT_NE(match.route, nullptr) << each.path;
        EXPECT_EQ(match.route->pattern, each.pattern) << each.path;
        std::string values;
        for (const PathParameter& parameter : parameters) {
            values += std::string{parameter.name} + "=" + std::string{parameter.value} + ";";
        }
        EXPECT_EQ(values, each.values) << each.path;
    }
}

TEST(Router, SaysWhichMethodsAPathHas) {
    const Router router = orders();
    std::vector<PathParameter> parameters;
    EXPECT_EQ(
        router.match(Method::put, "/v1/orders/7", parameters).allow.text(),
        "GET, HEAD, PATCH, OPTIONS"
    );
    EXPECT_EQ(
        router.match(Method::put, "/v1/orders/commit", parameters).allow.text(),
        "GET, HEAD, POST, PATCH, OPTIONS"
    );
    EXPECT_TRUE(router.match(Method::get, "/v1/orders", parameters).allow.empty());
    EXPECT_TRUE(router.match(Method::get, "/v1/orders/", parameters).allow.empty());
    EXPECT_TRUE(router.match(Method::get, "/a/b/c/d/e/f/g/h/i/j/k/l/m", parameters).allow.empty());
}

TEST(Router, RefusesTablesThatContradictThemselves) {
    const std::array<std::string, 4> patterns{"v1", "/a/{b", "/{rest...}/b", "/a{b}"};
    for (const std::string& pattern : patterns) {
        EXPECT_THROW(Router{{route(Method::get, pattern)}}, std::invalid_argument) << pattern;
    }
    std::vector<Route> twice{route(Method::get, "/a"), route(Method::get, "/a")};
    EXPECT_THROW(Router{std::move(twice)}, std::invalid_argument);
}

} // namespace
} // namespace route9::gateway::http
