// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/carrier_words.hpp"

#include "core/lower_case.hpp"
#include "fulfillment/declarations/table_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::CashState;
using fulfillment::Incident;
using fulfillment::TrackingStatus;
using fulfillment::declarations::TableRow;

constexpr std::array<std::string_view, 6> kListColumns{
    "list", "carrier", "country", "origin", "source", "certainty"
};
constexpr std::array<std::string_view, 8> kWordColumns{
    "list", "kind", "word", "means", "incident", "cash", "source", "certainty"
};
constexpr std::array<std::string_view, 3> kOrigins{"carriers_own", "proposed", "missing"};
constexpr std::array<std::string_view, 2> kCountries{"VN", "LA"};
constexpr std::array<std::string_view, 3> kCertainties{"verified", "own_knowledge", "proposed"};
constexpr std::array<std::string_view, 3> kKinds{"code", "phrase", "reason"};

template <class Value, std::size_t Size>
auto one_of(const std::array<std::string_view, Size>& words) {
    return [&words](std::string_view text) -> std::optional<Value> {
        const auto* const found = std::ranges::find(words, text);
        if (found == words.end()) {
            return std::nullopt;
        }
        return static_cast<Value>(found - words.begin());
    };
}

std::optional<TrackingStatus> known_status(std::string_view text) {
    const TrackingStatus status = fulfillment::parse_tracking_status(text);
    return status == TrackingStatus::unknown ? std::nullopt : std::optional{status};
}

std::optional<CashState> told_cash(std::string_view text) {
    const CashState state = fulfillment::parse_cash_state(text);
    const bool is_told = state == CashState::collected || state == CashState::remitted;
    return is_told ? std::optional{state} : std::nullopt;
}

std::string compared(std::string_view word) {
    std::string text;
    for (const char c : lower_case(word)) {
        const bool is_blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (!is_blank) {
            text += c;
        } else if (!text.empty() && text.back() != ' ') {
            text += ' ';
        }
    }
    if (text.ends_with(' ')) {
        text.pop_back();
    }
    return text;
}

enum class WordKind : std::uint8_t { code, phrase, reason };

} // namespace

CarrierWord CarrierWords::meaning(std::string_view word) const {
    const auto known = words_.find(compared(word));
    return known == words_.end() ? CarrierWord{} : known->second;
}

std::optional<Incident> CarrierWords::reason(std::string_view code) const {
    const auto known = reasons_.find(compared(code));
    return known == reasons_.end() ? std::nullopt : std::optional{known->second};
}

Result<CarrierWordLists> CarrierWordLists::load(const Files& files) {
    CarrierWordLists all;
    FieldErrors errors;
    const auto list_of = [&all](std::string_view id) {
        const auto found = std::ranges::find(all.lists_, id, &CarrierWords::id);
        return found == all.lists_.end() ? nullptr : &*found;
    };
    using fulfillment::declarations::read_table;
    read_table("lists.csv", files.lists_csv, kListColumns, errors, [&](TableRow& cells) {
        auto id = cells.id("list");
        if (list_of(id) != nullptr) {
            cells.refuse("list", "duplicate", "is the id of an earlier row");
        }
        cells.word("country", one_of<int>(kCountries));
        const auto origin = cells.word("origin", one_of<WordsOrigin>(kOrigins));
        cells.text("source");
        cells.optional_word("certainty", one_of<int>(kCertainties));
        all.lists_.emplace_back(
            std::move(id), cells.text("carrier"), origin.value_or(WordsOrigin::missing)
        );
    });
    read_table(
        "status_maps.csv",
        files.status_maps_csv,
        kWordColumns,
        errors,
        [&](TableRow& cells) {
            CarrierWords* list = list_of(cells.cell("list"));
            if (list == nullptr || list->origin() == WordsOrigin::missing) {
                cells.refuse("list", "unknown_value", "is no list of lists.csv that has words");
                return;
            }
            cells.text("source");
            cells.word("certainty", one_of<int>(kCertainties));
            const auto kind = cells.word("kind", one_of<WordKind>(kKinds));
            const std::string word = compared(cells.text("word"));
            bool is_new = true;
            if (kind == WordKind::reason) {
                const auto incident = cells.word("means", fulfillment::parse_incident);
                is_new = list->reasons_.emplace(word, incident.value_or(Incident::unknown)).second;
            } else if (kind == WordKind::phrase) {
                const auto code = list->words_.find(compared(cells.cell("means")));
                if (code == list->words_.end()) {
                    cells.refuse("means", "unknown_value", "is no code of this list above");
                    return;
                }
                is_new = list->words_.emplace(word, code->second).second;
            } else if (kind) {
                const auto status = cells.word("means", known_status);
                const CarrierWord meaning{
                    .status = status.value_or(TrackingStatus::unknown),
                    .incident = cells.optional_word("incident", fulfillment::parse_incident),
                    .cash = cells.optional_word("cash", told_cash).value_or(CashState::none),
                };
                is_new = list->words_.emplace(word, meaning).second;
            }
            if (!is_new) {
                cells.refuse("word", "duplicate", "stands in this list already");
            }
        }
    );
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return all;
}

const CarrierWords* CarrierWordLists::find(std::string_view id) const noexcept {
    const auto found = std::ranges::find(lists_, id, &CarrierWords::id);
    return found == lists_.end() ? nullptr : &*found;
}

} // namespace route9::adapters
