// SPDX-License-Identifier: Apache-2.0
#include "wrong_pushes.hpp"

#include "core/crypto.hpp"
#include "core/json.hpp"
#include "gateway/channels/order_fetches.hpp"

namespace route9::tests {
namespace {

constexpr const char* kSecret = "whsec_QSBzZWNyZXQgb2YgdGhpcnR5LXR3byBieXRlcywgb2s=";
constexpr const char* kOldSecret = "whsec_QW5vdGhlciBzZWNyZXQgb2YgMzIgYnl0ZXMsIG9rIQ==";
constexpr const char* kNobodysSecret = "whsec_Tm9ib2R5J3Mgc2VjcmV0IG9mIDMyIGJ5dGVzLCBvaw==";
constexpr std::size_t kBodyMax = 1024 * 1024;
constexpr int kParkedMax = 100;
constexpr int kTries = 6; // after so many it is told that an order cannot be had

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = from.empty() ? std::string::npos : text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string numbered(std::string text, const std::string& number) {
    while (text.contains("ID")) {
        text = replaced(std::move(text), "ID", number);
    }
    return text;
}

const char* key_of(How how) {
    return how == How::old_key ? kOldSecret : how == How::forged ? kNobodysSecret : kSecret;
}

std::string shop_of_app(const std::string& app) {
    return app + "-gom";
}

} // namespace

std::string mac64(const Signing& push) {
    return base64(hmac_sha256(as_byte_view(push.key), as_byte_view(push.body)));
}

ServedHooks::Fields with_shop(ServedHooks::Fields fields, const char* header, const Signing& push) {
    if (push.how != How::no_shop) {
        fields.emplace_back(
            header, push.how == How::other_shop ? "lua.example.vn" : "gom.example.vn"
        );
    }
    return fields;
}

std::vector<Row> refused() {
    constexpr const char* kInvalid = "401 signature-invalid";
    return {
        {.wrong = "signature", .how = How::forged, .answer = kInvalid},
        {.wrong = "no signature", .how = How::no_mac, .answer = kInvalid},
        {.wrong = "body after signing", .how = How::changed, .answer = kInvalid},
        {.wrong = "key", .how = How::old_key, .answer = kInvalid},
        {.wrong = "body too large", .how = How::over_a_mebi, .answer = "413 payload-too-large"},
    };
}

std::vector<Row> operator+(std::vector<Row> rows, const std::vector<Row>& more) {
    rows.insert(rows.end(), more.begin(), more.end());
    return rows;
}

void WrongPushes::expect(const PushTable& table) {
    int number = 7'000;
    for (const Row& row : table.rows) {
        SCOPED_TRACE(std::string{table.platform} + ": " + row.wrong);
        const std::string id = std::to_string(++number);
        const std::string connection = std::string{table.platform} + "-" + id;
        connect(connection, table);
        expect_row(table, row, id, connection);
    }
}

/// With two secrets, of which the older one is not good any more.
void WrongPushes::connect(const std::string& id, const PushTable& table) {
    auto settings = table.settings;
    settings["base_url"] = served_.base_url();
    if (table.is_app) {
        shop_.connect_app(id, table.platform, kOldSecret, settings);
        shop_.connect_to_app(shop_of_app(id), id, "gom.example.vn");
    } else {
        shop_.connect(id, table.platform, kOldSecret, settings);
    }
    const auto& services = under_test_.services();
    const SealNonce nonce = make_nonce(services.entropy);
    ASSERT_TRUE(under_test_.store().write([&](Tx& tx) {
        return gateway::connections::rotate(
            tx,
            ConnectionId{id},
            Secret{std::string_view{kSecret}},
            under_test_.now() - Seconds{1},
            services.vault,
            nonce
        );
    }));
}

void WrongPushes::expect_row(
    const PushTable& table, const Row& row, const std::string& number, const std::string& id
) {
    std::string body = numbered(table.push, number);
    std::string api = numbered(table.api, number);
    std::string& edited = row.where == Where::push ? body : api;
    const std::string good = edited;
    edited = replaced(good, row.from, row.to);
    ASSERT_EQ(edited != good, row.from[0] != '\0') << "there is no " << row.from;
    if (row.how == How::over_a_mebi) {
        body.resize(kBodyMax + 1, ' ');
    }
    const Signing signing{row.how, key_of(row.how), number, body, under_test_.now()};
    const std::string query = table.query ? table.query(signing) : "";
    auto headers = table.sign(signing);
    if (row.how == How::no_mac) {
        headers.erase(headers.begin());
    }
    if (row.how == How::changed) {
        body += " ";
    }
    served_.say(api);
    EXPECT_EQ(served_.push(table.platform, id + query, headers, body), row.answer);
    shop_.work_off();
    for (int tried = 0; tried < kTries && served_.fetch() > 0; ++tried) {}
    const std::string all = kept(id) + (table.is_app ? kept(shop_of_app(id)) : "");
    EXPECT_EQ(all, numbered(row.inbox, number));
    EXPECT_EQ(standing(table.channel[0] == '\0' ? id : table.channel, number), row.order);
    EXPECT_EQ(parked(number), row.parked);
}

std::string WrongPushes::kept(const std::string& connection) {
    const auto found = shop_.deliveries(connection);
    EXPECT_LE(found.size(), 1U);
    if (found.empty()) {
        return "";
    }
    return found.front().starts_with("done: ord_") ? "done: the order" : found.front();
}

std::string WrongPushes::standing(const std::string& channel, const std::string& external_id) {
    const auto order = shop_.order(channel, external_id);
    if (!order) {
        return "";
    }
    std::string text{name(order->status)};
    for (const Json& reason : Json::parse(order->reasons.empty() ? "[]" : order->reasons)) {
        text += " " + reason.at("code").get<std::string>();
        text += reason.contains("pointer") ? " " + reason.at("pointer").get<std::string>() : "";
    }
    return text;
}

std::string WrongPushes::parked(const std::string& external_id) {
    return *under_test_.store().read([&](Tx& tx) -> Result<std::string> {
        for (const auto& fetch :
             gateway::order_fetches::parked(tx, under_test_.tenant(), kParkedMax)) {
            if (fetch.external_id == external_id) {
                return fetch.reason;
            }
        }
        return std::string{};
    });
}

} // namespace route9::tests
