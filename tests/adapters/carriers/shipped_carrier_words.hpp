// SPDX-License-Identifier: Apache-2.0
// The repository's own lists of carriers' words, for the tests of this folder.
#pragma once

#include "adapters/carriers/carrier_words.hpp"
#include "marketplaces/shipped_profiles.hpp"

namespace route9::adapters {

inline const CarrierWordLists& shipped_carrier_words() {
    static const auto lists = CarrierWordLists::load({
        .lists_csv = file_text(ROUTE9_SOURCE_DIR "/data/carriers/lists.csv"),
        .status_maps_csv = file_text(ROUTE9_SOURCE_DIR "/data/carriers/status_maps.csv"),
    });
    return lists.value();
}

} // namespace route9::adapters
