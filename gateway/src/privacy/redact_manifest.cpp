// SPDX-License-Identifier: Apache-2.0
#include "privacy/redact_manifest.hpp"

#include "adapters/carriers/manifest_document.hpp"
#include "fulfillment/manifest_store.hpp"
#include "gateway/shipping/manifest_at_rest.hpp"

#include <algorithm>

namespace route9::gateway {
namespace {

using namespace fulfillment;

bool names_one(const Json& line, const std::vector<std::string>& codes) {
    const auto parcel = line.find("parcel");
    return parcel != line.end() &&
           std::ranges::find(codes, parcel->get<std::string>()) != codes.end();
}

/// Without salt and line nobody could compute the digest again: it stays in their place.
void redact_lines(Json& served, const std::vector<std::string>& codes) {
    for (Json& line : served.at("lines")) {
        if (names_one(line, codes)) {
            line = Json{{"digest", hex(adapters::served_line_digest(line).value())}};
        }
    }
}

void redact_answer(Json& answer, const std::vector<std::string>& codes) {
    for (Json& line : answer.at("lines")) {
        if (names_one(line, codes)) {
            line.erase("note");
            line["erased"] = true;
        }
    }
    if (const auto notes = answer.find("notes"); notes != answer.end()) {
        std::erase_if(notes->get_ref<Json::array_t&>(), [&codes](const Json& note) {
            return names_one(note, codes);
        });
    }
}

} // namespace

Result<void> redact_manifest(
    Tx& tx,
    const TenantId& tenant,
    const ManifestId& id,
    const std::vector<std::string>& codes,
    Keyring& keyring,
    Entropy& nonces
) {
    auto manifest = manifests::find(tx, tenant, id);
    if (!manifest) {
        return {};
    }
    auto key = keyring.of_day(tx, tenant, Purpose::manifest, manifest->document_day);
    if (!key) {
        return key.error().code == ErrorCode::not_found ? Result<void>{}
                                                        : Result<void>{Failure{key.error()}};
    }
    const auto text = open_document(tx, *manifest, keyring);
    if (!text) {
        return Failure{text.error()};
    }
    Json served = Json::parse(*text);
    redact_lines(served, codes);
    const PeriodKey day{manifest->document_day, *key};
    if (manifest->has_answer()) {
        auto answer = open_acknowledgement(tx, *manifest, keyring);
        if (!answer) {
            return Failure{std::move(answer).error()};
        }
        redact_answer(*answer, codes);
        auto sealed = seal_acknowledgement(tx, *manifest, *answer, keyring, make_nonce(nonces));
        if (!sealed) {
            return Failure{std::move(sealed).error()};
        }
        manifest->acknowledgement = std::move(*sealed);
    }
    seal_document(*manifest, served, day, make_nonce(nonces));
    manifests::rewrite(tx, *manifest);
    return {};
}

} // namespace route9::gateway
