// SPDX-License-Identifier: Apache-2.0
// A photograph of a parcel, for tests of what everything with an id has in common.
#pragma once

#include "fulfillment/attachment.hpp"
#include "gateway/attachments/attachment_endpoints.hpp"
#include "shipping_under_test.hpp"

#include <string>

namespace route9::tests {

using fulfillment::AttachmentId;

/// Its id. The picture is the one dot of Google's WebP FAQ.
inline std::string attached_photo(ShippingUnderTest& site, const std::string& parcel) {
    const Bytes dot =
        from_base64("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA").value();
    const auto answered = site.answer(
        gateway::endpoints::post_attachment(site.services()),
        {.principal = ShippingUnderTest::staff(),
         .target = "/v1/attachments?kind=packed&to=parcel:" + parcel,
         .body = {reinterpret_cast<const char*>(dot.data()), dot.size()},
         .headers = {{"Idempotency-Key", "photo-of-" + parcel}},
         .type = "image/webp"}
    );
    return Json::parse(answered.value().content()).at("id");
}

} // namespace route9::tests
