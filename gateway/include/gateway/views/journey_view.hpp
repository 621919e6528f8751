// SPDX-License-Identifier: Apache-2.0
// A parcel's journey as anybody may see it: a page for telephones, and the same as JSON. The texts
// are data/text/tracking.json and data/text/pages.json.
#pragma once

#include "core/json.hpp"
#include "fulfillment/journey_texts.hpp"
#include "gateway/http/response.hpp"
#include "gateway/people/pages.hpp"
#include "gateway/shipping/public_parcel.hpp"

namespace route9::gateway {

struct ShownJourney {
    const PublicParcel& parcel;
    const fulfillment::Journey& journey;
    const fulfillment::JourneyTexts& texts;
    fulfillment::Language language = fulfillment::Language::en;
};

std::string_view code_of(fulfillment::Language language) noexcept;

http::Response journey_page(const PageCatalogue& pages, const ShownJourney& shown);
/// The page for a code that names no parcel.
http::Response no_journey_page(const PageCatalogue& pages, std::string_view language);

/// {tracking, language, languages, status, headline, steps, expected?, delay?, carrier?, passport?}
Json journey_view(const ShownJourney& shown);

} // namespace route9::gateway
