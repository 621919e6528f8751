// SPDX-License-Identifier: Apache-2.0
// Our payment code: what a payer types and a bank carries back. `VL`, six symbols and a check
// symbol over 31 symbols; 31 is prime, so every single substitution and every swap of neighbours
// is caught. Plain values, no I/O. Source of the rule: docs/api, payment code.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::payments {

class PaymentCode {
public:
    static constexpr std::size_t length = 9;
    static constexpr std::uint64_t combinations = 887'503'681; // 31^6

    /// The code that the randomness stands for; 64 uniform bits make the bias negligible.
    static PaymentCode from_random(std::uint64_t random);
    /// Exactly nine characters, upper case, check symbol right; nullopt otherwise.
    static std::optional<PaymentCode> parse(std::string_view text) noexcept;

    const std::string& text() const noexcept { return text_; }

    friend auto operator<=>(const PaymentCode&, const PaymentCode&) = default;

private:
    explicit PaymentCode(std::string text) : text_(std::move(text)) {}

    std::string text_;
};

/// A good code in a memo. The offset counts bytes of the folded text it was found in.
struct CodeHit {
    PaymentCode code;
    std::size_t offset = 0;
    bool across_signs = false; // found only after blanks and signs were taken out

    friend bool operator==(const CodeHit&, const CodeHit&) = default;
};

/// A memo as core/text.hpp folds it. Codes are searched in `spaced` and in `bare`.
struct FoldedMemo {
    std::string spaced;
    std::string tight; // without blanks
    std::string bare;  // without blanks and signs: letters and digits of every script
};
FoldedMemo fold(std::string_view memo);

/// Every good code, each once, in order of appearance; those across signs last.
std::vector<CodeHit> find_codes(const FoldedMemo& memo);
/// The good codes one edit (wrong, lost, added or swapped symbol) away from a code-shaped word of
/// the memo. A lost tail is no such word: see truncated_tails. Sorted, each once.
std::vector<PaymentCode> find_near_codes(const FoldedMemo& memo);
/// The ends of the memo that may be a code cut off after 8, 7 or 6 symbols, longest first.
std::vector<std::string> truncated_tails(const FoldedMemo& memo);

} // namespace route9::payments
