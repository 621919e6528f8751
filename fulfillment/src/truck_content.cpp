// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/truck_content.hpp"

#include "core/assert.hpp"
#include "core/canonical.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace route9::fulfillment {

std::string content_hash(std::span<const ContentLine> lines) {
    std::vector<const ContentLine*> sorted;
    sorted.reserve(lines.size());
    for (const ContentLine& line : lines) {
        sorted.push_back(&line);
    }
    std::ranges::sort(sorted, {}, [](const ContentLine* line) -> const std::string& {
        return line->code;
    });
    auto list = nlohmann::json::array();
    for (const ContentLine* line : sorted) {
        list.push_back({{"code", line->code}, {"mass_g", line->mass_g}, {"pieces", line->pieces}});
    }
    const auto bytes = canonical_json(list);
    ROUTE9_ASSERT(bytes.has_value()); // no parcel has 2^53 grams
    return canonical_hash(*bytes);
}

std::string_view name(ContentFault fault) noexcept {
    switch (fault) {
    case ContentFault::none:
        return "none";
    case ContentFault::truck:
        return "truck";
    case ContentFault::manifest:
        return "manifest";
    case ContentFault::declarations:
        return "declarations";
    }
    return {};
}

ContentFault compare_content(const TruckContent& content, std::string_view closed_with) {
    if (content_hash(content.aboard) != closed_with) {
        return ContentFault::truck;
    }
    if (content.manifest != closed_with) {
        return ContentFault::manifest;
    }
    const std::string crossing = content_hash(content.crossing);
    const bool declared = content_hash(content.declared_vn) == crossing &&
                          content_hash(content.declared_la) == crossing;
    return declared ? ContentFault::none : ContentFault::declarations;
}

} // namespace route9::fulfillment
