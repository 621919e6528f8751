// SPDX-License-Identifier: Apache-2.0
#include "demo/actors/carrier.hpp"

#include <fmt/format.h>

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
    for (int i = 0; i < kPollsMax && manifests_ < manifests && !stage_.stopped(); ++i) {
        if (!poll(commit)) {
            return;
        }
    }
    if (manifests_ < manifests && !stage_.stopped()) {
        api_.fault(fmt::format("{} manifests came in place of {}", manifests_, manifests));
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
    for (const Json& manifest : member_at(batch->json, "items")) {
        acknowledge(manifest);
    }
    cursor_ = text_at(batch->json, "next");
    if (!commit) {
        api_.tell("our computer stops before it commits: the manifest will be served again");
        return true;
    }
    return api_.post("/v1/manifests/commit", Json{{"cursor", cursor_}}, {200, 204}).has_value();
}

void Carrier::acknowledge(const Json& manifest) {
    const std::string id = text_at(manifest, "id");
    Json lines = Json::array();
    for (const Json& line : member_at(manifest, "lines")) {
        parcels_.push_back({
            .code = text_at(line, "parcel"),
            .recipient = text_at(member_at(line, "recipient"), "name"),
            .country = text_at(member_at(line, "recipient"), "country"),
            .cash = cash_of(line),
        });
        lines.push_back({{"parcel", parcels_.back().code}, {"result", "received"}});
    }
    if (manifests_ == 0 && lines.size() > kDentedLine) {
        lines[kDentedLine]["result"] = "damaged";
        lines[kDentedLine]["note"] = "a corner is dented, the seal is whole";
    }
    first_manifest_ = manifests_++ == 0 ? id : first_manifest_;
    const auto answer = api_.post("/v1/manifests/" + id + "/ack", Json{{"lines", lines}}, {200});
    if (answer) {
        api_.tell(fmt::format(
            "manifest {} with {} lines, hash {}…, is counted and acknowledged",
            id,
            lines.size(),
            text_at(manifest, "hash").substr(0, 12)
        ));
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
    for (const CarriedParcel& parcel : parcels_) {
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
    api_.tell(fmt::format("{} parcels: {}", parcels_.size(), status));
}

void Carrier::deliver() {
    bool somebody_was_out = false;
    for (CarriedParcel& parcel : parcels_) {
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
