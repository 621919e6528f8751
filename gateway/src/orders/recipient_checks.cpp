// SPDX-License-Identifier: Apache-2.0
#include "orders/recipient_checks.hpp"

#include "fulfillment/phone.hpp"
#include "fulfillment/pickup_name.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr const char* kProvince = "/recipient/province";
constexpr const char* kDistrict = "/recipient/district";

/// Laos has a list of its districts (two digits of the province, two of the district); what is not
/// on it is a text nobody can deliver by. Viet Nam has had no districts since July 2025.
bool is_lao_district_code(std::string_view text) {
    return text.size() == 4 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

const char* asked_member(const ResolvedAddress& address) {
    return address.asks == AddressMember::province ? kProvince : kDistrict;
}

void check_lao_district(PreparedOrder& order, const AddressBook& addresses) {
    const std::string& district = order.address.district;
    if (order.address.country != "LA" || is_lao_district_code(district)) {
        return;
    }
    if (district.empty()) {
        order.reasons.push_back({"ADDRESS_INCOMPLETE", kDistrict, {}});
        return;
    }
    order.reasons.push_back(
        {"ADDRESS_UNKNOWN", kDistrict, addresses.nearest_districts(order.address.province, district)
        }
    );
}

void check_address(PreparedOrder& order, const AddressBook& addresses) {
    const Recipient& typed = order.order.recipient;
    order.address = addresses.resolve({typed.country, typed.province, typed.district});
    if (typed.province.empty() && typed.district.empty()) {
        order.address.fit = AddressFit::unknown;
        order.reasons.push_back({"ADDRESS_INCOMPLETE", kProvince, {}});
        return;
    }
    switch (order.address.fit) {
    case AddressFit::resolved:
        check_lao_district(order, addresses);
        break;
    case AddressFit::ambiguous:
        order.reasons.push_back(
            {"ADDRESS_AMBIGUOUS", asked_member(order.address), order.address.candidates}
        );
        break;
    case AddressFit::unknown:
        order.reasons.push_back(
            {"ADDRESS_UNKNOWN", asked_member(order.address), order.address.nearest}
        );
        break;
    }
    const std::string_view missing = missing_delivery_point(typed);
    if (!missing.empty() && addresses.requires_delivery_point(typed.country)) {
        order.reasons.push_back({"ADDRESS_INCOMPLETE", std::string{missing}, {}});
    }
}

} // namespace

std::string_view missing_delivery_point(const Recipient& recipient) noexcept {
    const bool is_given = !recipient.village.empty() || !recipient.landmark.empty() ||
                          !recipient.pickup_point.empty() || !recipient.address_line.empty();
    if (is_given) {
        return {};
    }
    return recipient.country == "LA" ? "/recipient/village" : "/recipient/address_line";
}

bool check_place(PreparedOrder& order, const AddressBook& addresses) {
    check_address(order, addresses);
    if (is_masked(order.order.recipient)) {
        order.reasons.push_back({"RECIPIENT_MASKED", "/recipient", {}});
        return false;
    }
    return true;
}

Recipient clear_part(const PreparedOrder& prepared) {
    Recipient clear;
    clear.country = prepared.order.recipient.country;
    if (parse_pickup_name(prepared.order.recipient.pickup_point)) {
        clear.pickup_point = prepared.order.recipient.pickup_point;
    }
    if (prepared.address.fit == AddressFit::resolved) {
        clear.province = prepared.address.province;
        clear.district = prepared.address.district;
    }
    return clear;
}

std::string check_recipient(PreparedOrder& order, const AddressBook& addresses) {
    const bool is_legible = check_place(order, addresses);
    const Recipient& typed = order.order.recipient;
    if (!is_legible) {
        return typed.phone;
    }
    auto phone = read_phone(typed.phone, typed.country);
    if (!phone) {
        order.reasons.push_back({
            .code = "PHONE_UNREADABLE",
            .pointer = "/recipient/phone",
            .why = std::string{name(phone.error())},
        });
        return typed.phone;
    }
    return std::move(phone->e164);
}

} // namespace route9::gateway
