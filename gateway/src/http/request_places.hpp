// SPDX-License-Identifier: Apache-2.0
// Places for requests at work, shared by all workers. While half of them are free anybody may take
// one; then a caller (a tenant, or a hook before its tenant is known) has a quarter at most, so
// that one who floods the door leaves room for the others.
#pragma once

#include "http/named_counts.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace route9::gateway::http {

class RequestPlaces {
public:
    explicit RequestPlaces(std::size_t places_max) : places_max_(places_max) {}

    /// Nothing when the caller, or everybody, has too many.
    std::optional<NamedCounts::Unit> take(std::string_view caller);

private:
    const std::size_t places_max_;
    NamedCounts taken_;
};

} // namespace route9::gateway::http
