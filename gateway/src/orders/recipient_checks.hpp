// SPDX-License-Identifier: Apache-2.0
// What a recipient must say before a parcel can go: a place that is understood, all of it that its
// country needs, and a telephone that can be called. Each lack is a reason that names its member.
#pragma once

#include "gateway/orders/prepared_order.hpp"

#include <string>
#include <string_view>

namespace route9::gateway {

/// Sets the address and adds the reasons. The telephone in E.164, or as typed where unreadable.
std::string check_recipient(PreparedOrder& order, const fulfillment::AddressBook& addresses);

/// The same without the telephone, for who asks before there is a person. False when the source
/// hides the recipient.
bool check_place(PreparedOrder& order, const fulfillment::AddressBook& addresses);

/// What stays clear beside the sealed recipient: country, the codes where known, and the name of a
/// carrier's pick-up point.
fulfillment::Recipient clear_part(const PreparedOrder& prepared);

/// Laos has hardly any streets: a village, landmark or pick-up point does as well. The member to
/// ask for where none of them is given, else empty.
std::string_view missing_delivery_point(const fulfillment::Recipient& recipient) noexcept;

} // namespace route9::gateway
