// SPDX-License-Identifier: Apache-2.0
// A mistyped filter is told, with the name that was meant; strangers' names pass where strangers
// call.
#include "gateway/http/query_names.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::gateway::http {
namespace {

Route orders(Access access = Access::key, Method method = Method::get) {
    return Route{
        .method = method,
        .pattern = "/v1/orders",
        .name = "orders",
        .access = access,
        .scope = std::nullopt,
        .query = {"seller", "state", "cursor", "limit"},
        .handler = [](Request&) { return Response{}; },
    };
}

/// "/statee: …", every error.
std::vector<std::string> refusals(const Route& route, const std::string& query) {
    Target target;
    EXPECT_TRUE(parse_target("/v1/orders?" + query, target)) << query;
    const auto known = check_query(route, target.query);
    std::vector<std::string> all;
    if (!known) {
        EXPECT_EQ(known.error().code, ErrorCode::validation_failed);
        for (const FieldError& error : known.error().fields) {
            EXPECT_EQ(error.code, "unknown_parameter");
            all.push_back(error.pointer + ": " + error.message);
        }
    }
    return all;
}

using Refusals = std::vector<std::string>;

TEST(QueryNames, ThatAreKnownPassInAnyOrder) {
    EXPECT_EQ(refusals(orders(), "limit=2&state=held&seller=shop&cursor="), Refusals{});
    EXPECT_EQ(refusals(orders(), ""), Refusals{});
    EXPECT_EQ(refusals(orders(), "state"), Refusals{});
}

TEST(QueryNames, ThatAreMistypedAreToldWithTheNearest) {
    EXPECT_EQ(
        refusals(orders(), "statee=held"),
        Refusals{"/statee: is not known here; did you mean state? known are seller, state, "
                 "cursor, limit"}
    );
    EXPECT_EQ(
        refusals(orders(), "limit=2&warehouse_of=DONGHA&State=held&State=lost&a/b=1"),
        (Refusals{
            "/warehouse_of: is not known here; known are seller, state, cursor, limit",
            "/State: is not known here; did you mean state? known are seller, state, cursor, limit",
            "/a~1b: is not known here; known are seller, state, cursor, limit",
        })
    ) << "each once, as it was written";
}

TEST(QueryNames, AreNoneWhereNothingIsAskedFor) {
    Route one = orders();
    one.query.clear();
    EXPECT_EQ(
        refusals(one, "state=held"),
        Refusals{"/state: nothing is asked for in this query; leave it out"}
    );
}

TEST(QueryNames, OfPeopleAreJudgedAndOfStrangersNot) {
    EXPECT_EQ(refusals(orders(Access::person), "x=1").size(), 1U);
    EXPECT_EQ(refusals(orders(Access::open), "fbclid=1"), Refusals{});
    EXPECT_EQ(refusals(orders(Access::hook), "token=1"), Refusals{});
    EXPECT_EQ(refusals(orders(Access::probe), "x=1"), Refusals{});
    EXPECT_EQ(refusals(orders(Access::key, Method::post), "x=1"), Refusals{});
}

} // namespace
} // namespace route9::gateway::http
