// SPDX-License-Identifier: Apache-2.0
// A parcel's labels from what is stored of it: one for each of its pieces. Whoever may see the
// parcel prints them, so they say only what is its order's. Recipients are personal data: the
// value is used and dropped, never logged.
#pragma once

#include "adapters/documents/label.hpp"
#include "core/principal.hpp"
#include "gateway/services.hpp"
#include "gateway/shipping/truck_load.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

struct LabelFacts {
    LoadedParcel loaded;
    std::string carrier_name;
    std::string destination; // the truck's, where it has one
};

/// Also of a parcel that gets no label, see why_without_label. Error: not_found.
Result<LabelFacts>
read_label_facts(Tx& tx, const Principal& principal, std::string_view name, const Vault& vault);

/// Cancelled, or its recipient erased; nullopt when it may be printed.
std::optional<adapters::LabelRefusal> why_without_label(const LabelFacts& facts) noexcept;
/// Error: state_forbids in words.
Result<void> may_have_label(const LabelFacts& facts);

/// Precondition: there is no refusal.
std::vector<adapters::Label>
labels_of(const LabelFacts& facts, const Services& services, Instant now);

} // namespace route9::gateway
