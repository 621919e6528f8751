// SPDX-License-Identifier: Apache-2.0
#include "gateway/tools/assess_tool.hpp"

#include "fulfillment/declarations/assess_document.hpp"
#include "gateway/tools/tool_input.hpp"

#include <istream>
#include <optional>
#include <utility>

namespace route9::gateway {
namespace {

using fulfillment::declarations::FxTable;
using fulfillment::declarations::RuleTable;

struct Words {
    std::string file{};
    std::optional<std::filesystem::path> rules{};
};

std::optional<Words> read_words(std::span<const std::string> args) {
    Words words;
    for (std::size_t i = 0; i < args.size(); ++i) {
        constexpr std::string_view with_value = "--rules=";
        if (args[i] == "--rules" && i + 1 < args.size()) {
            words.rules = args[++i];
        } else if (args[i].starts_with(with_value)) {
            words.rules = args[i].substr(with_value.size());
        } else if (words.file.empty() && (args[i] == "-" || !args[i].starts_with('-'))) {
            words.file = args[i];
        } else {
            return std::nullopt;
        }
    }
    return words.file.empty() ? std::nullopt : std::optional{std::move(words)};
}

struct Tables {
    RuleTable rules;
    FxTable fx;
};

/// Reads one table after the other; the first that cannot be read is the error.
class TableFiles {
public:
    explicit TableFiles(std::istream& input) : input_(input) {}

    std::string read(const std::filesystem::path& path) {
        auto text = tools::read_input(path.string(), input_);
        if (!text) {
            if (!problem_) {
                problem_ = std::move(text).error();
            }
            return {};
        }
        return std::move(*text);
    }
    const std::optional<Error>& problem() const noexcept { return problem_; }

private:
    std::istream& input_;
    std::optional<Error> problem_{};
};

Result<Tables> load_tables(
    const std::filesystem::path& rules_directory,
    const std::filesystem::path& data_directory,
    std::istream& input
) {
    TableFiles files{input};
    const std::string rules = files.read(rules_directory / "rules.csv");
    const std::string prohibited = files.read(rules_directory / "prohibited.csv");
    const std::string keywords = files.read(rules_directory / "keywords.csv");
    const std::string deadlines = files.read(rules_directory / "deadlines.csv");
    const std::string fx = files.read(data_directory / "fx" / "customs_rates.csv");
    if (files.problem()) {
        return Failure{*files.problem()};
    }
    auto rule_table = RuleTable::load(
        {.rules_csv = rules,
         .prohibited_csv = prohibited,
         .keywords_csv = keywords,
         .deadlines_csv = deadlines}
    );
    if (!rule_table) {
        return Failure{std::move(rule_table).error()};
    }
    auto fx_table = FxTable::load(fx);
    if (!fx_table) {
        return Failure{std::move(fx_table).error()};
    }
    return Tables{std::move(*rule_table), std::move(*fx_table)};
}

} // namespace

int run_assess_tool(
    std::span<const std::string> args,
    std::istream& input,
    std::ostream& output,
    std::ostream& errors,
    const std::filesystem::path& data_directory
) {
    const auto words = read_words(args);
    if (!words) {
        return tools::tell_usage(errors, "route9 assess FILE [--rules DIR]");
    }
    const auto text = tools::read_input(words->file, input);
    if (!text) {
        tools::tell_error(errors, text.error());
        return tools::exit_refused;
    }
    const auto tables =
        load_tables(words->rules.value_or(data_directory / "customs"), data_directory, input);
    if (!tables) {
        tools::tell_error(errors, tables.error());
        return tools::exit_refused;
    }
    const auto document = [&](std::string_view json) {
        return fulfillment::declarations::run_assess_document(json, tables->rules, tables->fx);
    };
    return tools::run_documents(*text, document, output, errors);
}

} // namespace route9::gateway
