// SPDX-License-Identifier: Apache-2.0
// Runs administrative commands at a site with the tenant `qt`, its seller `shop` and its carrier
// `lao-express`, and looks at what they refuse. One per test; it owns the site.
#pragma once

#include "trading_site.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::e2e {

using Words = std::vector<std::string>;

class Commands : public testing::Test {
protected:
    void SetUp() override {
        run_checked(site_, {"tenants", "create", "--id", "qt", "--name", "Quảng Trị"});
        party("seller", "shop");
        party("carrier", "lao-express");
    }

    void party(const std::string& kind, const std::string& id) {
        run_checked(
            site_, {"parties", "create", "--tenant", "qt", "--kind", kind, "--id", id, "--name", id}
        );
    }

    /// `connections add` for tenant qt with these words more.
    Outcome add(const Words& more) {
        Words words{"connections", "add", "--tenant", "qt"};
        words.insert(words.end(), more.begin(), more.end());
        return site_.run(words);
    }

    static void expect_refused(const Outcome& outcome, const std::string& sentence) {
        EXPECT_NE(outcome.exit_code, 0) << outcome.out;
        EXPECT_NE(outcome.error.find(sentence), std::string::npos) << outcome.error;
    }

    /// `route9 serve`, which must not come to listen.
    Outcome serve(const Words& more) {
        Words words{"serve"};
        words.insert(words.end(), more.begin(), more.end());
        return site_.run(words);
    }

    Site site_;
};

} // namespace route9::e2e
