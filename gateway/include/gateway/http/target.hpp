// SPDX-License-Identifier: Apache-2.0
// The request target: a decoded path and a decoded query. Origin form only (RFC 9112 §3.2.1); dot
// segments, encoded slashes, broken escapes, control characters and invalid UTF-8 are refused, so
// that a path has one reading. In queries '+' is a blank, as forms write it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::gateway::http {

class Query {
public:
    using Pair = std::pair<std::string, std::string>;

    std::optional<std::string_view> find(std::string_view name) const noexcept;
    std::size_t count(std::string_view name) const noexcept;
    const std::vector<Pair>& pairs() const noexcept { return pairs_; }

private:
    friend bool parse_target(std::string_view raw, struct Target& target);

    std::vector<Pair> pairs_;
};

struct Target {
    std::string path;
    Query query;
};

/// False when a rule is broken; `target` is then unspecified. Reuses the target's memory.
bool parse_target(std::string_view raw, Target& target);

} // namespace route9::gateway::http
