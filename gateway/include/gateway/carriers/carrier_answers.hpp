// SPDX-License-Identifier: Apache-2.0
// What a carrier's form says of a manifest, and where that leads: on to the page (303) when it was
// taken, else the same page with what is wrong. The words go the way of the API's: acknowledge_for,
// settle_for.
#pragma once

#include "core/json.hpp"
#include "gateway/carriers/carrier_manifest.hpp"

#include <string>
#include <string_view>

namespace route9::gateway {

/// What the page says of the code of a bad field, or of a row's result.
const std::string&
problem_text(const PageCatalogue& pages, std::string_view code, std::string_view language);

/// Of a sheet's bad cell, pointer "/7/result".
PageValues
sheet_problem(const PageCatalogue& pages, const FieldError& error, std::string_view language);

/// `lines`: as POST /v1/manifests/{id}/ack takes them.
platform::task<Result<http::Response>> acknowledge_on_page(
    Services& services, const CarrierVisit& visit, ManifestPage page, Json lines, Tick deadline
);
/// `lines`: as POST /v1/manifests/{id}/settle takes them.
platform::task<Result<http::Response>> settle_on_page(
    Services& services, const CarrierVisit& visit, ManifestPage page, Json lines, Tick deadline
);

/// The page with a text of data/text/pages.json and status 422.
platform::task<Result<http::Response>> wrong_on_page(
    Services& services,
    const CarrierVisit& visit,
    ManifestPage page,
    std::string_view word,
    Tick deadline
);

} // namespace route9::gateway
