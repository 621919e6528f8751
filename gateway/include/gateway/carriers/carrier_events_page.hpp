// SPDX-License-Identifier: Apache-2.0
// The page on which a carrier sends its sheet of tracking events and reads what became of it.
#pragma once

#include "gateway/carriers/carrier_door.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace route9::gateway {

inline constexpr std::size_t sheet_problems_shown = 100;

struct EventsPage {
    int status = 200;
    std::string note{}; // texts, in the reader's language
    std::string error{};
    bool has_counts = false;
    std::size_t told = 0;
    std::size_t known = 0;
    std::size_t wrong = 0;
    std::vector<PageValues> problems{}; // {where, what}
};

http::Response
show_events_page(const PageCatalogue& pages, const CarrierVisit& visit, EventsPage page);

} // namespace route9::gateway
