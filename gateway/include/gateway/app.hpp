// SPDX-License-Identifier: Apache-2.0
// The composition root: builds every object of a serving process in dependency order, runs it, and
// takes it down again in reverse. One per process.
#pragma once

#include "gateway/config.hpp"

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>

namespace route9::gateway {

struct AdminContext;

class App {
public:
    /// Loads data, migrates and opens the store, binds the address. Error: what an operator must
    /// mend, named. Throws StoreFailure or std::system_error for outages.
    static Result<std::unique_ptr<App>> open(const Config& config);
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    /// Begins to serve; returns at once.
    void start();
    /// Returns at the first SIGTERM or SIGINT; the second one ends the process at once.
    void wait_for_signal();
    /// Lets requests in flight finish, then closes everything.
    void shut_down();

    std::string base_url() const;
    /// For the demonstration day, which sets up its world like an operator would.
    AdminContext admin();

private:
    struct Parts;
    explicit App(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

} // namespace route9::gateway
