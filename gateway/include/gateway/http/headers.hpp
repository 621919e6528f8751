// SPDX-License-Identifier: Apache-2.0
// The fields of one request, as views into the bytes the session keeps; names compare without case.
// Trailers are never among them. Borrowed: valid until the answer is written.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace route9::gateway::http {

struct Field {
    std::string_view name;
    std::string_view value;
};

constexpr char lower_ascii(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool equal_ignoring_case(std::string_view left, std::string_view right) noexcept {
    return std::ranges::equal(left, right, {}, lower_ascii, lower_ascii);
}

class Headers {
public:
    Headers() = default;
    explicit Headers(std::span<const Field> fields) : fields_(fields) {}

    /// The first field of that name.
    std::optional<std::string_view> find(std::string_view name) const noexcept {
        for (const Field& field : fields_) {
            if (equal_ignoring_case(field.name, name)) {
                return field.value;
            }
        }
        return std::nullopt;
    }
    std::size_t count(std::string_view name) const noexcept {
        const auto same = [name](const Field& field) {
            return equal_ignoring_case(field.name, name);
        };
        return static_cast<std::size_t>(std::ranges::count_if(fields_, same));
    }
    auto begin() const noexcept { return fields_.begin(); }
    auto end() const noexcept { return fields_.end(); }

private:
    std::span<const Field> fields_;
};

} // namespace route9::gateway::http
