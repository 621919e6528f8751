// SPDX-License-Identifier: Apache-2.0
// What somebody who mistyped a name probably meant. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace route9::gateway {

/// The name with the fewest changed characters; empty when none is near (a third of it and one may
/// differ).
std::string nearest_name(std::string_view typed, std::span<const std::string> known);

/// "a, b, c".
std::string listed(std::span<const std::string> names);

} // namespace route9::gateway
