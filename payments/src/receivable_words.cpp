// SPDX-License-Identifier: Apache-2.0
#include "payments/receivable.hpp"

#include <array>
#include <utility>

namespace route9::payments {
namespace {

constexpr std::array<std::pair<ReceivableKind, std::string_view>, 4> kKinds{{
    {ReceivableKind::qr, "qr"},
    {ReceivableKind::transfer, "transfer"},
    {ReceivableKind::cod, "cod"},
    {ReceivableKind::marketplace, "marketplace"},
}};
constexpr std::array<std::pair<ReceivableState, std::string_view>, 4> kStates{{
    {ReceivableState::open, "open"},
    {ReceivableState::partial, "partial"},
    {ReceivableState::settled, "settled"},
    {ReceivableState::cancelled, "cancelled"},
}};

} // namespace

std::string_view name(ReceivableKind kind) noexcept {
    return kKinds[static_cast<std::size_t>(kind)].second;
}

std::optional<ReceivableKind> parse_receivable_kind(std::string_view text) noexcept {
    for (const auto& [kind, word] : kKinds) {
        if (word == text) {
            return kind;
        }
    }
    return std::nullopt;
}

std::string_view name(ReceivableState state) noexcept {
    return kStates[static_cast<std::size_t>(state)].second;
}

std::optional<ReceivableState> parse_receivable_state(std::string_view text) noexcept {
    for (const auto& [state, word] : kStates) {
        if (word == text) {
            return state;
        }
    }
    return std::nullopt;
}

} // namespace route9::payments
