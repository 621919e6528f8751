// SPDX-License-Identifier: Apache-2.0
// What must hold in the store whenever the server is down, asked in SQL apart from the server's
// code.
#pragma once

#include "fact_rows.hpp"
#include "running_server.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace route9::e2e {

class StoreFacts {
public:
    /// Throws std::runtime_error when the store cannot be read.
    explicit StoreFacts(const Site& site);

    /// Sentences about what is broken; empty when all is well.
    std::vector<std::string> broken() const;
    /// How many orders have each external id.
    std::map<std::string, int> orders() const;
    /// External ids of cancelled orders.
    std::set<std::string> cancelled() const;

private:
    bool on_server_;
    std::unique_ptr<FactRows> store_;
};

} // namespace route9::e2e
