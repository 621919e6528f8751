// SPDX-License-Identifier: Apache-2.0
// Which bank a QR number stands for: Vietnamese BINs and Lao acquirer numbers. The lists live in
// data/payments/*.json with their sources and are refreshed there; a number may be missing and
// two numbers may name one bank. Plain values, read once at start.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace route9::payments {

enum class BankCertainty : std::uint8_t { official, seen };

struct Bank {
    std::string bin{};
    std::string code{};
    std::string name{};
    std::string bic{}; // empty when not known
    std::string source{};
    BankCertainty certainty = BankCertainty::seen;

    friend bool operator==(const Bank&, const Bank&) = default;
};

class BankDirectory {
public:
    /// Errors: malformed_json, validation_failed (a number twice, a source nobody describes, …).
    static Result<BankDirectory> parse(std::string_view json);

    /// Null when the number is not listed.
    const Bank* find(std::string_view bin) const noexcept;
    const std::vector<Bank>& banks() const noexcept { return banks_; }

private:
    std::vector<Bank> banks_{}; // by number
};

} // namespace route9::payments
