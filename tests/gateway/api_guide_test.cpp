// SPDX-License-Identifier: Apache-2.0
// What docs/api.md shows is true: its literal values are read from the page and judged by the code
// that serves.
#include "adapters/marketplaces/profile.hpp"
#include "adapters/marketplaces/signature_verifier.hpp"
#include "adapters/marketplaces/standard_events.hpp"
#include "core/crypto.hpp"
#include "core/error_code.hpp"
#include "payments/payment_code.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {
namespace {

std::string file_text(const std::string& path) {
    std::ifstream file{ROUTE9_SOURCE_DIR "/" + path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

class ApiGuide : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }

    /// What stands between the first `before` and the next `after`.
    std::string between(std::string_view before, std::string_view after) const {
        const std::size_t start = page_.find(before);
        const std::size_t end =
            start == page_.npos ? page_.npos : page_.find(after, start + before.size());
        if (end == page_.npos) {
            throw std::out_of_range(std::string{before});
        }
        return page_.substr(start + before.size(), end - start - before.size());
    }
    std::string header(const std::string& name) const { return between("-H '" + name + ": ", "'"); }

    const std::string page_ = file_text("docs/api.md");
};

TEST_F(ApiGuide, SignsItsExampleAsTheServerChecksIt) {
    const auto profiles =
        adapters::ProfileTable::parse(file_text("data/marketplaces/profiles.json"), "profiles");
    const std::string body = between("```json\n", "\n```");
    const std::string id = header("webhook-id");
    const std::string timestamp = header("webhook-timestamp");
    const std::string signature = header("webhook-signature");
    const std::vector<adapters::HeaderField> fields{
        {"webhook-id", id}, {"webhook-timestamp", timestamp}, {"webhook-signature", signature}
    };
    adapters::HookKeys keys;
    keys.secrets.push_back({"guide", Secret{between("the secret is `", "`")}});
    const Instant signed_at{Seconds{std::stoll(timestamp)}};
    const adapters::HookRequest hook{.headers = fields, .body = body, .public_url = {}};
    const auto& standard = *profiles.value().find("standard");

    EXPECT_TRUE(adapters::verify_hook(standard, hook, &keys, signed_at).accepted);
    EXPECT_FALSE(adapters::verify_hook(standard, hook, &keys, signed_at + Seconds{301}).accepted);
}

TEST_F(ApiGuide, ShowsAnOrderThatCanBeTaken) {
    const auto message = parse_json(between("```json\n", "\n```"));
    ASSERT_TRUE(message.has_value());
    const auto event = adapters::read_standard_event(*message, "shop");
    ASSERT_TRUE(event.has_value());
    EXPECT_EQ(event->kind, adapters::EventKind::order_created);
    ASSERT_TRUE(event->order.has_value());
    EXPECT_EQ(event->order->payment.amount.amount(), "325000");
}

TEST_F(ApiGuide, ListsEveryErrorWithItsStatus) {
    std::map<std::string, int> listed;
    const std::string rows = between("|---|---|---|---|\n", "\n\n") + "\n";
    for (std::size_t at = 0; at < rows.size(); at = rows.find('\n', at) + 1) {
        const std::size_t code_end = rows.find("` | ", at);
        listed.emplace(
            rows.substr(at + 3, code_end - at - 3), std::stoi(rows.substr(code_end + 4, 3))
        );
    }
    std::map<std::string, int> known;
    for (int at = 0; at <= static_cast<int>(ErrorCode::request_timeout); ++at) {
        const ErrorInfo& row = error_info(static_cast<ErrorCode>(at));
        known.emplace(row.name, row.http_status);
    }
    EXPECT_EQ(listed, known);
}

TEST_F(ApiGuide, ShowsAGoodPaymentCode) {
    EXPECT_TRUE(payments::PaymentCode::parse(between("carries a code like `", "`")));
}

} // namespace
} // namespace route9::gateway
