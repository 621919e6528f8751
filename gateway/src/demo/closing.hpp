// SPDX-License-Identifier: Apache-2.0
// The table at the end of the demonstration day, counted from API answers alone: what shops, the
// warehouse and the carrier know must tie out with orders, parcels, declarations, receivables, bank
// money and the journal. One thread.
#pragma once

#include "core/money.hpp"
#include "demo/actors/carrier.hpp"
#include "demo/partner_api.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway::demo {

/// What the actors themselves have done.
struct KnownOutside {
    std::int64_t orders = 0; // taken by webhook or REST, each once
    std::int64_t packed = 0;
    std::vector<CarriedParcel> carried;
    std::int64_t manifests = 0; // the carrier has
    std::string run;            // of reconciliation
};

struct CashTotals {
    std::int64_t expected = 0; // minor units, by orders and manifests
    std::int64_t booked = 0;   // by receivables
    std::int64_t settled = 0;
    std::int64_t remaining = 0;
    std::int64_t matched = 0; // by the reconciliation run
};

class Closing {
public:
    Closing(DayAccount& account, PartnerApi staff, PartnerApi finance)
        : account_(account), staff_(std::move(staff)), finance_(std::move(finance)) {}

    /// True when everything ties out.
    bool draw_up(const KnownOutside& outside);

private:
    void check(std::string_view what, bool holds);
    void row(std::string_view name, std::string_view value);
    void tie_orders(const KnownOutside& outside);
    void tie_parcels(const KnownOutside& outside);
    void tie_papers(const KnownOutside& outside);
    void tie_ways();
    void tie_money(const KnownOutside& outside);
    void tie_journal();
    void add(const Json& money, std::int64_t CashTotals::* part);
    void add_matches(const std::string& run);

    DayAccount& account_;
    PartnerApi staff_;
    PartnerApi finance_;
    std::map<std::string, CashTotals> cash_; // by currency
    bool ties_ = true;
};

} // namespace route9::gateway::demo
