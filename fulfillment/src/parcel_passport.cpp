// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/parcel_passport.hpp"

#include "core/assert.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace route9::fulfillment {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kFormat = "route9/passport/v1";

Failure wrong(std::string pointer, std::string message) {
    return fail_field(std::move(pointer), "not_proved", std::move(message));
}

std::vector<merkle::NodeAddress> needed(const std::vector<LogLeaf>& leaves, std::uint64_t size) {
    std::set<merkle::NodeAddress> nodes;
    for (const LogLeaf& leaf : leaves) {
        for (const merkle::Step& step : merkle::inclusion_steps(leaf.index, size)) {
            for (const merkle::NodeAddress& at : merkle::nodes_of(step)) {
                nodes.insert(at);
            }
        }
    }
    return {nodes.begin(), nodes.end()};
}

Json event_json(const LogLeaf& leaf, std::uint64_t size, const parcel_log::Hashes& hashes) {
    Json proof = Json::array();
    const auto steps = merkle::inclusion_steps(leaf.index, size);
    for (const Digest256& hash :
         merkle::prove(steps, [&hashes](const auto& at) { return hashes.at(at); })) {
        proof.push_back(base64(hash));
    }
    return {
        {"index", leaf.index},
        {"leaf", leaf.text},
        {"salt", base64(leaf.salt)},
        {"proof", std::move(proof)},
    };
}

std::string text_of(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::optional<Digest256> hash_of(const Json& json) {
    const auto bytes = json.is_string() ? from_base64(json.get<std::string>()) : std::nullopt;
    Digest256 hash{};
    if (!bytes || bytes->size() != hash.size()) {
        return std::nullopt;
    }
    std::ranges::copy(*bytes, hash.begin());
    return hash;
}

std::optional<std::vector<Digest256>> proof_of(const Json& event) {
    const auto found = event.find("proof");
    if (found == event.end() || !found->is_array()) {
        return std::nullopt;
    }
    std::vector<Digest256> proof;
    for (const Json& each : *found) {
        const auto hash = hash_of(each);
        if (!hash) {
            return std::nullopt;
        }
        proof.push_back(*hash);
    }
    return proof;
}

Result<LeafFacts>
check_event(const Json& event, const PassportFacts& facts, const std::string& pointer) {
    const auto index = event.is_object() ? event.find("index") : event.end();
    if (!event.is_object() || index == event.end() || !index->is_number_unsigned()) {
        return wrong(pointer, "An event has an index, a leaf, a salt and a proof.");
    }
    const std::string text = text_of(event, "leaf");
    auto leaf = parse_leaf(text);
    if (!leaf) {
        return wrong(pointer + "/leaf", leaf.error().fields.at(0).message);
    }
    const auto salt = from_base64(text_of(event, "salt"));
    if (!salt || salt->size() != leaf_salt_bytes) {
        return wrong(pointer + "/salt", "A salt is 16 bytes in base64.");
    }
    if (parcel_digest(*salt, facts.code) != leaf->parcel) {
        return wrong(pointer + "/leaf", "This leaf is of another parcel, or its salt is another.");
    }
    const auto proof = proof_of(event);
    const auto hash = merkle::leaf_hash(as_byte_view(text));
    if (!proof || !merkle::includes(facts.tree, index->get<std::uint64_t>(), hash, *proof)) {
        return wrong(pointer + "/proof", "The log that was signed does not hold this leaf.");
    }
    return leaf;
}

Result<NoteKey> key_of(const Json& passport, const std::optional<NoteKey>& trusted) {
    auto key = parse_note_key(text_of(passport, "key"));
    if (!key) {
        return wrong("/key", key.error().fields.at(0).message);
    }
    if (trusted && *trusted != *key) {
        return wrong("/key", "The passport names another key than " + note_key_text(*trusted));
    }
    return key;
}

} // namespace

Result<Json>
read_passport(Tx& tx, const TenantId& tenant, const ParcelId& parcel, const std::string& code) {
    const auto head = parcel_log::head(tx, tenant);
    const auto leaves = head ? parcel_log::of_parcel(tx, tenant, parcel) : std::vector<LogLeaf>{};
    if (leaves.empty()) {
        return fail(ErrorCode::not_found, "the log has nothing of this parcel");
    }
    const auto nodes = needed(leaves, head->size);
    const auto hashes = parcel_log::hashes(tx, tenant, nodes);
    if (hashes.size() != nodes.size()) {
        return fail(ErrorCode::internal, "the log of tenant " + tenant.text() + " has holes");
    }
    Json events = Json::array();
    for (const LogLeaf& leaf : leaves) {
        events.push_back(event_json(leaf, head->size, hashes));
    }
    return Json{
        {"format", kFormat},
        {"parcel", code},
        {"key", head->key},
        {"checkpoint", head->note},
        {"events", std::move(events)},
    };
}

Result<PassportFacts> check_passport(const Json& passport, const std::optional<NoteKey>& trusted) {
    if (!passport.is_object() || text_of(passport, "format") != kFormat) {
        return wrong("/format", "A passport is an object of the format " + std::string{kFormat});
    }
    auto key = key_of(passport, trusted);
    if (!key) {
        return Failure{std::move(key).error()};
    }
    const auto checkpoint = open_checkpoint(text_of(passport, "checkpoint"), *key);
    if (!checkpoint) {
        return wrong("/checkpoint", checkpoint.error().fields.at(0).message);
    }
    PassportFacts facts{
        .code = text_of(passport, "parcel"), .key = *std::move(key), .tree = checkpoint->tree
    };
    const auto events = passport.find("events");
    if (events == passport.end() || !events->is_array() || events->empty()) {
        return wrong("/events", "A passport tells of at least one event.");
    }
    std::optional<std::uint64_t> before;
    for (std::size_t i = 0; i < events->size(); ++i) {
        const std::string pointer = "/events/" + std::to_string(i);
        auto leaf = check_event(events->at(i), facts, pointer);
        if (!leaf) {
            return Failure{std::move(leaf).error()};
        }
        const auto index = events->at(i).at("index").get<std::uint64_t>();
        if (before && index <= *before) {
            return wrong(pointer + "/index", "Events stand in the order of the log, each once.");
        }
        before = index;
        facts.events.push_back(*std::move(leaf));
    }
    return facts;
}

} // namespace route9::fulfillment
