// SPDX-License-Identifier: Apache-2.0
// The data files in force: corridor, emission factors, customs rules and rates, webhook profiles,
// bank lists, texts, retention, words of chats and carriers, terms of returns.
// Read and validated once at start (a mistake is named by file and row), constant afterwards and
// shared by every thread.
#pragma once

#include "adapters/carriers/carrier_words.hpp"
#include "adapters/chat/chat_words.hpp"
#include "adapters/marketplaces/profile.hpp"
#include "core/result.hpp"
#include "fulfillment/corridor.hpp"
#include "fulfillment/declarations/classification/tariff_table.hpp"
#include "fulfillment/declarations/fx_table.hpp"
#include "fulfillment/declarations/office_table.hpp"
#include "fulfillment/declarations/rule_table.hpp"
#include "fulfillment/explanation.hpp"
#include "fulfillment/journey_texts.hpp"
#include "gateway/privacy/retention.hpp"
#include "payments/bank_directory.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {
class CommuneBook;
class EmissionTable;
class ReturnTerms;
} // namespace route9::fulfillment

namespace route9::gateway {

struct Catalogue {
    fulfillment::Corridor corridor;
    std::shared_ptr<const fulfillment::CommuneBook> communes; // always there after load()
    fulfillment::declarations::RuleTable rules;
    fulfillment::declarations::FxTable fx;
    fulfillment::declarations::TariffTable tariff;
    fulfillment::declarations::OfficeTable offices;
    std::optional<adapters::ProfileTable> profiles; // always there after load()
    fulfillment::ExplanationCatalogue explanations;
    fulfillment::JourneyTexts journey_texts;
    payments::BankDirectory vn_banks;
    payments::BankDirectory lao_banks;
    std::vector<std::string> common_passwords; // folded, longer ones first
    RetentionTable retention;
    adapters::ChatWords chat_words;
    adapters::CarrierWordLists carrier_words;
    std::shared_ptr<const std::string> openapi;                  // data/api/openapi.json, as served
    std::shared_ptr<const fulfillment::EmissionTable> emissions; // always there after load()
    std::shared_ptr<const fulfillment::ReturnTerms> return_terms; // always there after load()

    /// The hub of the corridor with this id; null when there is none.
    const fulfillment::Hub* hub(std::string_view id) const noexcept;
    const fulfillment::CorridorGate* gate(std::string_view id) const noexcept;
};

/// Error: validation_failed naming the bad file and row, or the file that cannot be read.
Result<Catalogue> load_catalogue(const std::filesystem::path& data_directory);

} // namespace route9::gateway
