// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/trusted_proxies.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace route9::gateway::http {
namespace {

TrustedProxies trusted(const std::vector<std::string>& networks) {
    return TrustedProxies::parse(networks).value();
}

std::optional<std::string> client(const std::vector<std::string>& said) {
    std::vector<Field> fields{{"X-Request-Id", "1"}};
    for (const std::string& value : said) {
        fields.push_back({"x-forwarded-For", value});
    }
    return trusted({"10.0.0.0/8", "fd00::/8"}).client_of(Headers{fields});
}

TEST(TrustedProxies, AreNamedByAddressOrNetwork) {
    const TrustedProxies proxies = trusted({"10.1.0.0/15", "192.0.2.7", "fd00:9::/32", "::1"});
    for (const char* in :
         {"10.0.0.1", "10.1.255.255", "192.0.2.7", "::ffff:10.1.2.3", "fd00:9:ffff::1", "::1"}) {
        EXPECT_TRUE(proxies.has(in)) << in; // 10.1.0.0/15 begins at 10.0.0.0
    }
    for (const char* out :
         {"10.2.0.0", "9.255.255.255", "192.0.2.8", "fd00:8::1", "::2", "", "a proxy"}) {
        EXPECT_FALSE(proxies.has(out)) << out;
    }
    EXPECT_FALSE(TrustedProxies{}.has("127.0.0.1"));
    EXPECT_TRUE(trusted({"0.0.0.0/0"}).has("203.0.113.1"));
    EXPECT_FALSE(trusted({"0.0.0.0/0"}).has("2001:db8::1"));
}

TEST(TrustedProxies, AreRefusedWhenTheyAreNoNetwork) {
    for (const char* bad :
         {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8 ", "fd00::/129", "10.0.0/8"
         }) {
        const std::vector<std::string> networks{bad};
        EXPECT_FALSE(TrustedProxies::parse(networks)) << bad;
    }
}

TEST(TrustedProxies, SpeakForTheLastAddressThatIsNotTheirs) {
    EXPECT_EQ(client({"203.0.113.7"}), "203.0.113.7");
    EXPECT_EQ(client({"203.0.113.7, 10.0.0.3"}), "203.0.113.7");
    EXPECT_EQ(client({"1.1.1.1, 203.0.113.7"}), "203.0.113.7") << "the client wrote the first";
    EXPECT_EQ(client({"1.1.1.1", "203.0.113.7,10.9.9.9", "10.0.0.3"}), "203.0.113.7");
    EXPECT_EQ(client({"2001:db8::7, fd00::3"}), "2001:db8::7");
    EXPECT_EQ(client({"203.0.113.7, ,"}), "203.0.113.7") << "empty elements are none";
    EXPECT_EQ(client({}), std::nullopt);
    EXPECT_EQ(client({"10.0.0.3"}), std::nullopt);
    EXPECT_EQ(client({"203.0.113.7, unknown"}), std::nullopt);
    EXPECT_EQ(client({""}), std::nullopt);
}

} // namespace
} // namespace route9::gateway::http
