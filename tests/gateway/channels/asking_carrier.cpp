// SPDX-License-Identifier: Apache-2.0
#include "channels/asking_carrier.hpp"

#include "core/jobs.hpp"
#include "gateway/channels/connection_access.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/intake/connection_traffic.hpp"
#include "gateway/intake/inbox.hpp"
#include "gateway/intake/take_delivery.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace route9::tests {
namespace {

using namespace gateway;
namespace at = gateway::endpoints;

constexpr const char* kSecret = "the-way-in-of-the-carrier";
constexpr const char* kNobody = R"({"code":400,"message":"Không tìm thấy đơn hàng","data":null})";
constexpr Statement kLeasedUntil{
    "test.poll_leased_until", "SELECT leased_until FROM channel_poll WHERE kind = 'parcels'"
};

} // namespace

AskingCarrier::AskingCarrier(const std::string& platform)
    : platform_(platform), connection_(platform + "-1"),
      none_(platform == "ghn" ? kNobody : R"({"success":false,"message":"Không tìm thấy"})") {
    connect();
}

void AskingCarrier::connect() {
    const Connection connection{
        .tenant = qt,
        .id = connection_,
        .platform = PlatformName{platform_},
        .party = PartyId{"lao-express"},
        .secrets = {{Secret{std::string_view{kSecret}}, std::nullopt}},
        .settings = {{"base_url", server_.url()}},
        .paused = false,
        .created_at = now(),
    };
    ConnectionAccess access;
    access.tenant = qt;
    access.connection = connection_;
    access.version = 1;
    access.changed_at = now();
    access.tokens.access = Secret{std::string_view{"token-1"}};
    const SealNonce nonce = make_nonce(services().entropy);
    const auto created = store().write([&](Tx& tx) -> Result<ConnectionId> {
        accesses::put(tx, access, services().vault, nonce);
        return connections::create(tx, connection, services().vault, nonce);
    });
    ASSERT_TRUE(created) << created.error().detail;
}

std::string AskingCarrier::hand_over(const OrderWish& wish) {
    const std::string id = ship(wish, "T" + std::to_string(++trucks_));
    return read(at::get_parcel, staff(), id).json().at("code");
}

void AskingCarrier::knows(const std::string& code, const std::vector<CarrierStep>& steps) {
    const CarrierStep& last = steps.back();
    if (platform_ == "ghtk") {
        const Json order{
            {"label_id", "S1.A1.17373471"},
            {"partner_id", code},
            {"status", last.word},
            {"modified", last.at},
            {"customer_fullname", "Vân Nguyễn"},
            {"pick_money", 100'000},
        };
        told_[code] = Json{{"success", true}, {"message", ""}, {"order", order}}.dump();
        return;
    }
    Json log = Json::array();
    for (const CarrierStep& step : steps) {
        log.push_back({{"status", step.word}, {"updated_date", step.at}, {"driver_name", "Hà"}});
    }
    const Json order{
        {"order_code", "Z82BS"},
        {"client_order_code", code},
        {"status", last.word},
        {"updated_date", last.at},
        {"to_name", "Lan"},
        {"cod_amount", 100'000},
        {"cod_transfer_date", nullptr},
        {"log", std::move(log)},
    };
    told_[code] = Json{{"code", 200}, {"message", "Success"}, {"data", order}}.dump();
}

std::string AskingCarrier::answer_to(const std::string& request) const {
    for (const auto& [code, answer] : told_) {
        if (request.contains(code)) {
            return answer;
        }
    }
    return none_;
}

void AskingCarrier::push(const std::string& code, const CarrierStep& step) {
    const bool is_ghn = platform_ == "ghn";
    const std::string body = is_ghn ? Json{
        {"OrderCode", "Z-" + code},
        {"ClientOrderCode", code},
        {"Status", step.word},
        {"Time", step.at},
        {"Type", "switch_status"},
        {"CODAmount", 100'000},
    }.dump() : Json{
        {"label_id", "S1.A1.17373471"},
        {"partner_id", code},
        {"status_id", step.word},
        {"action_time", step.at},
        {"pick_money", 100'000},
    }.dump();
    const auto answered = answer(
        at::post_hook(services()),
        {.principal = {},
         .target = "/v1/hooks/" + platform_ + "/" + connection_.text() +
                   (is_ghn ? "?token=" : "?hash=") + kSecret,
         .body = body,
         .headers = {},
         .parameters = {{"platform", platform_}, {"connection", connection_.text()}}}
    );
    ASSERT_TRUE(answered) << answered.error().detail;
    auto items = store().write([this](Tx& tx) -> Result<std::vector<InboxItem>> {
        connection_traffic::add(tx, services().tally.take());
        return inbox::claim(tx, 0, 60'000, 10);
    });
    for (InboxItem& item : *items) {
        const auto taken =
            run([&] { return take_delivery(services(), std::move(item), deadline()); });
        EXPECT_TRUE(taken) << taken.error().detail;
    }
}

std::vector<ChannelPoll> AskingCarrier::claim() {
    return store()
        .write([&](Tx& tx) -> Result<std::vector<ChannelPoll>> {
            channel_polls::begin_asking(tx, platform_, now());
            channel_polls::void_leases(tx);
            return channel_polls::claim(tx, 0, 60'000, 10);
        })
        .value();
}

void AskingCarrier::ask_over(Services& services) {
    ChannelCaller caller{services, http_};
    for (const ChannelPoll& poll : claim()) {
        run([&]() -> platform::task<bool> {
            co_await ask_for_parcels(services, caller, poll);
            co_return true;
        });
    }
}

PollState AskingCarrier::poll_state() {
    return store()
        .read([&](Tx& tx) -> Result<PollState> {
            return channel_polls::of_connection(tx, qt, connection_).at(0);
        })
        .value();
}

std::int64_t AskingCarrier::pause_ms() {
    return store()
        .read([&](Tx& tx) -> Result<std::int64_t> {
            Rows rows = tx.query(kLeasedUntil);
            rows.next();
            return rows.row().get<std::int64_t>(0) -
                   jobs::lease_clock_ms(tx, jobs::machine_ms(clock()));
        })
        .value();
}

Json AskingCarrier::parcel(const std::string& code) {
    return read(at::get_parcel, staff(), code).json();
}

Texts AskingCarrier::journal(const std::string& code) {
    const Json answer = read(at::get_parcel_events, staff(), code).json();
    Texts found;
    for (const Json& event : answer.at("items")) {
        if (event.contains("raw")) {
            found.push_back(
                event.value("status_word", event.at("status").get<std::string>()) + " " +
                event.at("status").get<std::string>() + " " + event.at("at").get<std::string>()
            );
        }
    }
    return found;
}

} // namespace route9::tests
