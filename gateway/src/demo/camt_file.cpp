// SPDX-License-Identifier: Apache-2.0
#include "gateway/demo/camt_file.hpp"

#include "core/assert.hpp"

#include <fmt/format.h>

#include <string_view>

namespace route9::gateway::demo {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string amount_element(Money amount) {
    return fmt::format(R"(<Amt Ccy="{}">{}</Amt>)", code(amount.currency()), amount.amount());
}

std::string balance(std::string_view kind, Money amount, Instant at) {
    return fmt::format(
        "      <Bal><Tp><CdOrPrtry><Cd>{}</Cd></CdOrPrtry></Tp>{}"
        "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{}</Dt></Dt></Bal>\n",
        kind,
        amount_element(amount),
        format_day(corridor_day(at))
    );
}

std::string entry(const BankLine& line) {
    const std::string day = format_day(corridor_day(line.booked));
    return fmt::format(
        "      <Ntry><NtryRef>{0}</NtryRef>{1}<CdtDbtInd>CRDT</CdtDbtInd>"
        "<Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>{2}</DtTm></BookgDt><ValDt><Dt>{3}</Dt></ValDt>"
        "<AcctSvcrRef>{0}</AcctSvcrRef>\n"
        "        <NtryDtls><TxDtls><Refs><AcctSvcrRef>{0}</AcctSvcrRef>"
        "<EndToEndId>NOTPROVIDED</EndToEndId></Refs>{1}<CdtDbtInd>CRDT</CdtDbtInd>"
        "<RltdPties><Dbtr><Pty><Nm>{4}</Nm></Pty></Dbtr></RltdPties>"
        "<RmtInf><Ustrd>{5}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n",
        escaped(line.reference),
        amount_element(line.amount),
        format_corridor(line.booked),
        day,
        escaped(line.payer),
        escaped(line.memo)
    );
}

std::string statement(const BankDay& account, std::size_t number, Instant created) {
    Money closing = account.opening;
    std::string entries;
    for (const BankLine& line : account.lines) {
        const auto sum = closing.plus(line.amount);
        ROUTE9_ASSERT(sum.has_value());
        closing = *sum;
        entries += entry(line);
    }
    const std::string day = format_day(corridor_day(created));
    return fmt::format(
               "    <Stmt><Id>{0}-{1}</Id><ElctrncSeqNb>{1}</ElctrncSeqNb><CreDtTm>{2}</CreDtTm>\n"
               "      "
               "<FrToDt><FrDtTm>{0}T00:00:00+07:00</FrDtTm><ToDtTm>{0}T23:59:59+07:00</ToDtTm>"
               "</FrToDt>\n"
               "      <Acct><Id><Othr><Id>{3}</Id></Othr></Id><Ccy>{4}</Ccy></Acct>\n",
               day,
               number,
               format_corridor(created),
               escaped(account.account),
               code(account.opening.currency())
           ) +
           balance("OPBD", account.opening, created) + balance("CLBD", closing, created) + entries +
           "    </Stmt>\n";
}

} // namespace

std::string
camt053(const std::string& message_id, Instant created, std::span<const BankDay> accounts) {
    std::string statements;
    std::size_t number = 0;
    for (const BankDay& account : accounts) {
        statements += statement(account, ++number, created);
    }
    return fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8"?>)"
        "\n"
        R"(<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">)"
        "\n  <BkToCstmrStmt>\n    <GrpHdr><MsgId>{}</MsgId><CreDtTm>{}</CreDtTm></GrpHdr>\n"
        "{}  </BkToCstmrStmt>\n</Document>\n",
        escaped(message_id),
        format_corridor(created),
        statements
    );
}

} // namespace route9::gateway::demo
