// SPDX-License-Identifier: Apache-2.0
// Negotiation cases after RFC 9110 §12.5.3; what is made is opened by zlib's reader.
#include "gateway/http/content_coding.hpp"
#include "gateway/http/media_type.hpp"
#include "gateway/http/route.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <array>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway::http {
namespace {

std::string opened(std::string_view coded, std::size_t room) {
    z_stream stream{};
    std::string plain(room + 1, '\0');
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));
    stream.avail_in = static_cast<uInt>(coded.size());
    stream.next_out = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_out = static_cast<uInt>(plain.size());
    const int state = inflate(&stream, Z_FINISH);
    plain.resize(stream.total_out);
    const bool whole = state == Z_STREAM_END && stream.avail_in == 0;
    inflateEnd(&stream);
    return whole ? plain : "broken";
}

Route list_route() {
    return {
        .method = Method::get,
        .pattern = "/list",
        .name = "list",
        .scope = std::nullopt,
        .handler = [](Request&) { return empty_response(204); },
        .compressible = true,
    };
}

Response answer(std::size_t bytes, std::string_view type = json_type) {
    return {.content_type = std::string{type}, .body = std::string(bytes, 'x')};
}

TEST(ContentCoding, IsGzipForWhoeverWantsIt) {
    struct Case {
        std::string_view field;
        bool gzip;
    };
    const std::array cases{
        Case{"gzip", true},
        Case{"GZIP", true},
        Case{"x-gzip", true},
        Case{"gzip, deflate, br, zstd", true},
        Case{"deflate, gzip;q=0.1", true},
        Case{"*", true},
        Case{"*;q=0, gzip", true},
        Case{"identity;q=0, gzip", true},
        Case{"gzip;q=0.5, identity;q=0.5", true},
        Case{"identity;q=0, *", true},
        Case{"gzip;q=0", false},
        Case{"gzip;q=0.000", false},
        Case{"*, gzip;q=0", false},
        Case{"identity", false},
        Case{"identity, gzip;q=0.5", false},
        Case{"identity;q=0.5, *;q=0.2", false},
        Case{"br", false},
        Case{"gzipped", false},
        Case{"", false},
    };
    for (const Case& each : cases) {
        const std::vector<Field> fields{{"Accept-Encoding", each.field}};
        EXPECT_EQ(wants_gzip(Headers{fields}), each.gzip) << each.field;
    }
    EXPECT_FALSE(wants_gzip(Headers{}));
    const std::vector<Field> two{{"accept-encoding", "br"}, {"accept-encoding", "gzip"}};
    EXPECT_TRUE(wants_gzip(Headers{two}));
}

TEST(ContentCoding, IsOfLongTextThatARouteAllows) {
    const Route route = list_route();
    EXPECT_FALSE(may_compress(route, answer(1'023)));
    EXPECT_TRUE(may_compress(route, answer(1'024)));
    EXPECT_TRUE(may_compress(route, answer(1'024, "text/csv; charset=utf-8")));
    EXPECT_TRUE(may_compress(route, answer(1'024, "text/csv")));
    EXPECT_TRUE(may_compress(route, answer(1'024, "application/xml")));
    EXPECT_FALSE(may_compress(route, answer(1'024, "application/pdf")));
    EXPECT_FALSE(may_compress(route, answer(1'024, workbook_type)));
    EXPECT_FALSE(may_compress(route, answer(1'024, "text/csvx")));
    EXPECT_TRUE(may_compress(route, answer(compression_bytes_max)));
    EXPECT_FALSE(may_compress(route, answer(compression_bytes_max + 1)));
    Response other = answer(2'000);
    other.status = 304;
    EXPECT_FALSE(may_compress(route, other));
    other.status = 200;
    other.headers.emplace_back("Content-Encoding", "br");
    EXPECT_FALSE(may_compress(route, other));
    Route silent = list_route();
    silent.compressible = false;
    EXPECT_FALSE(may_compress(silent, answer(2'000)));
}

TEST(ContentCoding, GivesTheSameBytesForTheSameBody) {
    std::mt19937_64 random{9};
    for (const std::size_t size : {0UZ, 1UZ, 1'024UZ, 100'000UZ, 1'000'000UZ}) {
        std::string body;
        while (body.size() < size) {
            body += R"({"parcel":")" + std::to_string(random() % 10'000) + R"("},)";
        }
        const std::string coded = gzip(body);
        EXPECT_EQ(coded, gzip(body));
        EXPECT_EQ(opened(coded, body.size()), body);
        // RFC 1952 §2.3: deflate, no name, no time, unknown system.
        EXPECT_EQ(coded.substr(0, 8), std::string("\x1f\x8b\x08\0\0\0\0\0", 8));
        EXPECT_EQ(coded[9], '\xff');
    }
}

TEST(ContentCoding, NamesItselfInTheAnswer) {
    Response response = answer(2'000);
    response.shared_body = std::make_shared<const std::string>("shared");
    response.headers.emplace_back("ETag", "\"v7-lo\"");
    response.headers.emplace_back("Vary", "Accept-Language");
    tell_coding(response, Headers{});
    set_gzip(response, "coded");
    EXPECT_EQ(response.content(), "coded");
    using Fields = decltype(response.headers);
    EXPECT_EQ(
        response.headers,
        (Fields{
            {"ETag", "\"v7-lo-gz\""},
            {"Vary", "Accept-Language, Accept-Encoding"},
            {"Content-Encoding", "gzip"},
        })
    );
}

TEST(ContentCoding, NotModifiedCarriesTheTagThatTheReaderHas) {
    struct Case {
        std::string_view named;
        std::string_view told;
    };
    const std::array cases{
        Case{"\"a\"", "\"a\""},
        Case{"\"a-gz\"", "\"a-gz\""},
        Case{"W/\"a-gz\"", "\"a-gz\""},
        Case{"\"a\", \"a-gz\"", "\"a\""},
        Case{"*", "\"a\""},
    };
    for (const Case& each : cases) {
        const std::vector<Field> fields{{"If-None-Match", each.named}};
        Response response = empty_response(304);
        response.headers.emplace_back("ETag", "\"a\"");
        tell_coding(response, Headers{fields});
        EXPECT_EQ(response.headers.at(0).second, each.told) << each.named;
        EXPECT_EQ(response.headers.at(1).second, "Accept-Encoding");
    }
    Response idle = empty_response(204);
    tell_coding(idle, Headers{});
    EXPECT_TRUE(idle.headers.empty());
}

} // namespace
} // namespace route9::gateway::http
