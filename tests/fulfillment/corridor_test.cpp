// SPDX-License-Identifier: Apache-2.0
#include "corridor_fixture.hpp"
#include "fulfillment/path_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace route9::fulfillment {
namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(Corridor, HoldsTheGatesHubsLegsAndPlacesOfTheData) {
    const Corridor& corridor = builtin_corridor();
    EXPECT_EQ(corridor.gates.size(), 17U);
    EXPECT_EQ(corridor.hubs.size(), 48U);
    EXPECT_EQ(corridor.legs.size(), 71U);
    EXPECT_EQ(corridor.cost_model.per_km.text(), "0.06");
    EXPECT_EQ(corridor.emission.grams_per_tkm, 118);
    const auto offices = [&](const char* id) {
        const auto gate = std::ranges::find(corridor.gates, id, &CorridorGate::id);
        return gate->viet_nam.customs_offices;
    };
    EXPECT_EQ(offices("LAOBAO"), (std::vector<std::string>{"32BB", "32BD"}));
    EXPECT_EQ(offices("LALAY"), (std::vector<std::string>{"32BC"}));
    EXPECT_EQ(offices("CHALO"), (std::vector<std::string>{"31BB"}));
}

struct Case {
    std::string CorridorTexts::* file;
    const char* from;
    const char* to;
    const char* pointer;
    const char* code;
};

void expect_refused(const Case& each) {
    SCOPED_TRACE(each.pointer);
    CorridorTexts texts = corridor_texts();
    texts.*each.file = replaced(texts.*each.file, each.from, each.to);
    const auto corridor = load_corridor(texts.files());
    ASSERT_FALSE(corridor.has_value());
    ASSERT_FALSE(corridor.error().fields.empty());
    const FieldErrors& fields = corridor.error().fields;
    EXPECT_TRUE(std::ranges::any_of(
        fields,
        [&](const FieldError& field) {
            return field.pointer == each.pointer && field.code == each.code;
        }
    )) << fields.front().pointer
       << " " << fields.front().code;
}

TEST(Corridor, RefusesBadRowsAndNamesFileAndRow) {
    const std::vector<Case> cases{
        {&CorridorTexts::legs,
         "\"mode\": \"road\"",
         "\"mode\": \"road\", \"toll\": 1",
         "legs.json#/legs/0/toll",
         "unknown_member"},
        {&CorridorTexts::legs, "\"km\": 155", "\"km\": -155", "legs.json#/legs/0/km", "out_of_range"
        },
        {&CorridorTexts::legs,
         "\"from\": \"HANOI\"",
         "\"from\": \"HANNOI\"",
         "legs.json#/legs/0/from",
         "unknown_node"},
        {&CorridorTexts::hubs,
         "\"id\": \"DONGHOI\"",
         "\"id\": \"DONGHA\"",
         "hubs.json#/hubs/4/id",
         "repeated"},
        {&CorridorTexts::gates,
         "\"close\": \"19:30\"",
         "\"close\": \"07:00\"",
         "gates.json#/gates/0/hours/0/close",
         "out_of_order"},
        {&CorridorTexts::gates,
         "\"open\": \"07:00\"",
         "\"open\": \"7 am\"",
         "gates.json#/gates/0/hours/0/open",
         "time_of_day"},
        {&CorridorTexts::gates,
         "\"process_h\": \"4\"",
         "\"process_h\": \"four\"",
         "gates.json#/gates/0/process_h",
         "number"},
        {&CorridorTexts::provinces_la,
         "\"hub\": \"VIENTIANE\"",
         "\"hub\": \"VIENNA\"",
         "provinces_la.json#/LA-VT/hub",
         "unknown_node"},
        {&CorridorTexts::provinces_vn,
         "\"certainty\": \"verified\"",
         "\"certainty\": \"sure\"",
         "provinces_vn.json#/provinces/0/certainty",
         "unknown_word"},
    };
    for (const Case& each : cases) {
        expect_refused(each);
    }
}

TEST(Corridor, NamesFileAndRowOfUnitsThatDoNotExist) {
    const std::vector<Case> cases{
        {&CorridorTexts::provinces_vn,
         "\"now\": [\"44\", \"46\"]",
         "\"now\": [\"45\", \"46\"]", // a code that is no more
         "provinces_vn.json#/dissolved/1/now",
         "unknown_province"},
        {&CorridorTexts::provinces_la,
         "\"delivery_point\": \"asked\"",
         "\"delivery_point\": \"maybe\"",
         "provinces_la.json#/delivery_point",
         "unknown_word"},
        {&CorridorTexts::former_districts_vn,
         "001,01,",
         "001,03,",
         "former_districts_vn.csv:3/province",
         "unknown_province"},
    };
    for (const Case& each : cases) {
        expect_refused(each);
    }
}

TEST(Corridor, RefusesHolidaysThatCannotBe) {
    const std::string tet = "gates.json#/holidays/0";
    const auto refused = [&](const char* from, const char* to, const char* member, const char* code
                         ) {
        const std::string pointer = tet + member;
        expect_refused({&CorridorTexts::gates, from, to, pointer.c_str(), code});
    };
    const char* day = "\"from\": \"2026-02-17\", \"service\": \"closed\"";
    refused(day, "\"from\": \"2026-02-30\", \"service\": \"closed\"", "/from", "day");
    refused(day, "\"from\": \"2026-02-17\", \"service\": \"shut\"", "/service", "unknown_word");
    refused(day, "\"from\": \"2026-02-17\", \"service\": \"short\"", "/open", "required");
    refused(
        day,
        "\"from\": \"2026-02-17\", \"service\": \"normal\", \"open\": \"08:00\"",
        "/open",
        "not_expected"
    );
    refused(
        day,
        "\"from\": \"2026-02-17\", \"to\": \"2026-02-16\", \"service\": \"closed\"",
        "/to",
        "out_of_order"
    );
    refused(
        day,
        "\"from\": \"2026-02-17\", \"to\": \"2026-03-20\", \"service\": \"closed\"",
        "/to",
        "out_of_range"
    );
    refused(
        day,
        "\"from\": \"2026-02-17\", \"service\": \"closed\", \"gates\": [\"LAOBOA\"]",
        "/gates",
        "unknown_gate"
    );
    expect_refused(
        {&CorridorTexts::gates,
         day,
         "\"from\": \"2026-02-18\", \"service\": \"closed\"", // the second day has a row
         "gates.json#/holidays/1/from",
         "repeated"}
    );
}

TEST(Corridor, KnowsWhenGatesRestOnHolidays) {
    const auto starts = [](const char* id, const char* ready) {
        const auto& gates = builtin_corridor().gates;
        const auto gate = std::ranges::find(gates, id, &CorridorGate::id);
        const LocalTime asked = to_local(parse_rfc3339(std::string{ready} + ":00+07:00").value());
        return format_corridor(to_instant(gate->calendar.work_start(asked).value())).substr(0, 16);
    };
    EXPECT_EQ(starts("LAOBAO", "2027-02-05T19:29"), "2027-02-05T19:29");
    EXPECT_EQ(starts("LAOBAO", "2027-02-05T19:30"), "2027-02-07T08:00") << "not on Tết's first day";
    EXPECT_EQ(starts("CHALO", "2027-02-06T09:00"), "2027-02-07T08:00");
    EXPECT_EQ(starts("LAOBAO", "2027-02-07T16:00"), "2027-02-08T08:00");
    EXPECT_EQ(starts("LAOBAO", "2027-02-08T16:00"), "2027-02-09T07:00");
    EXPECT_EQ(starts("CAROONG", "2026-04-14T07:30"), "2026-04-14T08:00");
    EXPECT_EQ(starts("LAOBAO", "2026-04-16T16:00"), "2026-04-17T07:00");
    EXPECT_EQ(starts("LAOBAO", "2026-09-02T07:30"), "2026-09-02T07:30") << "as on any day";
}

TEST(Corridor, NamesTheFileThatIsNoJson) {
    CorridorTexts texts = corridor_texts();
    texts.hubs = "{";
    const auto corridor = load_corridor(texts.files());
    ASSERT_FALSE(corridor.has_value());
    EXPECT_EQ(corridor.error().code, ErrorCode::malformed_json);
    EXPECT_TRUE(corridor.error().detail.starts_with("hubs.json: "));
}

/// Kilometres and driving hours from a hub to another when one gate alone is passable.
struct Drive {
    std::string km_shortest;
    std::chrono::minutes drive_fastest{0};
};

Drive drive(const char* from, const char* to, const char* gate) {
    const Network& network = *builtin_corridor().network;
    const std::vector<std::chrono::minutes> queues(network.gates().size());
    PathQuery query;
    query.origin = network.find_node(from).value();
    query.destination = network.find_node(to).value();
    // 07:00 on a day in 2026: four hours at each of two stops.
    query.departure = to_local(parse_rfc3339("2026-03-10T00:00:00+07:00").value());
    query.passable = gate_bit(network.find_gate(gate).value());
    PathSearch search;
    const PathFront front = search.run(network, queues, query);
    Drive drive;
    if (front.empty()) {
        return drive;
    }
    drive.km_shortest = std::ranges::min(front, {}, &PathOption::km).km.text();
    std::chrono::minutes fastest = std::chrono::minutes::max();
    for (const PathOption& path : front) {
        std::chrono::minutes total{0};
        for (std::size_t i = 1; i < path.nodes.size(); ++i) {
            const std::string& a = network.node_id(path.nodes[i - 1]);
            const std::string& b = network.node_id(path.nodes[i]);
            const auto& legs = builtin_corridor().legs;
            const auto leg = std::ranges::find_if(legs, [&](const CorridorLeg& each) {
                return (each.leg.from == a && each.leg.to == b) ||
                       (each.leg.from == b && each.leg.to == a);
            });
            total += leg->leg.duration;
        }
        fastest = std::min(fastest, total);
    }
    drive.drive_fastest = fastest;
    return drive;
}

TEST(Corridor, MeasuresTheDistancesOfTheDossier) {
    struct Case {
        const char* from;
        const char* to;
        const char* gate;
        const char* km;
        int minutes;
    };
    const std::vector<Case> cases{
        {"DONGHA", "SAVANNAKHET", "LAOBAO", "330", 438}, // 7.3 h
        {"DONGHA", "VIENTIANE", "LAOBAO", "741", 936},   // 15.6 h
        {"DONGHA", "VIENTIANE", "CHALO", "737", 1062},   // 17.7 h
        {"DONGHA", "PAKSE", "LALAY", "371", 624},        // 10.4 h
        {"DONGHA", "PAKSE", "LAOBAO", "516", 636},       // 10.6 h
        {"HATINH", "VIENTIANE", "CAUTREO", "500", 750},  // 12.5 h
        {"VUNGANG", "THAKHEK", "CHALO", "282", 492},     // 8.2 h
    };
    for (const Case& each : cases) {
        const Drive found = drive(each.from, each.to, each.gate);
        EXPECT_EQ(found.km_shortest, each.km) << each.from << " " << each.to << " " << each.gate;
        EXPECT_EQ(found.drive_fastest.count(), each.minutes) << each.from << " " << each.to;
    }
}

TEST(Corridor, AgreesWithTheWholeReferenceMatrix) {
    const char* reference = std::getenv("ROUTE9_REFERENCE");
    if (reference == nullptr) {
        GTEST_SKIP() << "set ROUTE9_REFERENCE to the folder of the reference files";
    }
    const std::string path = std::string{reference} + "/data/logistics/legs.json";
    const Json file = parse_json(read_whole_file(path)).value();
    int compared = 0;
    for (const Json& row : file.at("matrix_warehouse_to_capital")) {
        const auto from = row.at("from").get<std::string>();
        const auto to = row.at("to").get<std::string>();
        for (const auto& [gate, expected] : row.at("by_gate").items()) {
            // The matrix takes the other gates' towns off the map; the planner drives through them.
            if (from == "LAOBAO_SECZ" && gate == "LALAY") {
                continue;
            }
            const Drive found = drive(from.c_str(), to.c_str(), gate.c_str());
            SCOPED_TRACE(from + " " + to + " " + gate);
            EXPECT_EQ(found.km_shortest, number_text(expected.at("km")).value());
            ++compared;
        }
    }
    EXPECT_GT(compared, 50);
}

} // namespace
} // namespace route9::fulfillment
