// SPDX-License-Identifier: Apache-2.0
// A manifest as a carrier's page shows it: its lines by place, what was said of each, what is
// disputed. No name and no telephone: those are for the rider's sheet. A page holds 100 lines in at
// most 30 kB. Personal data: used and dropped.
#pragma once

#include "adapters/carriers/manifest_document.hpp"
#include "core/tx.hpp"
#include "gateway/carriers/carrier_door.hpp"
#include "gateway/keyring.hpp"
#include "gateway/shipping/manifest_book.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace route9::gateway {

inline constexpr std::size_t carrier_lines_per_page = 100;
inline constexpr std::size_t carrier_disputes_shown = 20;
inline constexpr std::size_t carrier_damages_shown = 20; // to add a photograph to
inline constexpr std::size_t carrier_page_bytes_max = 30'000;

struct CarrierManifest {
    ManifestBook book;
    std::string served;
    bool signs_itself = false; // with a key of its own: the page cannot speak for it
};

/// Errors: not_found; those of open_document.
Result<CarrierManifest>
open_carrier_manifest(Tx& tx, const Principal& carrier, const ManifestId& id, Keyring& keyring);

/// Codes of the lines that have no answer yet.
std::vector<std::string>
open_lines(const ManifestBook& book, const adapters::ManifestDocument& document);

struct ManifestPage {
    ManifestId id;
    std::size_t number = 1; // the page of its lines
    int status = 200;
    std::string note{}; // texts, in the reader's language
    std::string error{};
    std::vector<PageValues> problems{}; // {where, what}
};

/// Errors: those of open_carrier_manifest and of the store.
platform::task<Result<http::Response>>
show_manifest(Services& services, const CarrierVisit& visit, ManifestPage page, Tick deadline);

} // namespace route9::gateway
