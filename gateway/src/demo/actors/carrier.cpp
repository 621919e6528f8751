// SPDX-License-Identifier: Apache-2.0
#include "demo/actors/carrier.hpp"

#include <fmt/format.h>

#include <set>

namespace route9::gateway::demo {
namespace {

constexpr int kPollsMax = 10;
constexpr std::size_t kEventsPerBatch = 50;
constexpr std::size_t kDentedLine = 2;

Json money_json(Money money) {
    return {{"amount", money.amount()}, {"currency", std::string{code(money.currency())}}};
}

std::optional<Money> cash_of(const Json& line) {
    const Json& cod = member_at(line, "cod");
    const auto currency = parse_currency(text_at(cod, "currency"));
    if (!currency) {
        return std::nullopt;
    }
    const auto amount = Money::parse(text_at(cod, "amount"), *currency);
    return amount ? std::optional{*amount} : std::nullopt;
}

} // namespace

void Carrier::take_manifests(std::size_t manifests, bool commit) {
    for (int i = 0; i < kPollsMax && hashes_.size() < manifests && !stage_.stopped(); ++i) {
        if (!poll(commit)) {
            return;
        }
    }
    if (hashes_.size() < manifests && !stage_.stopped()) {
        api_.fault(fmt::format("{} manifests came in place of {}", hashes_.size(), manifests));
    }
}

bool Carrier::poll(bool commit) {
    const std::string place = cursor_.empty() ? "" : "&cursor=" + cursor_;
    const auto batch = api_.get("/v1/manifests?wait=2" + place, {200, 204});
    if (!batch || batch->status == 204) {
        return batch.has_value();
    }
    const auto again = api_.get("/v1/manifests?wait=0" + place, {200});
    if (again && again->etag != batch->etag) {
        api_.fault("the same poll gave other bytes before it was committed");
    }
    keep(member_at(batch->json, "items"));
    cursor_ = text_at(batch->json, "next");
    if (!commit) {
        api_.tell("our computer stops before it commits: the manifest will be served again");
        return true;
    }
    return api_.post("/v1/manifests/commit", Json{{"cursor", cursor_}}, {200, 204}).has_value();
}

/// A manifest that another one of the batch replaces is not counted by.
void Carrier::keep(const Json& items) {
    std::set<std::string> replaced;
    for (const Json& manifest : items) {
        replaced.insert(text_at(manifest, "replaces"));
    }
    for (const Json& manifest : items) {
        const std::string id = text_at(manifest, "id");
        hashes_[id] = text_at(manifest, "hash");
        if (replaced.contains(id)) {
            api_.tell("manifest " + id + " was replaced before its truck left: put aside");
        } else {
            acknowledge(manifest);
        }
    }
}

Json Carrier::answer_to(const Json& manifest) {
    Json lines = Json::array();
    for (const Json& line : member_at(manifest, "lines")) {
        parcels_.push_back({
            .code = text_at(line, "parcel"),
            .recipient = text_at(member_at(line, "recipient"), "name"),
            .country = text_at(member_at(line, "recipient"), "country"),
            .cash = cash_of(line),
            .arrives_today = arrives_today_,
        });
        lines.push_back({{"parcel", parcels_.back().code}, {"result", "received"}});
    }
    return lines;
}

void Carrier::acknowledge(const Json& manifest) {
    const std::string id = text_at(manifest, "id");
    Json lines = answer_to(manifest);
    if (first_manifest_.empty() && lines.size() > kDentedLine) {
        dented_ = text_at(lines[kDentedLine], "parcel");
        lines[kDentedLine]["result"] = "damaged";
        lines[kDentedLine]["note"] = "a corner is dented, the seal is whole";
    }
    first_manifest_ = first_manifest_.empty() ? id : first_manifest_;
    const auto answer = api_.post("/v1/manifests/" + id + "/ack", Json{{"lines", lines}}, {200});
    if (answer) {
        api_.tell(fmt::format(
            "manifest {} with {} lines, hash {}…, is counted and acknowledged",
            id,
            lines.size(),
            hashes_[id].substr(0, 12)
        ));
    }
}

void Carrier::take_later_manifests(std::size_t manifests) {
    arrives_today_ = false;
    take_manifests(manifests, true);
}

void Carrier::settle(const char* liable) {
    const Json line{{"parcel", dented_}, {"result", "damaged"}, {"liable", liable}};
    const Json words{{"lines", Json::array({line})}};
    if (api_.post("/v1/manifests/" + first_manifest_ + "/settle", words, {200})) {
        api_.tell(fmt::format("we sign: {} came damaged, liable is the {}", dented_, liable));
    }
}

void Carrier::compare_manifests() {
    std::size_t equal = 0;
    for (const auto& [id, hash] : hashes_) {
        const auto theirs = api_.get("/v1/manifests/" + id, {200});
        equal += theirs && text_at(theirs->json, "hash") == hash ? 1U : 0U;
    }
    const std::string found =
        fmt::format("{} of our {} manifests are the gateway's by hash", equal, hashes_.size());
    if (equal == hashes_.size()) {
        api_.tell(found);
    } else {
        api_.fault(found);
    }
}

void Carrier::post_events(const Json& events) {
    const auto answer = api_.post("/v1/tracking-events", Json{{"events", events}}, {200});
    if (!answer) {
        return;
    }
    for (const Json& result : member_at(answer->json, "results")) {
        const std::string word = text_at(result, "result");
        if (word == "refused" || word == "not_found") {
            api_.fault("an event was " + word + ": " + text_at(result, "detail"));
        }
    }
}

void Carrier::report(const char* status, const char* place_in_laos, const char* place_in_viet_nam) {
    Json events = Json::array();
    std::size_t told = 0;
    for (const CarriedParcel& parcel : parcels_) {
        if (!parcel.arrives_today) {
            continue;
        }
        ++told;
        events.push_back({
            {"id", parcel.code + "-" + status},
            {"parcel", parcel.code},
            {"status", status},
            {"at", format_corridor(stage_.now())},
            {"place", parcel.country == "LA" ? place_in_laos : place_in_viet_nam},
        });
        if (events.size() == kEventsPerBatch) {
            post_events(events);
            events.clear();
        }
    }
    if (!events.empty()) {
        post_events(events);
        post_events(events); // a sender that heard no answer sends again
    }
    api_.tell(fmt::format("{} parcels: {}", told, status));
}

void Carrier::deliver() {
    bool somebody_was_out = false;
    for (CarriedParcel& parcel : parcels_) {
        if (!parcel.arrives_today) {
            continue;
        }
        const bool absent = !somebody_was_out && parcel.country == "LA" && parcel.cash;
        somebody_was_out = somebody_was_out || absent;
        Json event{
            {"id", parcel.code + "-door"},
            {"parcel", parcel.code},
            {"status", absent ? "delivery_failed" : "delivered"},
            {"at", format_corridor(stage_.now())},
        };
        parcel.delivered = !absent;
        if (absent) {
            event["note"] = "ຜູ້ຮັບບໍ່ຢູ່ເຮືອນ";
            api_.tell(parcel.recipient + " is not at home: " + parcel.code + " stays with us");
        } else if (parcel.cash) {
            event["cash_collected"] = money_json(*parcel.cash);
            api_.tell(fmt::format(
                "{} pays {} {} at the door",
                parcel.recipient,
                parcel.cash->amount(),
                code(parcel.cash->currency())
            ));
        } else {
            api_.tell(parcel.recipient + " takes " + parcel.code);
        }
        post_events(Json::array({event}));
    }
}

} // namespace route9::gateway::demo
