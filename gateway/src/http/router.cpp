// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/router.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

namespace route9::gateway::http {
namespace {

constexpr std::size_t parts_max = 12;

} // namespace

/// A request path cut at its slashes; a trailing slash leaves an empty last part.
struct Router::Path {
    explicit Path(std::string_view path) : text(path) {
        while (!path.empty() && count < parts_max) {
            path.remove_prefix(1);
            parts[count] = path.substr(0, path.find('/'));
            path.remove_prefix(parts[count].size());
            ++count;
        }
        too_long = !path.empty();
    }

    std::string_view from(std::size_t part) const {
        return text.substr(static_cast<std::size_t>(parts[part].data() - text.data()));
    }

    std::string_view text;
    std::array<std::string_view, parts_max> parts;
    std::size_t count = 0;
    bool too_long = false;
};

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
    std::set<std::pair<std::string, Method>> seen;
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        const Route& route = routes_[i];
        if (!seen.emplace(route.pattern, route.method).second) {
            throw std::invalid_argument("route stands twice: " + route.pattern);
        }
        entries_.push_back({parse_pattern(route.pattern), i});
    }
    std::ranges::sort(entries_, more_specific);
}

RouteMatch Router::match(
    Method method, std::string_view path_text, std::vector<PathParameter>& parameters
) const {
    parameters.clear();
    RouteMatch match;
    const Path path{path_text};
    const Method wanted = method == Method::head ? Method::get : method;
    for (const Entry& entry : entries_) {
        if (!matches(entry, path)) {
            continue;
        }
        const Route& route = routes_[entry.route];
        if (route.method == wanted) {
            capture(entry, path, parameters);
            match.route = &route;
            match.index = entry.route;
            return match;
        }
        match.allow.add(route.method);
        match.allow.add(Method::options);
        if (route.method == Method::get) {
            match.allow.add(Method::head);
        }
    }
    return match;
}

std::vector<Router::Part> Router::parse_pattern(std::string_view pattern) {
    const Path path{pattern};
    if (!pattern.starts_with('/') || path.too_long) {
        throw std::invalid_argument("not a route pattern: " + std::string{pattern});
    }
    std::vector<Part> parts;
    for (std::size_t i = 0; i < path.count; ++i) {
        std::string_view text = path.parts[i];
        Part part;
        if (text.starts_with('{') && text.ends_with('}')) {
            part.kind = Part::Kind::parameter;
            text = text.substr(1, text.size() - 2);
            if (text.ends_with("...")) {
                part.kind = Part::Kind::rest;
                text.remove_suffix(3);
            }
        }
        const bool misplaced = part.kind == Part::Kind::rest && i + 1 != path.count;
        if (misplaced || text.find_first_of("{}") != std::string_view::npos) {
            throw std::invalid_argument("not a route pattern: " + std::string{pattern});
        }
        part.text = text;
        parts.push_back(std::move(part));
    }
    return parts;
}

bool Router::more_specific(const Entry& left, const Entry& right) {
    const auto order = std::lexicographical_compare_three_way(
        left.parts.begin(),
        left.parts.end(),
        right.parts.begin(),
        right.parts.end(),
        [](const Part& one, const Part& other) { return one.kind <=> other.kind; }
    );
    return order != 0 ? order < 0 : left.route < right.route;
}

bool Router::matches(const Entry& entry, const Path& path) {
    const bool open_end = entry.parts.back().kind == Part::Kind::rest;
    const bool fits = open_end ? path.count >= entry.parts.size()
                               : path.count == entry.parts.size() && !path.too_long;
    if (!fits) {
        return false;
    }
    for (std::size_t i = 0; i < entry.parts.size(); ++i) {
        const Part& part = entry.parts[i];
        const bool literal = part.kind == Part::Kind::literal;
        if (literal ? part.text != path.parts[i]
                    : part.kind == Part::Kind::parameter && path.parts[i].empty()) {
            return false;
        }
    }
    return true;
}

void Router::capture(const Entry& entry, const Path& path, std::vector<PathParameter>& parameters) {
    for (std::size_t i = 0; i < entry.parts.size(); ++i) {
        const Part& part = entry.parts[i];
        if (part.kind == Part::Kind::parameter) {
            parameters.push_back({part.text, path.parts[i]});
        } else if (part.kind == Part::Kind::rest) {
            parameters.push_back({part.text, path.from(i)});
        }
    }
}

} // namespace route9::gateway::http
