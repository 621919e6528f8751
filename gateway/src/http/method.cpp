// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/method.hpp"

#include <array>

namespace route9::gateway::http {
namespace {

using enum Method;

constexpr std::array kMethods{get, head, post, put, patch, delete_, options};

} // namespace

std::string_view name(Method method) noexcept {
    switch (method) {
    case get:
        return "GET";
    case head:
        return "HEAD";
    case post:
        return "POST";
    case put:
        return "PUT";
    case patch:
        return "PATCH";
    case delete_:
        return "DELETE";
    case options:
        return "OPTIONS";
    case other:
        return "OTHER";
    }
    return "OTHER";
}

Method parse_method(std::string_view text) noexcept {
    for (const Method method : kMethods) {
        if (name(method) == text) {
            return method;
        }
    }
    return other;
}

std::string MethodSet::text() const {
    std::string list;
    for (const Method method : kMethods) {
        if (!has(method)) {
            continue;
        }
        list += list.empty() ? "" : ", ";
        list += name(method);
    }
    return list;
}

} // namespace route9::gateway::http
