// SPDX-License-Identifier: Apache-2.0
// A photograph of many pieces through the real server, which dies by kill -9 as soon as it has said
// that it is kept.
#include "core/crypto.hpp"
#include "kept_promises.hpp"
#include "running_server.hpp"
#include "trading_site.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace route9::e2e {
namespace {

std::string little_endian(std::size_t value) {
    std::string text;
    for (unsigned shift = 0; shift < 32; shift += 8) {
        text.push_back(static_cast<char>(value >> shift));
    }
    return text;
}

/// Lossless WebP by its header (RFC 9649 §3.4), 1 x 1, of so many bytes in all.
std::string webp_of(std::size_t bytes) {
    const std::size_t content = bytes - 20;
    std::string file = "RIFF" + little_endian(bytes - 8) + "WEBPVP8L" + little_endian(content) +
                       std::string{"\x2f\0\0\0\0", 5};
    for (std::uint32_t i = 0; file.size() < bytes; ++i) {
        file.push_back(static_cast<char>((i * 2'654'435'761U) >> 24U));
    }
    return file;
}

HttpRequest photo_request(const std::string& to, std::string file) {
    return {
        .method = "POST",
        .target = "/v1/attachments?kind=packed&to=" + to,
        .headers =
            {{"Content-Type", "image/webp"},
             {"Idempotency-Key", "photo-" + std::to_string(file.size())}},
        .body = std::move(file),
    };
}

TEST(PhotoCrash, LosesNoPhotographThatWasAcknowledged) {
    crypto_start();
    constexpr std::size_t kLargest = 2 * 1024 * 1024;
    const Site site;
    const Keys keys = set_up_by_command_line(site);
    auto server = std::make_unique<RunningServer>(site);
    std::string to;
    {
        Caller seller{server->port(), keys.seller};
        Caller staff{server->port(), keys.operator_};
        offer_goods(seller, 100);
        open_departure(staff, "QT-1", 1'000);
        const std::string order = seller.post("/v1/orders", order_of("P-1")).json.at("id");
        const Json placed = seller.get("/v1/orders/" + order).json;
        to = "fulfillment:" + placed.at("fulfillments").at(0).at("id").get<std::string>();
        EXPECT_EQ(staff.send(photo_request(to, webp_of(kLargest + 2))).status, 413);
    }
    for (const std::size_t bytes : {kLargest, kLargest - 500'000, std::size_t{1'000}}) {
        const std::string file = webp_of(bytes);
        Caller staff{server->port(), keys.operator_};
        const Answer kept = staff.send(photo_request(to, file));
        ASSERT_EQ(kept.status, 201) << kept.body;
        server->kill();
        server = std::make_unique<RunningServer>(site);
        Caller after{server->port(), keys.operator_};
        const Answer got = after.get(kept.header("Location") + "/content");
        ASSERT_EQ(got.status, 200) << got.body;
        EXPECT_TRUE(got.body == file) << bytes;
        EXPECT_EQ(got.header("Content-Type"), "image/webp");
        EXPECT_EQ(got.header("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(after.send(photo_request(to, file)).header("Idempotent-Replayed"), "true");
    }
    Caller seller{server->port(), keys.seller};
    EXPECT_EQ(seller.get("/v1/attachments?to=" + to).json.at("items").size(), 3U);
    EXPECT_EQ(server->stop(), 0);
}

} // namespace
} // namespace route9::e2e
