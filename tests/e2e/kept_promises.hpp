// SPDX-License-Identifier: Apache-2.0
// What was acknowledged is there, once, and nothing is half done: expectations of the tests in
// which something dies.
#pragma once

#include "crash_load.hpp"

#include <chrono>
#include <set>
#include <string>

namespace route9::e2e {

/// In the store, beside the server.
void expect_kept(const Site& site, const Told& told);
/// Through the API.
void expect_served(Caller& seller, const Told& told);
/// Acknowledged webhooks that have not brought their order; reads on in the journal until all have.
std::set<std::string> without_order(Caller& seller, const Told& told);

/// Machine time passes; nothing can end the wait earlier.
void let_pass(std::chrono::milliseconds span);

} // namespace route9::e2e
