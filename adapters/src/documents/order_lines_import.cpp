// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/order_document.hpp"
#include "adapters/documents/order_import.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace route9::adapters {
namespace {

ImportedOrder read_line(std::string_view line, std::size_t number, std::string_view channel) {
    ImportedOrder imported{.rows = {number}, .external_id = {}};
    auto document = parse_json(line);
    if (!document) {
        imported.problems.push_back({number, "", "malformed_json", document.error().detail});
        return imported;
    }
    if (document->is_object() && !document->contains("channel")) {
        (*document)["channel"] = channel;
    }
    if (document->is_object() && document->contains("external_id") &&
        document->at("external_id").is_string()) {
        imported.external_id = document->at("external_id").get<std::string>();
    }
    auto order = read_order(*document);
    if (order) {
        imported.order = *std::move(order);
        return imported;
    }
    for (const FieldError& error : order.error().fields) {
        imported.problems.push_back({number, error.pointer, error.code, error.message});
    }
    return imported;
}

} // namespace

Result<std::vector<ImportedOrder>>
read_order_lines(std::string_view ndjson, std::string_view channel) {
    if (!is_valid_utf8(ndjson)) {
        return fail_field("", "malformed", "is not UTF-8");
    }
    std::vector<ImportedOrder> orders;
    for (std::size_t number = 1; !ndjson.empty(); ++number) {
        const auto end = ndjson.find('\n');
        const std::string_view line = ndjson.substr(0, end);
        ndjson.remove_prefix(end == ndjson.npos ? ndjson.size() : end + 1);
        if (line.find_first_not_of(" \t\r") == line.npos) {
            continue;
        }
        if (orders.size() == limits::import_orders_max) {
            return fail_field(
                "",
                "out_of_range",
                fmt::format("must hold at most {} orders: split it", limits::import_orders_max)
            );
        }
        orders.push_back(read_line(line, number, channel));
    }
    return orders;
}

} // namespace route9::adapters
