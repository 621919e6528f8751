// SPDX-License-Identifier: Apache-2.0
// One trading site and one running server for a suite of black-box tests: starting the program for
// every test would cost more than the tests. Tests share the store and so use ids of their own. The
// server must end with exit code 0 when the suite does.
#pragma once

#include "signed_hooks.hpp"
#include "trading_site.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

namespace route9::e2e {

class SharedServer : public testing::Test {
protected:
    static void SetUpTestSuite();
    static void TearDownTestSuite();

    static const Site& site() { return *site_; }
    static const Keys& keys() { return keys_; }
    static std::uint16_t port() { return server_->port(); }
    Caller& seller() { return seller_; }
    Caller& operator_() { return operator_caller_; }
    Caller& stranger() { return stranger_; } // another tenant's seller

    /// The id of the order with this external id, waiting for it through the seller's events for
    /// at most some seconds; empty when it does not come.
    std::string await_order(const std::string& external_id);
    /// All orders of the seller with this external id, over all pages.
    std::vector<Json> orders_with(const std::string& external_id);
    StandardHook standard_hook(const std::string& id, const std::string& external_id);

private:
    static inline std::unique_ptr<Site> site_;
    static inline std::unique_ptr<RunningServer> server_;
    static inline Keys keys_;

    Caller seller_{port(), keys_.seller};
    Caller operator_caller_{port(), keys_.operator_};
    Caller stranger_{port(), keys_.other_tenant};
};

} // namespace route9::e2e
