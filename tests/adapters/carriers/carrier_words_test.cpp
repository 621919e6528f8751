// SPDX-License-Identifier: Apache-2.0
// What carriers' words mean, word for word: a parcel is never moved by a word that is not here.
#include "adapters/carriers/carrier_words.hpp"
#include "carriers/shipped_carrier_words.hpp"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <vector>

namespace route9::adapters {
namespace {

using fulfillment::CashState;
using fulfillment::Incident;
using fulfillment::TrackingStatus;

struct Meaning {
    std::string_view word;
    TrackingStatus status;
};

constexpr Meaning kGhn[] = {
    {"ready_to_pick", TrackingStatus::created},
    {"picking", TrackingStatus::awaiting_pickup},
    {"cancel", TrackingStatus::cancelled},
    {"money_collect_picking", TrackingStatus::awaiting_pickup},
    {"picked", TrackingStatus::picked_up},
    {"storing", TrackingStatus::in_transit},
    {"transporting", TrackingStatus::in_transit},
    {"sorting", TrackingStatus::in_transit},
    {"delivering", TrackingStatus::out_for_delivery},
    {"money_collect_delivering", TrackingStatus::out_for_delivery},
    {"delivered", TrackingStatus::delivered},
    {"delivery_fail", TrackingStatus::delivery_failed},
    {"waiting_to_return", TrackingStatus::delivery_failed},
    {"return", TrackingStatus::return_in_transit},
    {"return_transporting", TrackingStatus::return_in_transit},
    {"return_sorting", TrackingStatus::return_in_transit},
    {"returning", TrackingStatus::return_in_transit},
    {"return_fail", TrackingStatus::return_in_transit},
    {"returned", TrackingStatus::returned},
    {"exception", TrackingStatus::on_hold},
    {"damage", TrackingStatus::damaged},
    {"lost", TrackingStatus::lost},
};
constexpr Meaning kGhtk[] = {
    {"-1", TrackingStatus::cancelled},        {"1", TrackingStatus::created},
    {"2", TrackingStatus::awaiting_pickup},   {"3", TrackingStatus::picked_up},
    {"4", TrackingStatus::out_for_delivery},  {"5", TrackingStatus::delivered},
    {"6", TrackingStatus::delivered},         {"7", TrackingStatus::awaiting_pickup},
    {"8", TrackingStatus::awaiting_pickup},   {"9", TrackingStatus::delivery_failed},
    {"10", TrackingStatus::delivery_failed},  {"20", TrackingStatus::return_in_transit},
    {"21", TrackingStatus::returned},         {"11", TrackingStatus::returned},
    {"12", TrackingStatus::awaiting_pickup},  {"13", TrackingStatus::lost},
    {"45", TrackingStatus::delivered},        {"49", TrackingStatus::delivery_failed},
    {"123", TrackingStatus::picked_up},       {"127", TrackingStatus::awaiting_pickup},
    {"128", TrackingStatus::awaiting_pickup}, {"410", TrackingStatus::delivery_failed},
};
constexpr Meaning kViettelPost[] = {
    {"-100", TrackingStatus::created},          {"-108", TrackingStatus::awaiting_pickup},
    {"-109", TrackingStatus::awaiting_pickup},  {"-110", TrackingStatus::awaiting_pickup},
    {"100", TrackingStatus::created},           {"101", TrackingStatus::cancelled},
    {"102", TrackingStatus::awaiting_pickup},   {"103", TrackingStatus::awaiting_pickup},
    {"104", TrackingStatus::awaiting_pickup},   {"105", TrackingStatus::picked_up},
    {"106", TrackingStatus::awaiting_pickup},   {"107", TrackingStatus::cancelled},
    {"200", TrackingStatus::picked_up},         {"201", TrackingStatus::cancelled},
    {"300", TrackingStatus::in_transit},        {"301", TrackingStatus::in_transit},
    {"302", TrackingStatus::in_transit},        {"303", TrackingStatus::in_transit},
    {"400", TrackingStatus::in_transit},        {"401", TrackingStatus::in_transit},
    {"402", TrackingStatus::in_transit},        {"403", TrackingStatus::in_transit},
    {"500", TrackingStatus::out_for_delivery},  {"501", TrackingStatus::delivered},
    {"502", TrackingStatus::return_in_transit}, {"503", TrackingStatus::cancelled},
    {"504", TrackingStatus::returned},          {"505", TrackingStatus::return_in_transit},
    {"506", TrackingStatus::delivery_failed},   {"507", TrackingStatus::ready_for_pickup},
    {"508", TrackingStatus::out_for_delivery},  {"509", TrackingStatus::in_transit},
    {"510", TrackingStatus::in_transit},        {"515", TrackingStatus::return_in_transit},
    {"550", TrackingStatus::out_for_delivery},
};
constexpr Meaning kJtVn[] = {
    {"Pick up", TrackingStatus::picked_up},
    {"Departure", TrackingStatus::in_transit},
    {"Arrival", TrackingStatus::in_transit},
    {"Delivery", TrackingStatus::out_for_delivery},
    {"P.O.D", TrackingStatus::delivered},
    {"Return", TrackingStatus::return_in_transit},
    {"R.P.O.D", TrackingStatus::returned},
};
constexpr Meaning kNinjaVan[] = {
    {"Pending Pickup", TrackingStatus::created},
    {"Driver dispatched for Pickup", TrackingStatus::awaiting_pickup},
    {"Pickup Exception", TrackingStatus::awaiting_pickup},
    {"Picked Up, In Transit to Origin Hub", TrackingStatus::picked_up},
    {"Arrived at Origin Hub", TrackingStatus::in_transit},
    {"In Transit to Next Sorting Hub", TrackingStatus::in_transit},
    {"Arrived at Transit Hub", TrackingStatus::in_transit},
    {"Arrived at Destination Hub", TrackingStatus::at_destination_hub},
    {"On Vehicle for Delivery", TrackingStatus::out_for_delivery},
    {"Delivery Exception", TrackingStatus::delivery_failed},
    {"Delivered", TrackingStatus::delivered},
    {"Return to Shipper Exception", TrackingStatus::return_in_transit},
    {"Returned to Sender", TrackingStatus::returned},
    {"Cancelled", TrackingStatus::cancelled},
    {"International Transit - Customs", TrackingStatus::customs_processing},
};
constexpr Meaning kProposed[] = {
    {"RECEIVED", TrackingStatus::picked_up},
    {"IN_TRANSIT", TrackingStatus::in_transit},
    {"ARRIVED_BRANCH", TrackingStatus::ready_for_pickup},
    {"OUT_FOR_DELIVERY", TrackingStatus::out_for_delivery},
    {"DELIVERED", TrackingStatus::delivered},
    {"NOT_REACHED", TrackingStatus::delivery_failed},
    {"RETURNING", TrackingStatus::return_in_transit},
    {"RETURNED", TrackingStatus::returned},
    {"CANCELLED", TrackingStatus::cancelled},
    {"LOST", TrackingStatus::lost},
    {"ຮັບເຂົ້າລະບົບ", TrackingStatus::picked_up},
    {"ກຳລັງຂົນສົ່ງ", TrackingStatus::in_transit},
    {"ຮອດສາຂາແລ້ວ", TrackingStatus::ready_for_pickup},
    {"ລໍຖ້າລູກຄ້າມາຮັບ", TrackingStatus::ready_for_pickup},
    {"ກຳລັງຈັດສົ່ງ", TrackingStatus::out_for_delivery},
    {"ລູກຄ້າຮັບແລ້ວ", TrackingStatus::delivered},
    {"ຕິດຕໍ່ບໍ່ໄດ້", TrackingStatus::delivery_failed},
    {"ສົ່ງຄືນ", TrackingStatus::return_in_transit},
};

const CarrierWords& list(std::string_view id) {
    return *shipped_carrier_words().find(id);
}

void expect_exactly(std::string_view id, std::span<const Meaning> meanings) {
    for (const Meaning& each : meanings) {
        EXPECT_EQ(list(id).meaning(each.word).status, each.status) << id << " " << each.word;
    }
    EXPECT_EQ(list(id).words().size(), meanings.size()) << id;
}

TEST(CarrierWords, MeanWhatTheTablesSayAndNothingElse) {
    expect_exactly("ghn", kGhn);
    expect_exactly("ghtk", kGhtk);
    expect_exactly("viettel_post", kViettelPost);
    expect_exactly("jt_vn", kJtVn);
    expect_exactly("ninja_van", kNinjaVan);
    for (const std::string_view lao : {"hal", "anousith", "mixay", "unitel"}) {
        expect_exactly(lao, kProposed);
        EXPECT_EQ(list(lao).origin(), WordsOrigin::proposed);
    }
    EXPECT_EQ(list("tikinow").words().size(), 14U);
}

TEST(CarrierWords, DeliverAtViettelPostByFiveHundredAndOneOnly) {
    std::vector<std::string> delivering;
    for (const auto& [word, meaning] : list("viettel_post").words()) {
        if (meaning.status == TrackingStatus::delivered) {
            delivering.push_back(word);
        }
    }
    EXPECT_EQ(delivering, std::vector<std::string>{"501"});
    EXPECT_EQ(list("viettel_post").meaning("504").status, TrackingStatus::returned);
    EXPECT_EQ(list("viettel_post").meaning("400").status, TrackingStatus::in_transit);
    EXPECT_EQ(list("viettel_post").meaning("202").status, TrackingStatus::unknown);
}

TEST(CarrierWords, TellOfTheCashApartFromTheParcel) {
    EXPECT_EQ(list("ghtk").meaning("5").cash, CashState::collected);
    EXPECT_EQ(list("ghtk").meaning("6").cash, CashState::remitted);
    EXPECT_EQ(list("ghtk").meaning("4").cash, CashState::none);
    EXPECT_EQ(list("jt_vn").meaning("P.O.D").cash, CashState::none);
}

TEST(CarrierWords, TellWhyWhereTheyDo) {
    EXPECT_EQ(list("ghn").meaning("damage").incident, Incident::carrier_damaged_parcel);
    EXPECT_EQ(list("ghn").meaning("delivered").incident, std::nullopt);
    EXPECT_EQ(list("ghtk").reason("130"), Incident::consignee_refused);
    EXPECT_EQ(list("ghtk").reason("126"), Incident::weather_delay);
    EXPECT_EQ(list("ghtk").reason("9999"), std::nullopt);
    EXPECT_EQ(list("hal").meaning("ຕິດຕໍ່ບໍ່ໄດ້").incident, Incident::consignee_not_available);
    EXPECT_EQ(list("hal").reason("gate_closed"), Incident::gate_closed);
}

TEST(CarrierWords, AreTheSameHoweverTheyWereTyped) {
    EXPECT_EQ(list("jt_vn").meaning(" pick  UP ").status, TrackingStatus::picked_up);
    EXPECT_EQ(list("mixay").meaning("delivered").status, TrackingStatus::delivered);
    // The vowel am as one sign and as two.
    EXPECT_EQ(list("mixay").meaning("ກຳລັງຈັດສົ່ງ").status, TrackingStatus::out_for_delivery);
    EXPECT_EQ(list("mixay").meaning("ກໍາລັງຈັດສົ່ງ").status, TrackingStatus::out_for_delivery);
    EXPECT_EQ(list("jt_vn").meaning("POD").status, TrackingStatus::unknown) << "no sign is dropped";
}

TEST(CarrierWords, MeanNothingWhereNobodyHasWrittenThemDown) {
    for (const std::string_view id : {"vnpost", "spx", "best", "lao_post"}) {
        EXPECT_EQ(list(id).origin(), WordsOrigin::missing);
        EXPECT_EQ(list(id).meaning("delivered").status, TrackingStatus::unknown) << id;
    }
    EXPECT_EQ(shipped_carrier_words().find("dhl"), nullptr);
}

constexpr std::string_view kLists = "list,carrier,country,origin,source,certainty\n"
                                    "a,A,VN,carriers_own,a page,verified\n"
                                    "b,B,LA,missing,none,\n";
constexpr std::string_view kHead = "list,kind,word,means,incident,cash,source,certainty\n";

std::vector<std::string> refused(std::string_view lists, const std::string& rows) {
    const std::string words = std::string{kHead} + rows;
    const auto loaded = CarrierWordLists::load({.lists_csv = lists, .status_maps_csv = words});
    std::vector<std::string> places;
    if (!loaded) {
        for (const FieldError& field : loaded.error().fields) {
            places.push_back(field.pointer);
        }
    }
    return places;
}

TEST(CarrierWords, AreRefusedWithFileAndRow) {
    using Places = std::vector<std::string>;
    EXPECT_EQ(refused(kLists, "a,code,x,delivered,,,s,verified\n"), Places{});
    EXPECT_EQ(refused(kLists, "a,code,x,flying,,,s,verified\n"), Places{"status_maps.csv:2/means"});
    EXPECT_EQ(
        refused(kLists, "a,code,x,unknown,,,s,verified\n"), Places{"status_maps.csv:2/means"}
    );
    EXPECT_EQ(refused(kLists, "b,code,x,lost,,,s,verified\n"), Places{"status_maps.csv:2/list"});
    EXPECT_EQ(refused(kLists, "c,code,x,lost,,,s,verified\n"), Places{"status_maps.csv:2/list"});
    EXPECT_EQ(
        refused(kLists, "a,code,x,lost,,,s,verified\na,code,X ,lost,,,s,verified\n"),
        Places{"status_maps.csv:3/word"}
    );
    EXPECT_EQ(refused(kLists, "a,phrase,x,y,,,s,verified\n"), Places{"status_maps.csv:2/means"});
    EXPECT_EQ(
        refused(kLists, "a,reason,x,bad luck,,,s,verified\n"), Places{"status_maps.csv:2/means"}
    );
    EXPECT_EQ(
        refused(kLists, "a,code,x,lost,oops,,s,verified\n"), Places{"status_maps.csv:2/incident"}
    );
    EXPECT_EQ(refused(kLists, "a,code,x,lost,,due,s,verified\n"), Places{"status_maps.csv:2/cash"});
    EXPECT_EQ(
        refused(kLists, "a,code,x,lost,,,s,guessed\n"), Places{"status_maps.csv:2/certainty"}
    );
    EXPECT_EQ(
        refused("list,carrier,country,origin,source,certainty\na,A,TH,own,a page,verified\n", ""),
        (Places{"lists.csv:2/country", "lists.csv:2/origin"})
    );
}

} // namespace
} // namespace route9::adapters
