// SPDX-License-Identifier: Apache-2.0
// The document of `route9 plan`: read strictly (unknown members refused, every bad member named),
// run through the same planner as the server's, printed as one object or array. In a document's
// own network every visit to a gate counts; without one the built-in corridor is used, all its
// gates open. Source: the document's description and logistics conventions, §8.8.
#pragma once

#include "core/result.hpp"
#include "fulfillment/corridor.hpp"

#include <string>
#include <string_view>

namespace route9::fulfillment {

/// One JSON object, or one a line; the answer has a line for each. Errors: malformed_json and
/// validation_failed; with several documents the pointer begins with "line N".
Result<std::string> run_plan_document(std::string_view text, const Corridor& corridor);

/// {"error":{"member","why"}} for standard error, naming the first bad member.
std::string plan_document_error(const Error& error);

} // namespace route9::fulfillment
