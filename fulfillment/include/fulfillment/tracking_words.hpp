// SPDX-License-Identifier: Apache-2.0
// What a carrier tells of a parcel in words (place, note, a status that is no code, who signed, its
// message as it came) may speak of the recipient: it is sealed under that person's key and dies
// with it.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/secret.hpp"
#include "fulfillment/parcel_store.hpp"

#include <cstddef>
#include <string_view>

namespace route9::fulfillment {

/// Longer messages are kept up to here.
inline constexpr std::size_t tracking_raw_bytes_max = 8 * 1024;

/// True for what partners use as codes: letters, digits, '-', '_', '.', '/' and ':', no blanks.
bool is_code_like(std::string_view word) noexcept;

/// Moves the words of `event` into its sealed bytes; nothing when it has none.
void seal_tracking_words(
    TrackingRecord& event, const PersonId& person, const Secret& key, const SealNonce& nonce
);
/// Leaves out what may speak of people: for an event whose recipient has been erased.
void drop_tracking_words(TrackingRecord& event);
/// The other way. What an earlier build has stored in clear stays as it is. Throws StoreFailure
/// when the bytes do not open.
void open_tracking_words(TrackingRecord& event, const PersonId& person, const Secret& key);

} // namespace route9::fulfillment
