// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/log_leaf.hpp"

#include "core/assert.hpp"
#include "core/canonical.hpp"
#include "core/json.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace route9::fulfillment {
namespace {

Failure no_leaf() {
    return fail_field("", "malformed", "This is not a leaf as the log writes it.");
}

std::string word(const nlohmann::json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

} // namespace

std::string parcel_digest(ByteView salt, std::string_view code) {
    ROUTE9_ASSERT(salt.size() == leaf_salt_bytes);
    Bytes salted(salt.begin(), salt.end());
    const auto text = as_byte_view(code);
    salted.insert(salted.end(), text.begin(), text.end());
    return hex(sha256(salted));
}

std::string leaf_text(const LeafFacts& facts) {
    nlohmann::json json{
        {"at", format_utc(facts.at)},
        {"parcel", facts.parcel},
        {"sequence", facts.sequence},
        {"type", facts.type},
    };
    if (!facts.status.empty()) {
        json["status"] = facts.status;
    }
    auto text = canonical_json(json);
    ROUTE9_ASSERT(text.has_value());
    return *std::move(text);
}

Result<LeafFacts> parse_leaf(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) {
        return no_leaf();
    }
    const auto at = parse_rfc3339(word(json, "at"));
    const auto sequence = json.find("sequence");
    if (!at || sequence == json.end() || !sequence->is_number_integer()) {
        return no_leaf();
    }
    LeafFacts facts{
        .parcel = word(json, "parcel"),
        .type = word(json, "type"),
        .status = word(json, "status"),
        .at = *at,
        .sequence = sequence->get<std::int64_t>(),
    };
    // A member more, or another way to write one, would be another leaf.
    if (leaf_text(facts) != text) {
        return no_leaf();
    }
    return facts;
}

} // namespace route9::fulfillment
