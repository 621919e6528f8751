// SPDX-License-Identifier: Apache-2.0
// Reads members of a foreign object as loosely as partners write them and as exactly as books
// need them: ids and amounts as text or number with all their digits, null as absent, members
// nobody asked for left alone. Every bad member is named with its pointer.
// Borrowed: JSON and error list outlive it.
#pragma once

#include "core/json.hpp"
#include "core/money.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace route9::adapters {

class ForeignObject {
public:
    ForeignObject(const Json& object, std::string pointer, FieldErrors& errors);

    /// Trimmed of nothing; line breaks and other control characters become blanks.
    std::string text(std::string_view name, Need need);
    /// Optional text of a person, cut where it is longer than ours may be.
    std::string note(std::string_view name);
    /// Text, or the digits of a whole number.
    std::string id(std::string_view name, Need need);
    /// A number or decimal text, whole ("2", "2.0"), within the bounds.
    std::optional<std::int64_t>
    count(std::string_view name, Need need, std::int64_t min, std::int64_t max);
    /// A number or decimal text, not negative, with the decimals of the currency at most.
    Money amount(std::string_view name, Currency currency);
    const Json* object(std::string_view name, Need need);
    const Json* array(std::string_view name, Need need);

    bool has(std::string_view name) const;
    std::string pointer(std::string_view name) const;
    void refuse(std::string_view name, std::string code, std::string message);

private:
    const Json* find(std::string_view name, Need need);
    /// The digits of a number or of decimal text; nullopt when refused or absent.
    std::optional<std::string> digits(std::string_view name, Need need);

    const Json* object_;
    std::string pointer_;
    FieldErrors* errors_;
};

} // namespace route9::adapters
