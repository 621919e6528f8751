// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/custody_view.hpp"

#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

Json word_view(const LineWord& word) {
    Json json{{"result", std::string{name(word.result)}}};
    if (word.liable) {
        json["liable"] = std::string{name(*word.liable)};
    }
    return json;
}

Json custodian_view(const Custodian& custodian) {
    Json json{{"kind", std::string{name(custodian.kind)}}};
    if (!custodian.id.empty()) {
        json["id"] = custodian.id;
    }
    return json;
}

Json step_view(const CustodyStep& step) {
    Json json{
        {"sequence", step.sequence},
        {"act", std::string{name(step.act)}},
        {"from", custodian_view(step.from)},
        {"to", custodian_view(step.to)},
        {"at", format_utc(step.at)},
    };
    if (step.manifest) {
        json["manifest"] = step.manifest->text();
    }
    if (!step.statement.empty()) {
        json["statement"] = step.statement;
    }
    return json;
}

Json statement_view(const ManifestStatement& statement) {
    return Json{
        {"side", std::string{name(statement.side)}},
        {"round", statement.round},
        {"hash", statement.hash},
        {"signed", statement.statement},
        {"algorithm", "Ed25519"},
        {"public_key", base64(statement.public_key)},
        {"signature", base64(statement.signature)},
        {"signer", statement.signer},
        {"countersigned", statement.countersigned},
    };
}

/// What was ever in dispute: with the words of both sides as they stand.
bool was_disputed(const LineWords& words) {
    const bool differs = words.carrier && words.carrier->result != LineResult::received;
    return differs || words.warehouse || state_of(words) == LineState::disputed;
}

} // namespace

Json line_view(const std::string& name, const LineWords& words) {
    Json json{{"parcel", name}, {"state", std::string{fulfillment::name(state_of(words))}}};
    if (words.carrier) {
        json["carrier"] = word_view(*words.carrier);
    }
    if (words.warehouse) {
        json["warehouse"] = word_view(*words.warehouse);
    }
    return json;
}

Json custody_view(const ManifestBook& book, const std::vector<CustodyStep>& steps) {
    const Manifest& manifest = book.manifest();
    Json json = manifest_news(manifest);
    json["hash"] = manifest.hash;
    json["state"] = std::string{name(manifest.state)};
    if (manifest.replaced_by) {
        json["replaced_by"] = manifest.replaced_by->text();
    }
    json["disputed"] = book.disputed();
    json["statements"] = Json::array();
    for (const ManifestStatement& statement : book.statements()) {
        json["statements"].push_back(statement_view(statement));
    }
    json["disputes"] = Json::array();
    for (const auto& [name, line] : book.lines()) {
        if (manifest.state != ManifestState::void_ && was_disputed(line.words)) {
            json["disputes"].push_back(line_view(name, line.words));
        }
    }
    json["parcels"] = Json::array();
    auto next = steps.begin();
    for (const ListedParcel& parcel : book.parcels()) {
        Json item{{"parcel", parcel.code}, {"steps", Json::array()}};
        for (; next != steps.end() && next->parcel == parcel.id; ++next) {
            item["steps"].push_back(step_view(*next));
        }
        item["custodian"] = custodian_view(parcel.last.to);
        json["parcels"].push_back(std::move(item));
    }
    return json;
}

} // namespace route9::gateway
