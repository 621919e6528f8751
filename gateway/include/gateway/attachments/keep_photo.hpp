// SPDX-License-Identifier: Apache-2.0
// Takes a photograph in: read and cleaned beside the workers, written in sealed pieces of a unit
// each, and kept with its event in the last unit. The same picture sent again, under another key or
// at the same moment, is the one that is there. A request holds its picture three times at most.
#pragma once

#include "adapters/photos/photo.hpp"
#include "core/principal.hpp"
#include "fulfillment/attachment.hpp"
#include "gateway/http/response.hpp"
#include "gateway/idempotency.hpp"
#include "gateway/services.hpp"

#include <optional>
#include <string>

namespace route9::gateway {

struct GivenPhoto {
    std::string to{}; // as find_attached takes it
    fulfillment::AttachmentKind kind = fulfillment::AttachmentKind::packed;
    std::optional<adapters::PhotoType> said{}; // by the request's header
    std::optional<Instant> taken_at{};
    std::string file{};
};

/// 201 with the attachment, 200 where it was there already. With a claim the answer is stored under
/// its key. Errors: those of read_photo and find_attached; unsupported_media_type (it is not what
/// was said); forbidden; state_forbids (no room); and those of the store.
platform::task<Result<http::Response>> keep_photo(
    Services& services,
    Principal principal,
    GivenPhoto given,
    std::optional<IdempotencyClaim> claim,
    Tick deadline
);

/// Takes what has had its time out of the store, and tells how much is in it. A part of
/// housekeeping.
platform::task<Result<int>> sweep_photos(Services& services);

} // namespace route9::gateway
