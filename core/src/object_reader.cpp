// SPDX-License-Identifier: Apache-2.0
#include "core/json.hpp"
#include "core/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace route9 {
namespace {

bool is_number(const Json& value) {
    return value.is_number() || value.is_binary();
}

/// C0, DEL and C1 (U+0080 to U+009F, in UTF-8 C2 80 to C2 9F).
bool has_control_character(std::string_view text) {
    unsigned char before = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f || (before == 0xc2 && byte < 0xa0)) {
            return true;
        }
        before = byte;
    }
    return false;
}

} // namespace

std::string pointer_step(std::string_view parent, std::string_view member) {
    std::string out;
    out.reserve(parent.size() + 1 + member.size());
    out += parent;
    out += '/';
    for (const char c : member) {
        if (c == '~') {
            out += "~0";
        } else if (c == '/') {
            out += "~1";
        } else {
            out += c;
        }
    }
    return out;
}

std::string pointer_step(std::string_view parent, std::size_t index) {
    return fmt::format("{}/{}", parent, index);
}

ObjectReader::ObjectReader(const Json& object, std::string pointer, FieldErrors& errors)
    : members_(object.get_ptr<const Json::object_t*>()), pointer_(std::move(pointer)),
      errors_(&errors) {
    if (members_ == nullptr) {
        errors_->push_back({pointer_, "wrong_type", "must be a JSON object"});
        return;
    }
    asked_.reserve(members_->size());
}

std::optional<std::string>
ObjectReader::text(std::string_view name, Need need, std::size_t max_bytes) {
    const Json* value = find(name, need);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (!value->is_string()) {
        refuse(name, "wrong_type", "must be text in double quotes");
        return std::nullopt;
    }
    const auto& content = value->get_ref<const std::string&>();
    if (content.empty()) {
        refuse(
            name,
            "empty",
            need == Need::required ? "must not be empty" : "must not be empty; leave it out instead"
        );
        return std::nullopt;
    }
    if (content.size() > max_bytes) {
        refuse(name, "too_long", fmt::format("must be at most {} bytes of UTF-8", max_bytes));
        return std::nullopt;
    }
    if (has_control_character(content)) {
        refuse(name, "control_character", "must be one line without control characters");
        return std::nullopt;
    }
    return content;
}

std::optional<std::int64_t>
ObjectReader::integer(std::string_view name, Need need, std::int64_t min, std::int64_t max) {
    const Json* value = find(name, need);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (!value->is_number_integer()) {
        const bool fraction = value->is_binary() || value->is_number_float();
        refuse(
            name,
            fraction ? "not_whole" : "wrong_type",
            fmt::format("must be a whole JSON number from {} to {}", min, max)
        );
        return std::nullopt;
    }
    const bool too_big =
        value->is_number_unsigned() && std::cmp_greater(value->get<std::uint64_t>(), max);
    const auto number = value->get<std::int64_t>();
    if (too_big || number < min || number > max) {
        refuse(name, "out_of_range", fmt::format("must be from {} to {}", min, max));
        return std::nullopt;
    }
    return number;
}

std::optional<bool> ObjectReader::flag(std::string_view name, Need need) {
    const Json* value = find(name, need);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (!value->is_boolean()) {
        refuse(name, "wrong_type", "must be true or false, without quotes");
        return std::nullopt;
    }
    return value->get<bool>();
}

std::optional<Decimal> ObjectReader::decimal(std::string_view name, Need need) {
    const Json* value = find(name, need);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (!value->is_string()) {
        // The number is repeated in the form it should have had, if it has one.
        const auto digits = number_text(*value).value_or("");
        refuse(
            name,
            "wrong_type",
            fmt::format(
                "must be decimal text such as \"{}\"{}",
                Decimal::parse(digits) ? digits : "349000",
                is_number(*value) ? ", not a JSON number" : ""
            )
        );
        return std::nullopt;
    }
    auto result = Decimal::parse(value->get_ref<const std::string&>());
    if (!result) {
        for (FieldError& error : result.error().fields) {
            refuse(name, std::move(error.code), std::move(error.message));
        }
        return std::nullopt;
    }
    return *result;
}

const Json* ObjectReader::object(std::string_view name, Need need) {
    const Json* value = find(name, need);
    if (value != nullptr && !value->is_object()) {
        refuse(name, "wrong_type", "must be a JSON object");
        return nullptr;
    }
    return value;
}

const Json* ObjectReader::array(std::string_view name, Need need, std::size_t max_items) {
    const Json* value = find(name, need);
    if (value != nullptr && !value->is_array()) {
        refuse(name, "wrong_type", "must be a JSON array");
        return nullptr;
    }
    if (value != nullptr && value->size() > max_items) {
        refuse(name, "too_many", fmt::format("must have at most {} items", max_items));
        return nullptr;
    }
    return value;
}

const Json* ObjectReader::any(std::string_view name, Need need) {
    return find(name, need);
}

bool ObjectReader::has(std::string_view name) const {
    return members_ != nullptr && members_->find(name) != members_->end();
}

std::string ObjectReader::pointer(std::string_view name) const {
    return pointer_step(pointer_, name);
}

void ObjectReader::refuse(std::string_view name, std::string code, std::string message) {
    errors_->push_back({pointer(name), std::move(code), std::move(message)});
}

void ObjectReader::finish() {
    if (members_ == nullptr) {
        return;
    }
    for (const auto& [name, value] : *members_) {
        if (errors_->size() >= limits::field_errors_max) {
            return;
        }
        if (std::ranges::find(asked_, &name) == asked_.end()) {
            refuse(name, "unknown_member", "is not a member of this object; leave it out");
        }
    }
}

const Json* ObjectReader::find(std::string_view name, Need need) {
    if (members_ == nullptr) {
        return nullptr;
    }
    const auto member = members_->find(name);
    if (member != members_->end()) {
        asked_.push_back(&member->first);
        if (!member->second.is_null()) {
            return &member->second;
        }
    }
    if (need == Need::required) {
        refuse(name, "required", "is required");
    }
    return nullptr;
}

} // namespace route9
