// SPDX-License-Identifier: Apache-2.0
// Where the data requires it, an order to Laos waits until somebody says where in the district the
// courier goes.
#include "gateway/catalogue.hpp"
#include "gateway/orders/prepared_order.hpp"
#include "planning_under_test.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace route9::tests {
namespace {

class DeliveryPoint : public testing::Test, public PlanningUnderTest {
protected:
    static std::string file(const std::string& name) {
        std::ifstream in{ROUTE9_SOURCE_DIR "/data/corridor/" + name, std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }

    /// The shipped places, but Laos requires a delivery point.
    static fulfillment::Corridor strict() {
        const std::string gates = file("gates.json");
        const std::string hubs = file("hubs.json");
        const std::string legs = file("legs.json");
        const std::string provinces_vn = file("provinces_vn.json");
        const std::string former_districts = file("former_districts_vn.csv");
        std::string provinces_la = file("provinces_la.json");
        const std::string asked = R"("delivery_point": "asked")";
        provinces_la.replace(
            provinces_la.find(asked), asked.size(), R"("delivery_point": "required")"
        );
        return fulfillment::load_corridor(
                   {gates, hubs, legs, provinces_la, provinces_vn, former_districts}
        )
            .value();
    }

    std::string reasons(const fulfillment::Recipient& recipient) {
        static const fulfillment::Corridor corridor = strict();
        gateway::TenantKeys keys;
        keys.index = Secret{"0123456789abcdef0123456789abcdef"};
        gateway::OrderArrival arrival{
            .tenant = tenant(), .seller = PartyId{"gom"}, .order = {}, .source_time = now()
        };
        arrival.order.recipient = recipient;
        const auto prepared = gateway::prepare_order(
            std::move(arrival),
            {.addresses = corridor.addresses,
             .keys = keys,
             .vault = services().vault,
             .entropy = services().entropy,
             .now = now()}
        );
        return gateway::reasons_text(prepared.reasons);
    }
};

TEST_F(DeliveryPoint, IsNamedWhereItIsRequiredAndMissing) {
    fulfillment::Recipient recipient;
    recipient.name = "Nang Tuayang";
    recipient.phone = "020 5512 3456";
    recipient.country = "LA";
    recipient.province = "LA-SV";
    recipient.district = "1301";
    EXPECT_EQ(
        reasons(recipient), R"([{"code":"ADDRESS_INCOMPLETE","pointer":"/recipient/village"}])"
    );
    fulfillment::Recipient with_landmark = recipient;
    with_landmark.landmark = "ໃກ້ວັດ";
    EXPECT_EQ(reasons(with_landmark), "[]");
    fulfillment::Recipient nowhere = recipient;
    nowhere.province = "";
    nowhere.district = "";
    nowhere.village = "ບ້ານ ທ່າແຮ່";
    EXPECT_EQ(
        reasons(nowhere), R"([{"code":"ADDRESS_INCOMPLETE","pointer":"/recipient/province"}])"
    );
    fulfillment::Recipient viet = recipient;
    viet.country = "VN";
    viet.phone = "0905123456";
    viet.province = "44";
    viet.district = "";
    EXPECT_EQ(reasons(viet), "[]"); // Viet Nam's file only asks
}

} // namespace
} // namespace route9::tests
