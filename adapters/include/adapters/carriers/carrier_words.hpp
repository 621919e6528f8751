// SPDX-License-Identifier: Apache-2.0
// What carriers' words mean in ours, as data: data/carriers/lists.csv names the lists,
// status_maps.csv their words (codes, phrases that stand for a code, reasons). Loaded once at
// start, then constant and shared by every thread. A word that does not stand there means nothing:
// it is never guessed. Sources and certainty stand in the files.
#pragma once

#include "core/result.hpp"
#include "fulfillment/cash_way.hpp"
#include "fulfillment/incident.hpp"
#include "fulfillment/tracking.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::adapters {

struct CarrierWord {
    fulfillment::TrackingStatus status = fulfillment::TrackingStatus::unknown;
    std::optional<fulfillment::Incident> incident{};            // that the word itself tells
    fulfillment::CashState cash = fulfillment::CashState::none; // what it says of the cash
};

/// `proposed`: ours, for a contract; `missing`: the carrier has words and nobody has written them
/// down, so every one of them is unknown.
enum class WordsOrigin : std::uint8_t { carriers_own, proposed, missing };

/// The words of one carrier. They compare in lower case (NFKC), without blanks around them and with
/// one between their parts: a word is the same however it was typed.
class CarrierWords {
public:
    CarrierWords(std::string id, std::string carrier, WordsOrigin origin)
        : id_(std::move(id)), carrier_(std::move(carrier)), origin_(origin) {}

    const std::string& id() const noexcept { return id_; }
    const std::string& carrier() const noexcept { return carrier_; }
    WordsOrigin origin() const noexcept { return origin_; }

    /// By code or phrase; status `unknown` for a word that does not stand there.
    CarrierWord meaning(std::string_view word) const;
    /// Nullopt for a reason that does not stand there.
    std::optional<fulfillment::Incident> reason(std::string_view code) const;
    const std::map<std::string, CarrierWord, std::less<>>& words() const noexcept { return words_; }

private:
    friend class CarrierWordLists;

    std::string id_;
    std::string carrier_;
    WordsOrigin origin_;
    std::map<std::string, CarrierWord, std::less<>> words_; // as compared
    std::map<std::string, fulfillment::Incident, std::less<>> reasons_;
};

class CarrierWordLists {
public:
    struct Files {
        std::string_view lists_csv;
        std::string_view status_maps_csv;
    };
    /// Error: validation_failed with every bad row ("status_maps.csv:12/means").
    static Result<CarrierWordLists> load(const Files& files);

    /// Null for a list that does not exist.
    const CarrierWords* find(std::string_view id) const noexcept;
    const std::vector<CarrierWords>& lists() const noexcept { return lists_; }

private:
    std::vector<CarrierWords> lists_;
};

} // namespace route9::adapters
