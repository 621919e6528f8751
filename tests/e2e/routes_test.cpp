// SPDX-License-Identifier: Apache-2.0
// The server does what its own description says: every route of /openapi.json is there.
#include "shared_server.hpp"

#include <array>

namespace route9::e2e {
namespace {

constexpr std::array kMethods{"get", "put", "post", "patch", "delete"};

/// The path with something in the place of every parameter.
std::string filled(std::string path) {
    for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{', at)) {
        path.replace(at, path.find('}', at) - at + 1, "none");
    }
    return path;
}

std::string upper(std::string word) {
    for (char& c : word) {
        c = static_cast<char>(c - 'a' + 'A');
    }
    return word;
}

class Routes : public SharedServer {};

TEST_F(Routes, AreAllThereAsDescribed) {
    const Answer described = seller().send_bare({.target = "/openapi.json"});
    ASSERT_EQ(described.status, 200);
    EXPECT_TRUE(described.json.at("openapi").get<std::string>().starts_with("3.1"));
    int checked = 0;
    for (const auto& [path, operations] : described.json.at("paths").items()) {
        for (const char* method : kMethods) {
            if (!operations.contains(method)) {
                continue;
            }
            // Without a key: whatever the route wants first, it is not "no such page or method".
            const Answer answer =
                seller().send_bare({.method = upper(method), .target = filled(path)});
            const bool open = operations.at(method).contains("security") &&
                              operations.at(method).at("security").empty();
            EXPECT_NE(answer.status, 405) << method << " " << path;
            EXPECT_TRUE(open || answer.status != 404) << method << " " << path << answer.body;
            ++checked;
        }
    }
    EXPECT_GE(checked, 10);
}

TEST_F(Routes, TellWhetherTheServerIsWell) {
    EXPECT_EQ(seller().send_bare({.target = "/healthz"}).status, 200);
    EXPECT_EQ(seller().send_bare({.target = "/readyz"}).status, 200);
    const Answer metrics = seller().send_bare({.target = "/metrics"});
    EXPECT_EQ(metrics.status, 200);
    EXPECT_NE(metrics.body.find("route9_store_write_units"), std::string::npos);
}

} // namespace
} // namespace route9::e2e
