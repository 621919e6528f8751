// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/binary_member.hpp"

#include <utility>

namespace route9::gateway {

Bytes read_binary(ObjectReader& reader, std::string_view name) {
    const auto text = reader.text(name, Need::required, binary_text_max);
    if (!text) {
        return {};
    }
    auto bytes = from_base64url(*text);
    if (!bytes) {
        reader.refuse(name, "bad_value", "give base64url without padding");
        return {};
    }
    return std::move(*bytes);
}

std::string text_of(const Bytes& bytes) {
    const void* start = bytes.data();
    return {static_cast<const char*>(start), bytes.size()};
}

} // namespace route9::gateway
