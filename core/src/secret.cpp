// SPDX-License-Identifier: Apache-2.0
#include "core/secret.hpp"

#include <sodium.h>

namespace route9 {

void wipe(void* bytes, std::size_t size) noexcept {
    sodium_memzero(bytes, size);
}

Secret::Secret(std::string_view text)
    : Secret(std::as_bytes(std::span{text.data(), text.size()})) {}

std::string_view Secret::reveal_text() const noexcept {
    const void* start = bytes_.data();
    return {static_cast<const char*>(start), bytes_.size()};
}

} // namespace route9
