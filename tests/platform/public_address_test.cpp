// SPDX-License-Identifier: Apache-2.0
// Which addresses lie in the public Internet: first and last of the blocks that do not.
#include "platform/public_address.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <cstring>
#include <string>

namespace route9::platform {
namespace {

bool is_public(const std::string& text) {
    sockaddr_storage storage{};
    const bool is_v6 = text.find(':') != std::string::npos;
    if (is_v6) {
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        EXPECT_EQ(::inet_pton(AF_INET6, text.c_str(), &address.sin6_addr), 1) << text;
        std::memcpy(&storage, &address, sizeof(address));
    } else {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        EXPECT_EQ(::inet_pton(AF_INET, text.c_str(), &address.sin_addr), 1) << text;
        std::memcpy(&storage, &address, sizeof(address));
    }
    return is_public_address(reinterpret_cast<const sockaddr&>(storage));
}

TEST(PublicAddresses, AreThoseOutsideOfHousesAndOfReservedBlocks) {
    for (const char* text :
         {"1.1.1.1",
          "9.255.255.255",
          "11.0.0.0",
          "100.63.255.255",
          "100.128.0.0",
          "172.15.255.255",
          "172.32.0.0",
          "192.169.0.0",
          "223.255.255.255",
          "2606:4700:4700::1111",
          "2402:800::1",
          "::ffff:1.1.1.1",
          "64:ff9b::101:101"}) {
        EXPECT_TRUE(is_public(text)) << text;
    }
    for (const char* text :
         {"0.0.0.0",
          "10.0.0.0",
          "10.255.255.255",
          "100.64.0.0",
          "127.0.0.1",
          "127.255.255.255",
          "169.254.169.254",
          "172.16.0.0",
          "172.31.255.255",
          "192.168.0.1",
          "198.19.255.255",
          "224.0.0.1",
          "255.255.255.255",
          "::",
          "::1",
          "::ffff:10.0.0.1",
          "64:ff9b::a9fe:a9fe",
          "fc00::1",
          "fdff::1",
          "fe80::1",
          "ff02::1",
          "2001:db8::1",
          "2002:a00:1::1"}) {
        EXPECT_FALSE(is_public(text)) << text;
    }
    const sockaddr local{.sa_family = AF_UNIX, .sa_data = {}};
    EXPECT_FALSE(is_public_address(local));
}

} // namespace
} // namespace route9::platform
