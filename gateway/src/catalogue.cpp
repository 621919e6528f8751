// SPDX-License-Identifier: Apache-2.0
#include "gateway/catalogue.hpp"

#include "core/text.hpp"
#include "fulfillment/commune.hpp"
#include "fulfillment/emissions.hpp"
#include "fulfillment/return_terms.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;
using namespace fulfillment::declarations;

/// Reads files below one directory and remembers the first problem, so that loading reads as a
/// list.
class DataFiles {
public:
    explicit DataFiles(std::filesystem::path directory) : directory_(std::move(directory)) {}

    std::string read(const std::string& name) {
        std::ifstream file{directory_ / name, std::ios::binary};
        if (!file) {
            report(Error{
                .code = ErrorCode::validation_failed,
                .detail = "the data file " + (directory_ / name).string() + " cannot be read",
            });
            return {};
        }
        return {std::istreambuf_iterator<char>{file}, {}};
    }

    template <class T>
    void take(const std::string& file, T& target, Result<T> loaded) {
        if (loaded) {
            target = std::move(*loaded);
            return;
        }
        Error error = std::move(loaded).error();
        error.detail = error.detail.empty() ? "in " + file : file + ": " + error.detail;
        report(std::move(error));
    }

    const std::optional<Error>& problem() const noexcept { return problem_; }

private:
    void report(Error error) {
        if (!problem_) {
            problem_ = std::move(error);
        }
    }

    std::filesystem::path directory_;
    std::optional<Error> problem_;
};

void load_return_terms(DataFiles& files, Catalogue& catalogue) {
    const std::string return_rules = files.read("corridor/return_rules.csv");
    const std::string holding_days = files.read("corridor/holding_days.csv");
    const std::string delivery_attempts = files.read("corridor/delivery_attempts.csv");
    ReturnTerms terms;
    files.take(
        "corridor",
        terms,
        ReturnTerms::load({
            .return_rules = return_rules,
            .holding_days = holding_days,
            .delivery_attempts = delivery_attempts,
        })
    );
    catalogue.return_terms = std::make_shared<const ReturnTerms>(std::move(terms));
}

void load_corridor_files(DataFiles& files, Catalogue& catalogue) {
    const std::string gates = files.read("corridor/gates.json");
    const std::string hubs = files.read("corridor/hubs.json");
    const std::string legs = files.read("corridor/legs.json");
    const std::string provinces_la = files.read("corridor/provinces_la.json");
    const std::string provinces_vn = files.read("corridor/provinces_vn.json");
    const std::string former_districts_vn = files.read("corridor/former_districts_vn.csv");
    files.take(
        "corridor",
        catalogue.corridor,
        load_corridor({
            .gates = gates,
            .hubs = hubs,
            .legs = legs,
            .provinces_la = provinces_la,
            .provinces_vn = provinces_vn,
            .former_districts_vn = former_districts_vn,
        })
    );
    load_return_terms(files, catalogue);
}

void load_commune_files(DataFiles& files, Catalogue& catalogue) {
    const std::string communes = files.read("corridor/communes_vn.csv");
    const std::string former_communes = files.read("corridor/former_communes_vn.csv");
    const std::string former_districts = files.read("corridor/former_districts_vn.csv");
    CommuneBook book;
    files.take(
        "corridor",
        book,
        CommuneBook::load({
            .communes = communes,
            .former_communes = former_communes,
            .former_districts = former_districts,
        })
    );
    catalogue.communes = std::make_shared<const CommuneBook>(std::move(book));
}

void load_emission_factors(DataFiles& files, Catalogue& catalogue) {
    EmissionTable table;
    files.take(
        "emissions",
        table,
        EmissionTable::load(files.read("emissions/factors.json"), catalogue.corridor.emission)
    );
    catalogue.emissions = std::make_shared<const EmissionTable>(std::move(table));
}

void load_customs_files(DataFiles& files, Catalogue& catalogue) {
    const std::string rules = files.read("customs/rules.csv");
    const std::string prohibited = files.read("customs/prohibited.csv");
    const std::string keywords = files.read("customs/keywords.csv");
    const std::string deadlines = files.read("customs/deadlines.csv");
    files.take(
        "customs",
        catalogue.rules,
        RuleTable::load({
            .rules_csv = rules,
            .prohibited_csv = prohibited,
            .keywords_csv = keywords,
            .deadlines_csv = deadlines,
        })
    );
    files.take("fx", catalogue.fx, FxTable::load(files.read("fx/customs_rates.csv")));
    files.take("customs", catalogue.tariff, TariffTable::load(files.read("customs/tariff.csv")));
    files.take("customs", catalogue.offices, OfficeTable::load(files.read("customs/offices.csv")));
}

Result<std::vector<std::string>> read_common_passwords(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string word{text.substr(0, end)};
        text.remove_prefix(std::min(end + 1, text.size()));
        const bool in_order = words.empty() || words.back().size() >= word.size();
        if (word.empty() || word != fold_vietnamese(word) || !in_order) {
            return fail(
                ErrorCode::validation_failed,
                "line " + std::to_string(words.size() + 1) + " is not folded, or out of order"
            );
        }
        words.push_back(std::move(word));
    }
    return words;
}

} // namespace

const Hub* Catalogue::hub(std::string_view id) const noexcept {
    const auto found = std::ranges::find(corridor.hubs, id, &Hub::id);
    return found == corridor.hubs.end() ? nullptr : &*found;
}

const CorridorGate* Catalogue::gate(std::string_view id) const noexcept {
    const auto found = std::ranges::find(corridor.gates, id, &CorridorGate::id);
    return found == corridor.gates.end() ? nullptr : &*found;
}

Result<Catalogue> load_catalogue(const std::filesystem::path& data_directory) {
    DataFiles files{data_directory};
    Catalogue catalogue;
    load_corridor_files(files, catalogue);
    load_commune_files(files, catalogue);
    load_emission_factors(files, catalogue);
    load_customs_files(files, catalogue);
    auto profiles = adapters::ProfileTable::parse(
        files.read("marketplaces/profiles.json"), "marketplaces/profiles.json"
    );
    if (!profiles) {
        return Failure{std::move(profiles).error()};
    }
    catalogue.profiles = std::move(*profiles);
    files.take(
        "text",
        catalogue.explanations,
        ExplanationCatalogue::load(files.read("text/explanations.json"))
    );
    files.take(
        "text",
        catalogue.journey_texts,
        JourneyTexts::load(files.read("text/tracking.json"), catalogue.corridor)
    );
    files.take(
        "payments",
        catalogue.vn_banks,
        payments::BankDirectory::parse(files.read("payments/vn_bank_bins.json"))
    );
    files.take(
        "payments",
        catalogue.lao_banks,
        payments::BankDirectory::parse(files.read("payments/lao_acquirers.json"))
    );
    files.take(
        "people",
        catalogue.common_passwords,
        read_common_passwords(files.read("people/common_passwords.txt"))
    );
    files.take(
        "retention/rules.csv",
        catalogue.retention,
        RetentionTable::load(files.read("retention/rules.csv"))
    );
    files.take(
        "chat", catalogue.chat_words, adapters::ChatWords::load(files.read("chat/words.csv"))
    );
    const std::string lists = files.read("carriers/lists.csv");
    const std::string words = files.read("carriers/status_maps.csv");
    files.take(
        "carriers",
        catalogue.carrier_words,
        adapters::CarrierWordLists::load({.lists_csv = lists, .status_maps_csv = words})
    );
    catalogue.openapi = std::make_shared<const std::string>(files.read("api/openapi.json"));
    for (const adapters::Profile& profile : catalogue.profiles->rows()) {
        if (!profile.parcel_words.empty() &&
            catalogue.carrier_words.find(profile.parcel_words) == nullptr) {
            return fail(
                ErrorCode::validation_failed,
                "marketplaces/profiles.json: " + profile.platform + " names the list " +
                    profile.parcel_words + ", which carriers/lists.csv does not have"
            );
        }
    }
    if (files.problem()) {
        return Failure{*files.problem()};
    }
    return catalogue;
}

} // namespace route9::gateway
