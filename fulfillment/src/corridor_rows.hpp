// SPDX-License-Identifier: Apache-2.0
// The row readers of the corridor's files: each reads one file's JSON into values and adds every
// bad member to the errors, with a pointer that names file and row.
#pragma once

#include "core/json.hpp"
#include "fulfillment/corridor.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

inline constexpr std::size_t corridor_rows_max = 2'000;

std::vector<CorridorGate> read_gates(const Json& file, FieldErrors& errors);
/// The days on which gates work less or not at all, into their calendars: member `holidays` of the
/// gates' file.
void read_holidays(ObjectReader& file, std::vector<CorridorGate>& gates, FieldErrors& errors);
std::vector<Hub> read_hubs(const Json& file, FieldErrors& errors);
void read_legs(const Json& file, Corridor& corridor, FieldErrors& errors);
void read_vietnamese_provinces(const Json& file, Places& places, FieldErrors& errors);
/// After the provinces: each district goes to the one its former province belongs to now.
void read_former_districts(std::string_view file, Places& places, FieldErrors& errors);
void read_lao_provinces(const Json& file, Places& places, FieldErrors& errors);

/// Members that most rows share.
Certainty read_certainty(ObjectReader& reader, std::string_view name);
std::vector<std::string> read_texts(ObjectReader& reader, std::string_view name, Need need);
std::optional<Coordinates> read_coordinates(ObjectReader& reader, Need need);
std::string read_word(ObjectReader& reader, std::string_view name, Need need);
/// Refuses a second row with the same id.
void note_id(ObjectReader& reader, std::string_view name, std::string id, std::set<std::string>&);

} // namespace route9::fulfillment
