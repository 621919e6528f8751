// SPDX-License-Identifier: Apache-2.0
// Cases of customs.md §5.6 written as documents, so that a case reads like a parcel.
#pragma once

#include "core/json.hpp"

#include <string>
#include <vector>

namespace route9::fulfillment::declarations::test {

/// `parcel` is the inside of the only consignment; `changes` replaces members of the request, which
/// is an import to Viet Nam by road and express, registered on 16 March 2026.
struct Case {
    const char* title;
    std::string parcel;
    std::string changes;
    std::string expect; // members the consignment's result must have
};

void run(const std::vector<Case>& cases);

Json request_of(const std::vector<std::string>& parcels, const std::string& changes);
/// The answer; null after a test failure that names every complaint.
Json assessed(const Json& request);
void expect_members(const Json& part, const std::string& expect);

std::string vnd(const std::string& amount, const std::string& rates);
std::string lak(const std::string& amount, const std::string& rates);

} // namespace route9::fulfillment::declarations::test
