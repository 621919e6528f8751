// SPDX-License-Identifier: Apache-2.0
// Preferential import duty into Viet Nam: form S of the agreement with Laos (Decree 206/2025) and
// form D of ATIGA. In Laos the rate that applies is an input.
#include "declarations/consignment_work.hpp"
#include "fulfillment/declarations/exact_value.hpp"

#include <algorithm>
#include <optional>

namespace route9::fulfillment::declarations {
namespace {

struct Offer {
    Scheme scheme = Scheme::none;
    OriginForm form = OriginForm::none;
    const Rule* rule = nullptr;
    Decimal rate;
};

RuleKey key_of(VnLaList list) {
    switch (list) {
    case VnLaList::general:
        return RuleKey::preference_s_general;
    case VnLaList::appendix_i:
        return RuleKey::preference_s_appendix_i;
    case VnLaList::appendix_ii:
        return RuleKey::preference_s_appendix_ii;
    case VnLaList::appendix_iii:
        return RuleKey::preference_s_appendix_iii;
    }
    return RuleKey::preference_s_general;
}

std::optional<Offer> offer_s(const Taxation& taxation, const Scope& scope) {
    const TaxRates& rates = taxation.rates;
    const Rule* rule = scope.rules.find(key_of(rates.vn_la_list));
    if (taxation.origin != "LA" || rule == nullptr) {
        return std::nullopt;
    }
    const Decimal lower = std::min(rates.atiga.value_or(*rates.mfn), *rates.mfn);
    switch (rates.vn_la_list) {
    case VnLaList::general:
        return Offer{Scheme::vnlao_s, OriginForm::s, rule, rule->number};
    case VnLaList::appendix_i:
        return Offer{Scheme::vnlao_s, OriginForm::s, rule, share_of(lower, rule->number)};
    case VnLaList::appendix_ii:
    case VnLaList::appendix_iii:
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Offer> offer_d(const Taxation& taxation, const Scope& scope) {
    const Rule* rule = scope.rules.find(RuleKey::preference_d);
    if (!taxation.rates.atiga || rule == nullptr) {
        return std::nullopt;
    }
    const Decimal rate = share_of(*taxation.rates.atiga, rule->number);
    return Offer{Scheme::atiga_d, OriginForm::d, rule, rate};
}

} // namespace

DutyChoice choose_duty(const Taxation& taxation, const Scope& scope) {
    DutyChoice out{.rate = *taxation.rates.mfn};
    if (!scope.is(Country::vn, Flow::importing)) {
        return out;
    }
    const Decimal mfn = *taxation.rates.mfn;
    for (const auto& offer : {offer_s(taxation, scope), offer_d(taxation, scope)}) {
        if (!offer || offer->rate >= mfn) {
            continue;
        }
        const bool shown = taxation.co_form == offer->form && taxation.direct_transport;
        out.document_missing = out.document_missing || !shown;
        if (shown && !taxation.origin.empty()) {
            return {.rate = offer->rate, .scheme = offer->scheme, .rule = offer->rule};
        }
    }
    return out;
}

} // namespace route9::fulfillment::declarations
