// SPDX-License-Identifier: Apache-2.0
// Shipping with a bank: statements come in, and the books are read back.
#pragma once

#include "gateway/demo/camt_file.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace route9::tests {

class PaidShipping : public ShippingUnderTest {
public:
    using Texts = std::vector<std::string>;

    /// A statement with a payment for each memo; the run.
    Json upload(const Texts& memos, std::int64_t amount = 100'000) {
        std::array<gateway::demo::BankDay, 1> days{
            gateway::demo::BankDay{"0071001234567", Money::of_minor(0, Currency::VND), {}}
        };
        for (const std::string& memo : memos) {
            days[0].lines.push_back({
                .amount = Money::of_minor(amount, Currency::VND),
                .reference = "FT" + std::to_string(++lines_),
                .payer = "NGUYEN THI TUYET",
                .memo = memo,
                .booked = now(),
            });
        }
        const auto answered = answer(
            gateway::endpoints::post_statement(services()),
            {.principal = staff(),
             .target = "/v1/statements",
             .body = gateway::demo::camt053("S" + std::to_string(lines_), now(), days),
             .headers = {{"Idempotency-Key", "statement-" + std::to_string(lines_)}},
             .type = "text/xml"}
        );
        EXPECT_TRUE(answered) << (answered ? "" : answered.error().detail);
        return Json::parse(answered->content());
    }

    Json items(const std::string& state) {
        const std::string target = "/v1/reconciliation/open-items?state=" + state;
        return call(gateway::endpoints::get_open_items, staff(), {.target = target})
            .json()
            .at("items");
    }

    /// Accounts that are not at zero; the books must balance.
    Texts books() {
        const Json balances = call(gateway::endpoints::get_balances, staff(), {}).json();
        EXPECT_EQ(balances.at("balanced"), true);
        Texts list;
        for (const Json& row : balances.at("accounts")) {
            const Json& amount = row.at("balance").at("amount");
            if (amount != "0") {
                list.push_back(
                    row.at("account").get<std::string>() + " " + amount.get<std::string>()
                );
            }
        }
        return list;
    }

private:
    int lines_ = 0;
};

} // namespace route9::tests
