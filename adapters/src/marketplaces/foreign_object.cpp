// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/foreign_object.hpp"

#include "core/human_text.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace route9::adapters {
namespace {

/// "349.000" as text: 349 for one program, 349 thousand for a Vietnamese one.
bool has_three_decimals(std::string_view text) {
    const auto point = text.find('.');
    return point != text.npos && text.size() - point == 4;
}

/// As many characters as a text of ours may have.
std::string beginning_of(std::string_view text) {
    std::size_t characters = 0;
    const auto* end = std::ranges::find_if(text, [&characters](char c) {
        const bool begins_one = (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
        characters += begins_one ? 1 : 0;
        return characters > human_text_characters_max;
    });
    return {text.begin(), end};
}

std::string without_controls(std::string text) {
    const auto is_control = [](char character) {
        return static_cast<unsigned char>(character) < 0x20 || character == 0x7f;
    };
    std::ranges::replace_if(text, is_control, ' ');
    return text;
}

} // namespace

ForeignObject::ForeignObject(const Json& object, std::string pointer, FieldErrors& errors)
    : object_(object.is_object() ? &object : nullptr), pointer_(std::move(pointer)),
      errors_(&errors) {
    if (object_ == nullptr) {
        errors_->push_back({pointer_, "wrong_type", "must be a JSON object"});
    }
}

std::string ForeignObject::text(std::string_view name, Need need) {
    const auto* value = find(name, need);
    if (value == nullptr) {
        return {};
    }
    if (!value->is_string()) {
        refuse(name, "wrong_type", "must be text");
        return {};
    }
    auto text = value->get<std::string>();
    if (need == Need::required && is_invisible(text)) {
        refuse(name, "empty", "must not be empty");
    }
    if (count_characters(text) > human_text_characters_max) {
        refuse(
            name,
            "too_long",
            fmt::format("must be at most {} characters", human_text_characters_max)
        );
        return {};
    }
    return without_controls(std::move(text));
}

std::string ForeignObject::note(std::string_view name) {
    const auto* value = find(name, Need::optional);
    if (value == nullptr || !value->is_string()) {
        return text(name, Need::optional);
    }
    return without_controls(beginning_of(value->get_ref<const std::string&>()));
}

std::string ForeignObject::id(std::string_view name, Need need) {
    const auto* value = find(name, need);
    if (value == nullptr) {
        return {};
    }
    auto text = value->is_string()           ? value->get<std::string>()
                : value->is_number_integer() ? number_text(*value).value_or("")
                                             : std::string{};
    if (text.empty() || text.size() > limits::foreign_id_bytes_max) {
        refuse(name, "malformed", "must be an id: text or a whole number");
        return {};
    }
    return text;
}

std::optional<std::int64_t>
ForeignObject::count(std::string_view name, Need need, std::int64_t min, std::int64_t max) {
    const auto text = digits(name, need);
    if (!text) {
        return std::nullopt;
    }
    const auto number = Decimal::parse(*text);
    if (!number || number->units() % power_of_ten(number->scale()) != 0) {
        refuse(name, "not_whole", fmt::format("must be a whole number from {} to {}", min, max));
        return std::nullopt;
    }
    const auto whole = number->units() / power_of_ten(number->scale());
    if (whole < min || whole > max) {
        refuse(name, "out_of_range", fmt::format("must be from {} to {}", min, max));
        return std::nullopt;
    }
    return whole;
}

Money ForeignObject::amount(std::string_view name, Currency currency) {
    const auto text = digits(name, Need::required);
    if (!text) {
        return Money::zero(currency);
    }
    if (find(name, Need::optional)->is_string() && has_three_decimals(*text)) {
        refuse(name, "ambiguous", "may be thousands or decimals: write 349000 or 349.00");
        return Money::zero(currency);
    }
    const auto money = Money::parse(*text, currency);
    if (!money) {
        refuse(
            name,
            "malformed",
            fmt::format(
                "must be an amount with at most {} decimals in {}",
                currency_info(currency).exponent,
                code(currency)
            )
        );
        return Money::zero(currency);
    }
    if (money->is_negative()) {
        refuse(name, "out_of_range", "must not be negative");
    }
    return *money;
}

const Json* ForeignObject::object(std::string_view name, Need need) {
    const auto* value = find(name, need);
    if (value != nullptr && !value->is_object()) {
        refuse(name, "wrong_type", "must be a JSON object");
        return nullptr;
    }
    return value;
}

const Json* ForeignObject::array(std::string_view name, Need need) {
    const auto* value = find(name, need);
    if (value != nullptr && !value->is_array()) {
        refuse(name, "wrong_type", "must be a JSON array");
        return nullptr;
    }
    return value;
}

bool ForeignObject::has(std::string_view name) const {
    if (object_ == nullptr) {
        return false;
    }
    const auto member = object_->find(name);
    return member != object_->end() && !member->is_null();
}

std::string ForeignObject::pointer(std::string_view name) const {
    return pointer_step(pointer_, name);
}

void ForeignObject::refuse(std::string_view name, std::string code, std::string message) {
    errors_->push_back({pointer(name), std::move(code), std::move(message)});
}

const Json* ForeignObject::find(std::string_view name, Need need) {
    if (has(name)) {
        return &*object_->find(name);
    }
    if (object_ != nullptr && need == Need::required) {
        refuse(name, "required", "is required");
    }
    return nullptr;
}

std::optional<std::string> ForeignObject::digits(std::string_view name, Need need) {
    const auto* value = find(name, need);
    if (value == nullptr) {
        return std::nullopt;
    }
    auto text = value->is_string() ? value->get<std::string>() : number_text(*value);
    if (!text) {
        refuse(name, "wrong_type", "must be a number");
    }
    return text;
}

} // namespace route9::adapters
