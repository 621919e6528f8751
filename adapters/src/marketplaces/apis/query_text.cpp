// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/apis/query_text.hpp"

#include "core/crypto.hpp"

#include <array>

namespace route9::adapters {
namespace {

bool is_unreserved(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void append_encoded(std::string& out, std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', kDigits[byte >> 4U], kDigits[byte & 0xfU]};
    }
}

} // namespace

std::string query_text(const Parameters& parameters) {
    std::string out;
    for (const auto& [name, value] : parameters) {
        out += out.empty() ? "" : "&";
        append_encoded(out, name);
        out += '=';
        append_encoded(out, value);
    }
    return out;
}

std::string path_step(const std::string& id) {
    std::string out;
    append_encoded(out, id);
    return out;
}

std::string joined(const Parameters& parameters) {
    std::string out;
    for (const auto& [name, value] : parameters) {
        out += name + value;
    }
    return out;
}

std::string mac_hex(const Secret& key, std::string_view text) {
    return hex(hmac_sha256(key.reveal(), as_byte_view(text)));
}

} // namespace route9::adapters
