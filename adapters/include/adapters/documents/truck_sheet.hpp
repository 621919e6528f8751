// SPDX-License-Identifier: Apache-2.0
// The sheet that goes with a truck: what stands aboard, to be ticked off parcel by parcel, with
// plates, seals, masses, totals and room for the signatures of loader, driver and receiver. Names
// no recipient. A4, in Vietnamese, Lao and English. CPU work for a compute thread.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::adapters {

struct TruckSheetLine {
    std::string parcel; // the code on its label
    std::string house_bill;
    std::int64_t pieces = 0;
    std::int64_t mass_g = 0;
    std::string container{}; // the code of the bag or pallet it is in, outermost
};

struct TruckSheet {
    std::string departure; // id, also as bars
    std::string reference;
    std::string company;
    std::string from;
    std::string to;
    std::string gate; // empty = crosses none
    std::string carrier;
    std::string truck_plate;
    std::string onward_plate{}; // of the vehicle that takes over at the gate
    std::string master_bill;
    std::string state;
    bool frozen = false; // else it may still change: the sheet says so
    Instant leaves{};
    std::optional<Instant> arrives;
    std::vector<std::string> seals{}; // lines to write them on are added
    std::string content_hash{};       // empty before its papers are made
    std::int64_t mass_max_g = 0;
    std::vector<TruckSheetLine> lines{};
    Instant printed_at{};
};

Result<std::string> truck_sheet_pdf(const TruckSheet& sheet);

} // namespace route9::adapters
