// SPDX-License-Identifier: Apache-2.0
#include "core/decimal.hpp"

#include "core/assert.hpp"
#include "core/rounding.hpp"

#include <array>
#include <cstddef>
#include <optional>

namespace route9 {
namespace {

constexpr int digits_max = 18;

constexpr std::array<std::int64_t, 19> powers = [] {
    std::array<std::int64_t, 19> values{};
    std::int64_t value = 1;
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = value;
        value = i + 1 < values.size() ? value * 10 : value;
    }
    return values;
}();

std::optional<Decimal> read_decimal(std::string_view text) {
    const bool negative = text.starts_with('-');
    const std::string_view rest = text.substr(negative ? 1 : 0);
    std::int64_t units = 0;
    int digits = 0;
    int scale = 0;
    bool point = false;
    for (const char c : rest) {
        if (c == '.' && !point && digits > 0) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9' || digits == digits_max) {
            return std::nullopt;
        }
        units = units * 10 + (c - '0');
        ++digits;
        scale += point ? 1 : 0;
    }
    if (digits == 0 || (point && scale == 0) || scale > Decimal::scale_max) {
        return std::nullopt;
    }
    return Decimal{negative ? -units : units, scale};
}

} // namespace

std::int64_t power_of_ten(int exponent) noexcept {
    ROUTE9_ASSERT(exponent >= 0 && exponent <= 18);
    return powers[static_cast<std::size_t>(exponent)];
}

Result<Decimal> Decimal::parse(std::string_view text) {
    if (const auto value = read_decimal(text)) {
        return *value;
    }
    return fail_field(
        "",
        "malformed",
        "must be decimal text such as \"349000\" or \"12.5\", at most 18 digits of which 12 "
        "decimals"
    );
}

std::string Decimal::text() const {
    std::int64_t units = units_;
    int scale = scale_;
    while (scale > 0 && units % 10 == 0) {
        units /= 10;
        --scale;
    }
    std::string out = std::to_string(units);
    if (scale == 0) {
        return out;
    }
    const std::size_t sign = units < 0 ? 1 : 0;
    const auto decimals = static_cast<std::size_t>(scale);
    if (out.size() - sign <= decimals) {
        out.insert(sign, decimals + 1 - (out.size() - sign), '0');
    }
    out.insert(out.size() - decimals, 1, '.');
    return out;
}

std::strong_ordering operator<=>(const Decimal& left, const Decimal& right) noexcept {
    const Int128 a = static_cast<Int128>(left.units_) * power_of_ten(right.scale_);
    const Int128 b = static_cast<Int128>(right.units_) * power_of_ten(left.scale_);
    if (a == b) {
        return std::strong_ordering::equal;
    }
    return a < b ? std::strong_ordering::less : std::strong_ordering::greater;
}

bool operator==(const Decimal& left, const Decimal& right) noexcept {
    return (left <=> right) == std::strong_ordering::equal;
}

} // namespace route9
