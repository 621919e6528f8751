// SPDX-License-Identifier: Apache-2.0
// The demonstration bank's end-of-day file: ISO 20022 camt.053.001.08 with one statement an
// account, written as a bank writes it (plain text, balances before and after). Values only.
#pragma once

#include "core/money.hpp"
#include "core/time.hpp"

#include <span>
#include <string>
#include <vector>

namespace route9::gateway::demo {

struct BankLine {
    Money amount; // above zero: money in
    std::string reference;
    std::string payer;
    std::string memo;
    Instant booked{};
};

struct BankDay {
    std::string account;
    Money opening;
    std::vector<BankLine> lines;
};

/// Precondition: the lines of an account are in its currency.
std::string
camt053(const std::string& message_id, Instant created, std::span<const BankDay> accounts);

} // namespace route9::gateway::demo
