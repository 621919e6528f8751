// SPDX-License-Identifier: Apache-2.0
// Strict JSON in, typed values out. parse_json refuses what contract.md §3 refuses: depth over 32,
// duplicate names, invalid UTF-8, trailing bytes. A number that is no 64-bit integer keeps its
// digits (held as Json::binary, read by number_text): it never passes through binary floating
// point. ObjectReader reads one object into values and collects every bad member at once, with its
// pointer. An optional member that is null counts as absent.
#pragma once

#include "core/decimal.hpp"
#include "core/result.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9 {

using Json = nlohmann::json;

/// Error: malformed_json, detail says where and why. An object has at most
/// limits::json_members_max members.
Result<Json> parse_json(std::string_view text);

/// The digits of a JSON number, integer or not ("165500.0"); nullopt for other types.
std::optional<std::string> number_text(const Json& value);

/// Compact UTF-8 text. Values that came from parse_json print as they came.
std::string print_json(const Json& value);

enum class Need : std::uint8_t { required, optional };

using FieldErrors = std::vector<FieldError>;

/// One escaped step of a JSON pointer.
std::string pointer_step(std::string_view parent, std::string_view member);
std::string pointer_step(std::string_view parent, std::size_t index);

/// Reads the members of one object. Each getter returns nullopt for an absent optional member and
/// for a bad one (then an error was added). finish() refuses members nobody asked for.
/// Borrowed: the JSON and the error list outlive the reader.
class ObjectReader {
public:
    ObjectReader(const Json& object, std::string pointer, FieldErrors& errors);

    /// Text without control characters, 1 to max_bytes bytes, trimmed of nothing.
    std::optional<std::string> text(std::string_view name, Need need, std::size_t max_bytes);
    std::optional<std::int64_t>
    integer(std::string_view name, Need need, std::int64_t min, std::int64_t max);
    std::optional<bool> flag(std::string_view name, Need need);
    /// A decimal written as text ("349000.50"); a JSON number is refused with a hint.
    std::optional<Decimal> decimal(std::string_view name, Need need);
    /// The member itself, when it is an object or an array of 0 to max_items items.
    const Json* object(std::string_view name, Need need);
    const Json* array(std::string_view name, Need need, std::size_t max_items);
    /// Any value; for members that are passed on.
    const Json* any(std::string_view name, Need need);

    bool has(std::string_view name) const;
    std::string pointer(std::string_view name) const;
    void refuse(std::string_view name, std::string code, std::string message);
    /// Adds "unknown_member" for each member that no getter named, up to limits::field_errors_max.
    void finish();

private:
    const Json* find(std::string_view name, Need need);

    const Json::object_t* members_; // null when the JSON is no object
    std::string pointer_;
    FieldErrors* errors_;
    std::vector<const std::string*> asked_; // names inside members_
};

} // namespace route9
