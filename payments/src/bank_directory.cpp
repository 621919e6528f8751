// SPDX-License-Identifier: Apache-2.0
#include "payments/bank_directory.hpp"

#include "core/json.hpp"

#include <algorithm>
#include <utility>

namespace route9::payments {
namespace {

constexpr std::size_t kBanksMax = 1'000;
constexpr std::size_t kTextMax = 200;

Bank read_bank(const Json& row, std::size_t index, const Json& sources, FieldErrors& errors) {
    ObjectReader in{row, pointer_step("/banks", index), errors};
    const auto text = [&](std::string_view name, Need need) {
        return in.text(name, need, kTextMax).value_or(std::string{});
    };
    Bank bank{
        .bin = text("bin", Need::required),
        .code = text("code", Need::required),
        .name = text("name", Need::required),
        .bic = text("bic", Need::optional),
        .source = text("source", Need::required),
    };
    const auto certainty = text("certainty", Need::required);
    if (certainty == "official") {
        bank.certainty = BankCertainty::official;
    } else if (!certainty.empty() && certainty != "seen") {
        in.refuse("certainty", "unknown_value", "write official or seen");
    }
    if (!bank.source.empty() && !sources.contains(bank.source)) {
        in.refuse("source", "unknown_value", "describe the source under /sources");
    }
    in.finish();
    return bank;
}

} // namespace

Result<BankDirectory> BankDirectory::parse(std::string_view json) {
    auto document = parse_json(json);
    if (!document) {
        return Failure{std::move(document).error()};
    }
    FieldErrors errors;
    if (!document->is_object()) {
        return fail_field("", "wrong_type", "write one JSON object");
    }
    ObjectReader in{*document, "", errors};
    in.text("about", Need::optional, kTextMax);
    const auto* sources = in.object("sources", Need::required);
    const auto* rows = in.array("banks", Need::required, kBanksMax);
    in.finish();
    BankDirectory directory;
    if (sources != nullptr && rows != nullptr) {
        for (std::size_t i = 0; i < rows->size(); ++i) {
            if ((*rows)[i].is_object()) {
                directory.banks_.push_back(read_bank((*rows)[i], i, *sources, errors));
            } else {
                errors.push_back({pointer_step("/banks", i), "wrong_type", "write an object"});
            }
        }
    }
    std::ranges::sort(directory.banks_, {}, &Bank::bin);
    const auto twice = std::ranges::adjacent_find(directory.banks_, {}, &Bank::bin);
    if (errors.empty() && twice != directory.banks_.end()) {
        errors.push_back({"/banks", "duplicate", "give the number " + twice->bin + " once"});
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return directory;
}

const Bank* BankDirectory::find(std::string_view bin) const noexcept {
    const auto at = std::ranges::lower_bound(banks_, bin, {}, [](const Bank& bank) {
        return std::string_view{bank.bin};
    });
    return at != banks_.end() && at->bin == bin ? &*at : nullptr;
}

} // namespace route9::payments
