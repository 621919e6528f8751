// SPDX-License-Identifier: Apache-2.0
// Any bytes may stand where a QR payload is expected: decoding answers, and what it calls sound
// reads the same again.
#include "core/assert.hpp"
#include "payments/payment_code.hpp"
#include "payments/qr_document.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{data, data + size};
    const auto decoded = route9::payments::run_qr_decode(text);
    ROUTE9_ASSERT(!decoded.document.empty());
    const auto encoded = route9::payments::run_qr_encode(text);
    ROUTE9_ASSERT(!encoded || !encoded->empty());
    const route9::payments::FoldedMemo folded{.spaced = text, .tight = text, .bare = text};
    for (const auto& hit : route9::payments::find_codes(folded)) {
        ROUTE9_ASSERT(text.substr(hit.offset).starts_with(hit.code.text()));
    }
    return 0;
}
