// SPDX-License-Identifier: Apache-2.0
// The bank of the demonstration: takes buyers' transfers and the carrier's cash with whatever they
// wrote into the memo, and gives the business one camt.053 file at the end of the day, which its
// finance clerk uploads. Only the public API; one thread.
#pragma once

#include "demo/actors/carrier.hpp"
#include "demo/actors/shop.hpp"
#include "gateway/demo/camt_file.hpp"

#include <array>
#include <string>
#include <vector>

namespace route9::gateway::demo {

/// How well the payer did.
enum class Transfer : std::uint8_t { good, wrong_code, no_code, half };

class Bank {
public:
    Bank(Stage& stage, PartnerApi finance);

    PartnerApi& finance() noexcept { return finance_; }

    void transfer(const Bill& bill, Transfer how);
    /// One line a parcel; the last one's money is still on its way.
    void remit_cash(const std::vector<CarriedParcel>& parcels);
    void upload_nonsense();
    void upload_statement();
    const std::string& run() const noexcept { return run_; }

private:
    void credit(Money amount, const std::string& payer, const std::string& memo);

    Stage& stage_;
    PartnerApi finance_;
    std::array<BankDay, 2> days_; // VND, LAK
    int lines_ = 0;
    std::string run_;
};

} // namespace route9::gateway::demo
