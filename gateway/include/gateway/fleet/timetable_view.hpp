// SPDX-License-Identifier: Apache-2.0
// A row of the timetable as the API shows it.
#pragma once

#include "core/json.hpp"
#include "fulfillment/timetable.hpp"

namespace route9::gateway {

Json timetable_view(const fulfillment::TimetableRow& row);

} // namespace route9::gateway
