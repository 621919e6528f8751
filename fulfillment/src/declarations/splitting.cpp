// SPDX-License-Identifier: Apache-2.0
// Splitting (Dispatch 3923/TCHQ-GSQL): the parcels of one owner under one master bill are added;
// above the limit all of them lose the exemption. People are never merged silently: without an id
// both name and phone must agree.
#include "core/text.hpp"
#include "declarations/consignment_work.hpp"
#include "fulfillment/declarations/exact_value.hpp"

#include <map>
#include <string>
#include <string_view>

namespace route9::fulfillment::declarations {
namespace {

constexpr std::string_view vn_dialling_code = "84";

/// Digits in international form; national numbers are read as Vietnamese, since the owner of a
/// parcel into Viet Nam lives there.
std::string normalised_phone(std::string_view typed) {
    std::string digits;
    for (const char c : typed) {
        if (c >= '0' && c <= '9') {
            digits += c;
        }
    }
    const bool international = typed.find('+') != std::string_view::npos;
    if (!international && digits.starts_with("00")) {
        digits.erase(0, 2);
    } else if (!international && digits.starts_with('0')) {
        digits.replace(0, 1, vn_dialling_code);
    }
    if (digits.starts_with("840")) {
        digits.erase(2, 1);
    }
    return digits;
}

/// Empty when the owner cannot be told.
std::string owner_key(const Consignment& goods) {
    if (!goods.consignee_id.empty()) {
        return "id:" + goods.consignee_id;
    }
    if (!goods.consignee) {
        return {};
    }
    const std::string name = fold_name(goods.consignee->name);
    const std::string phone = normalised_phone(goods.consignee->phone);
    return name.empty() || phone.empty() ? std::string{} : "person:" + name + '\n' + phone;
}

struct Owner {
    Money sum;
    std::vector<ConsignmentWork*> members;
};

} // namespace

void mark_splitting(std::vector<ConsignmentWork>& works, const Scope& scope) {
    const Rule* rule = scope.rules.find(RuleKey::aggregation_owner_sum);
    if (rule == nullptr || works.size() < 2) {
        return;
    }
    std::map<std::string, Owner> owners;
    for (ConsignmentWork& work : works) {
        std::string key = owner_key(*work.goods);
        if (key.empty() || work.controls.refused || work.documents || work.gift) {
            continue;
        }
        Owner& owner = owners.try_emplace(
                                 std::move(key), Owner{Money::zero(scope.currency()), {}}
        ).first->second;
        owner.sum = sum(owner.sum, work.value);
        owner.members.push_back(&work);
    }
    for (const auto& [key, owner] : owners) {
        if (owner.members.size() < 2 || !rule->holds(owner.sum)) {
            continue;
        }
        for (ConsignmentWork* member : owner.members) {
            member->split = true;
            member->trace.use(rule);
            member->flag(Flag::split_aggregated);
        }
    }
}

} // namespace route9::fulfillment::declarations
