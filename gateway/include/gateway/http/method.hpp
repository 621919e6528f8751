// SPDX-License-Identifier: Apache-2.0
// Request methods (RFC 9110 §9, RFC 5789) and sets of them for Allow. A method we do not implement
// is `other`: routes never have it, so it ends as 405 or 404.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace route9::gateway::http {

enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options, other };

std::string_view name(Method method) noexcept;
Method parse_method(std::string_view text) noexcept;

class MethodSet {
public:
    constexpr void add(Method method) { bits_ |= 1U << static_cast<unsigned>(method); }
    constexpr void add(MethodSet other) { bits_ |= other.bits_; }
    constexpr bool has(Method method) const {
        return (bits_ & (1U << static_cast<unsigned>(method))) != 0;
    }
    constexpr bool empty() const { return bits_ == 0; }
    /// The value of an Allow field: "GET, HEAD, OPTIONS".
    std::string text() const;

private:
    unsigned bits_ = 0;
};

} // namespace route9::gateway::http
