// SPDX-License-Identifier: Apache-2.0
// Any bytes: parse_json answers, and what it accepts prints, reads back alike and never upsets the
// canonical printer or the object reader.
#include "core/assert.hpp"
#include "core/canonical.hpp"
#include "core/json.hpp"
#include "core/text.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace route9;
    const void* start = data;
    const auto tree = parse_json({static_cast<const char*>(start), size});
    if (!tree) {
        ROUTE9_ASSERT(tree.error().code == ErrorCode::malformed_json);
        ROUTE9_ASSERT(!tree.error().detail.empty() && is_valid_utf8(tree.error().detail));
        return 0;
    }
    const std::string printed = print_json(*tree);
    const auto again = parse_json(printed);
    ROUTE9_ASSERT(again.has_value() && *again == *tree && print_json(*again) == printed);

    if (const auto canonical = canonical_json(*tree)) {
        ROUTE9_ASSERT(parse_json(*canonical).has_value());
    }
    FieldErrors errors;
    ObjectReader reader{*tree, "", errors};
    reader.text("name", Need::required, 64);
    reader.integer("count", Need::optional, -5, 5);
    reader.decimal("amount", Need::required);
    reader.array("items", Need::optional, 3);
    reader.finish();
    for (const FieldError& error : errors) {
        ROUTE9_ASSERT(is_valid_utf8(error.pointer) && !error.message.empty());
    }
    return 0;
}
