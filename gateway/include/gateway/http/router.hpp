// SPDX-License-Identifier: Apache-2.0
// From path and method to route. Literal parts win over named ones, part by part; a path some
// pattern matches with another method is 405 with Allow, not 404. Immutable after construction;
// shared by all workers.
#pragma once

#include "gateway/http/method.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/route.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway::http {

/// `route` is null when nothing answers; `allow` then says why: empty is 404, otherwise 405 (or the
/// answer to OPTIONS). `index` is the route's place in routes().
struct RouteMatch {
    const Route* route = nullptr;
    std::size_t index = 0;
    MethodSet allow;
};

class Router {
public:
    /// Throws std::invalid_argument when a pattern is not well formed or stands twice.
    explicit Router(std::vector<Route> routes);

    /// Fills `parameters` with views into `path` and the pattern.
    RouteMatch
    match(Method method, std::string_view path, std::vector<PathParameter>& parameters) const;
    const std::vector<Route>& routes() const noexcept { return routes_; }

private:
    struct Part {
        enum class Kind : std::uint8_t { literal, parameter, rest } kind = Kind::literal;
        std::string text;
    };
    struct Entry {
        std::vector<Part> parts;
        std::size_t route = 0;
    };
    struct Path;

    static std::vector<Part> parse_pattern(std::string_view pattern);
    static bool more_specific(const Entry& left, const Entry& right);
    static bool matches(const Entry& entry, const Path& path);
    static void
    capture(const Entry& entry, const Path& path, std::vector<PathParameter>& parameters);

    std::vector<Route> routes_;
    std::vector<Entry> entries_; // most specific first
};

} // namespace route9::gateway::http
