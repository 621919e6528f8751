// SPDX-License-Identifier: Apache-2.0
// Whatever a phone sends as a picture is read within its bytes; what comes out is a picture that
// reads the same, with nothing left to take out.
#include "adapters/photos/photo.hpp"
#include "core/assert.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace route9::adapters;
    const auto photo = read_photo({reinterpret_cast<const char*>(data), size});
    if (!photo) {
        return 0;
    }
    const auto again = read_photo(photo->bytes);
    ROUTE9_ASSERT(again.has_value());
    ROUTE9_ASSERT(again->bytes == photo->bytes);
    ROUTE9_ASSERT(again->type == photo->type && again->orientation == photo->orientation);
    ROUTE9_ASSERT(again->width == photo->width && again->height == photo->height);
    return 0;
}
