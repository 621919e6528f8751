// SPDX-License-Identifier: Apache-2.0
#include "store_under_test.hpp"

#include <cstdlib>
#include <stdexcept>

namespace route9::tests {

StoreFactory factory_of_this_run() {
    const char* given = std::getenv("ROUTE9_TEST_ENGINE");
    const std::string engine = given == nullptr ? "sqlite" : given;
    if (engine == "sqlite") {
        return sqlite_factory();
    }
    if (engine == "postgresql") {
        return postgresql_factory();
    }
    throw std::runtime_error("ROUTE9_TEST_ENGINE is sqlite or postgresql");
}

} // namespace route9::tests
