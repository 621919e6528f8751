// SPDX-License-Identifier: Apache-2.0
#include "tracking_entry.hpp"

#include "core/crypto.hpp"

#include <algorithm>
#include <string>

namespace route9::gateway {

EntryId tracking_entry(
    std::string_view act, const fulfillment::Parcel& parcel, const adapters::TrackingReport& report
) {
    const std::string text =
        std::string{act} + "|" + parcel.carrier.text() + "|" + report.event_key;
    const Digest256 digest = sha256(as_byte_view(text));
    IdBytes bytes{};
    std::copy_n(digest.begin(), bytes.size(), bytes.begin());
    return EntryId{bytes};
}

} // namespace route9::gateway
