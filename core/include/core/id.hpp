// SPDX-License-Identifier: Apache-2.0
// Typed, prefixed, time-ordered ids: 48 bits of business milliseconds, 80 random bits; on the
// wire `<prefix>_` + 26 lower-case Crockford base32 characters, in the store 16 bytes. Text order,
// byte order and time order agree. Foreign and operator-given ids are Name<Tag>: plain text.
#pragma once

#include "core/entropy.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace route9 {

using IdBytes = std::array<std::byte, 16>;

IdBytes make_id_bytes(Instant at, Entropy& entropy);
/// Not above any id made at `at` or later, above every id made before.
IdBytes first_id_bytes(Instant at);
std::string format_id(std::string_view prefix, const IdBytes& bytes);
/// Error: validation_failed. Accepts exactly what format_id writes.
Result<IdBytes> parse_id(std::string_view prefix, std::string_view text);

/// Tag names its prefix: `struct OrderTag { static constexpr std::string_view prefix = "ord"; };`
template <class Tag>
class Id {
public:
    constexpr Id() = default;
    explicit constexpr Id(const IdBytes& bytes) : bytes_(bytes) {}

    static Id make(Instant at, Entropy& entropy) { return Id{make_id_bytes(at, entropy)}; }

    static Result<Id> parse(std::string_view text) {
        auto bytes = parse_id(Tag::prefix, text);
        if (!bytes) {
            return Failure{std::move(bytes).error()};
        }
        return Id{*bytes};
    }

    const IdBytes& bytes() const noexcept { return bytes_; }
    std::string text() const { return format_id(Tag::prefix, bytes_); }

    friend constexpr auto operator<=>(const Id&, const Id&) = default;

private:
    IdBytes bytes_{};
};

/// A non-empty identifier given by people or partners (tenant, party, sku, gate, connection).
template <class Tag>
class Name {
public:
    Name() = default;
    explicit Name(std::string text) : text_(std::move(text)) {}

    const std::string& text() const noexcept { return text_; }
    bool empty() const noexcept { return text_.empty(); }

    friend auto operator<=>(const Name&, const Name&) = default;

private:
    std::string text_;
};

} // namespace route9
