// SPDX-License-Identifier: Apache-2.0
#include "demo/actors/bank.hpp"

#include <fmt/format.h>

namespace route9::gateway::demo {
namespace {

constexpr const char* kXml = "application/xml";

/// The buyer types one symbol wrong.
std::string mistyped(std::string code) {
    code.back() = code.back() == '7' ? '4' : '7';
    return code;
}

/// As banks pass memos on: their own words around, the payer's in between.
std::string mangled(const std::string& text, int number) {
    return fmt::format("MBVCB.{}.{}.CT tu 0451000 toi KHO VAN DUONG 9", 71'002'400 + number, text);
}

} // namespace

Bank::Bank(Stage& stage, PartnerApi finance) : stage_(stage), finance_(std::move(finance)) {
    days_[0] = {
        .account = "0071001234567",
        .opening = Money::of_minor(186'450'000, Currency::VND),
        .lines = {},
    };
    days_[1] = {
        .account = "03012600123456",
        .opening = Money::of_minor(9'215'000'000, Currency::LAK),
        .lines = {},
    };
}

void Bank::credit(Money amount, const std::string& payer, const std::string& memo) {
    BankDay& day = amount.currency() == Currency::VND ? days_[0] : days_[1];
    day.lines.push_back({
        .amount = amount,
        .reference = fmt::format("FT26069{:06}", ++lines_),
        .payer = payer,
        .memo = memo,
        .booked = stage_.now(),
    });
    finance_.tell(fmt::format(
        "the bank books {} {} of {}: \"{}\"", amount.amount(), code(amount.currency()), payer, memo
    ));
}

void Bank::transfer(const Bill& bill, Transfer how) {
    switch (how) {
    case Transfer::good:
        credit(bill.amount, bill.payer, mangled("thanh toan " + bill.code, lines_));
        return;
    case Transfer::wrong_code:
        credit(bill.amount, bill.payer, mangled("thanh toan " + mistyped(bill.code), lines_));
        return;
    case Transfer::no_code:
        credit(bill.amount, bill.payer, mangled("chuyen tien mua hang", lines_));
        return;
    case Transfer::half: {
        const std::int64_t step = currency_info(bill.amount.currency()).display_step_minor;
        const std::int64_t half = bill.amount.minor() / 2 / step * step;
        credit(
            Money::of_minor(half, bill.amount.currency()),
            bill.payer,
            mangled("dat coc " + bill.code, lines_)
        );
        return;
    }
    }
}

void Bank::remit_cash(const std::vector<CarriedParcel>& parcels) {
    std::vector<const CarriedParcel*> collected;
    for (const CarriedParcel& parcel : parcels) {
        if (parcel.delivered && parcel.cash) {
            collected.push_back(&parcel);
        }
    }
    for (std::size_t i = 0; i + 1 < collected.size(); ++i) {
        credit(*collected[i]->cash, "XE HANH LANG DONG TAY", "COD " + collected[i]->code);
    }
}

void Bank::upload_nonsense() {
    const auto refused =
        finance_.upload("/v1/statements", kXml, "So phu ngay 10/03;\n", {400, 422});
    if (refused) {
        finance_.tell("a file that is no XML is refused: " + text_at(refused->json, "detail"));
    }
}

void Bank::upload_statement() {
    const std::string file = camt053("STMT-260310", stage_.now(), days_);
    const auto run = finance_.upload("/v1/statements", kXml, file, {201});
    if (!run) {
        return;
    }
    run_ = text_at(run->json, "id");
    finance_.tell(fmt::format(
        "statement of {} lines is taken in: {} matched, {} items for a person",
        lines_,
        number_at(run->json, "matched"),
        number_at(run->json, "open")
    ));
    const auto again = finance_.upload("/v1/statements", kXml, file, {200});
    if (again) {
        finance_.tell(fmt::format(
            "the same file once more changes nothing: {} matched", number_at(again->json, "matched")
        ));
    }
    for (const Json& item : finance_.list("/v1/reconciliation/open-items")) {
        finance_.tell(fmt::format(
            "open item {}: {} ({})",
            text_at(item, "code"),
            text_at(item, "reason"),
            money_text(member_at(item, "amount"))
        ));
    }
}

} // namespace route9::gateway::demo
