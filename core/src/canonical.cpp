// SPDX-License-Identifier: Apache-2.0
#include "core/canonical.hpp"

#include "core/crypto.hpp"
#include "core/json.hpp"
#include "json_print.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace route9 {
namespace {

constexpr std::int64_t integer_max = std::int64_t{1} << 53;

/// UTF-16 order differs from byte order in one place: U+E000 to U+FFFF (lead bytes EE and EF) come
/// after the supplementary planes (lead bytes F0 to F4), which UTF-16 writes with surrogates.
int utf16_rank(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0xee || byte == 0xef ? byte + 0x10 : byte;
}

bool comes_before(std::string_view left, std::string_view right) {
    return std::ranges::lexicographical_compare(left, right, {}, utf16_rank, utf16_rank);
}

class CanonicalPrinter {
public:
    void value(const Json& value, const std::string& pointer);

    std::string out;
    FieldErrors errors;

private:
    void object(const Json& object, const std::string& pointer);
    void array(const Json& array, const std::string& pointer);

    template <class Integer>
    void integer(Integer value, const std::string& pointer) {
        if (std::cmp_greater(value, integer_max) || std::cmp_less(value, -integer_max)) {
            errors.push_back(
                {pointer, "out_of_range", "must be within ±2^53, or written as decimal text"}
            );
        }
        out += std::to_string(value);
    }
};

void CanonicalPrinter::object(const Json& object, const std::string& pointer) {
    using Member = Json::object_t::value_type;
    std::vector<const Member*> members;
    for (const Member& member : object.get_ref<const Json::object_t&>()) {
        members.push_back(&member);
    }
    const auto name_of = [](const Member* member) -> std::string_view { return member->first; };
    std::ranges::sort(members, comes_before, name_of);
    out += '{';
    for (const Member* member : members) {
        out += member == members.front() ? "" : ",";
        append_json_string(out, member->first);
        out += ':';
        value(member->second, pointer_step(pointer, member->first));
    }
    out += '}';
}

void CanonicalPrinter::array(const Json& array, const std::string& pointer) {
    out += '[';
    for (std::size_t i = 0; i < array.size(); ++i) {
        out += i == 0 ? "" : ",";
        value(array[i], pointer_step(pointer, i));
    }
    out += ']';
}

void CanonicalPrinter::value(const Json& value, const std::string& pointer) {
    switch (value.type()) {
    case Json::value_t::object:
        object(value, pointer);
        return;
    case Json::value_t::array:
        array(value, pointer);
        return;
    case Json::value_t::string:
        append_json_string(out, value.get_ref<const std::string&>());
        return;
    case Json::value_t::number_integer:
        integer(value.get<std::int64_t>(), pointer);
        return;
    case Json::value_t::number_unsigned:
        integer(value.get<std::uint64_t>(), pointer);
        return;
    case Json::value_t::null:
    case Json::value_t::boolean:
        out += value.dump();
        return;
    case Json::value_t::binary:
    case Json::value_t::number_float:
    case Json::value_t::discarded:
        errors.push_back(
            {pointer, "not_whole", "must be a whole number, or written as decimal text"}
        );
        return;
    }
}

} // namespace

Result<std::string> canonical_json(const nlohmann::json& value) {
    CanonicalPrinter printer;
    printer.value(value, "");
    if (!printer.errors.empty()) {
        return fail_fields(std::move(printer.errors));
    }
    return std::move(printer.out);
}

std::string canonical_hash(std::string_view canonical_bytes) {
    return hex(sha256(as_byte_view(canonical_bytes)));
}

std::string signing_text(std::string_view kind, std::string_view hash_hex) {
    return fmt::format("route9/{}/v1\n{}", kind, hash_hex);
}

} // namespace route9
