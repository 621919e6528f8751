// SPDX-License-Identifier: Apache-2.0
#include "corridor_rules.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace route9::fulfillment::declarations::test {
namespace {

template <class Value>
Value loaded(Result<Value> result) {
    if (!result) {
        std::string complaints;
        for (const FieldError& field : result.error().fields) {
            complaints += fmt::format("{}: {}\n", field.pointer, field.message);
        }
        throw std::runtime_error(complaints);
    }
    return std::move(*result);
}

} // namespace

std::string data_file(const std::string& path) {
    std::ifstream file{std::string{ROUTE9_SOURCE_DIR} + "/data/" + path, std::ios::binary};
    if (!file) {
        throw std::runtime_error("cannot read data/" + path);
    }
    return std::string{std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

const RuleTable& corridor_rules() {
    static const RuleTable rules = [] {
        const std::string rows = data_file("customs/rules.csv");
        const std::string prohibited = data_file("customs/prohibited.csv");
        const std::string keywords = data_file("customs/keywords.csv");
        const std::string deadlines = data_file("customs/deadlines.csv");
        return loaded(RuleTable::load({rows, prohibited, keywords, deadlines}));
    }();
    return rules;
}

const FxTable& corridor_rates() {
    static const FxTable rates = loaded(FxTable::load(data_file("fx/customs_rates.csv")));
    return rates;
}

} // namespace route9::fulfillment::declarations::test
