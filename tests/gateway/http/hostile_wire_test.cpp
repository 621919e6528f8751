// SPDX-License-Identifier: Apache-2.0
// Each attack on message framing, as bytes on a real socket: one refusal, then the connection ends;
// what is smuggled behind it is never answered (RFC 9112 §11.2).
#include "test_server.hpp"
#include "wire_peer.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace route9::tests {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view smuggled = "GET /things/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

struct Wire {
    std::string_view name;
    std::string_view bytes;
    std::string_view rule;
};

constexpr std::array kWires{
    Wire{
        "TransferEncodingGzip",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
        "transfer_encoding"
    },
    Wire{
        "TransferEncodingIdentity",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n",
        "transfer_encoding"
    },
    Wire{
        "TransferEncodingXchunked",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n",
        "transfer_encoding"
    },
    Wire{
        "TransferEncodingChunkedTwice",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: "
        "chunked\r\n\r\n0\r\n\r\n",
        "transfer_encoding"
    },
    Wire{
        "TransferEncodingList",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "transfer_encoding"
    },
    Wire{
        "TransferEncodingInHttp10",
        "POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "transfer_encoding"
    },
    Wire{
        "LengthAndEncoding",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: "
        "chunked\r\n\r\n0\r\n\r\n",
        "length_and_encoding"
    },
    Wire{
        "EncodingAndLength",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\nContent-Length: 5\r\n\r\n",
        "length_and_encoding"
    },
    Wire{
        "LengthTwiceEqual",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        "content_length"
    },
    Wire{
        "LengthTwiceDifferent",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "content_length"
    },
    Wire{
        "LengthList",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nhello",
        "content_length"
    },
    Wire{
        "LengthSigned",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello",
        "content_length"
    },
    Wire{
        "LengthNegative",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nhello",
        "content_length"
    },
    Wire{
        "LengthHexadecimal",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello",
        "content_length"
    },
    Wire{
        "LengthEmpty", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", "content_length"
    },
    Wire{
        "LengthTooLongToRead",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999999999999999\r\n\r\n",
        "content_length"
    },
    Wire{"NoHost", "GET /things/1 HTTP/1.1\r\n\r\n", "host"},
    Wire{"TwoHosts", "GET /things/1 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "host"},
    Wire{"EmptyHost", "GET /things/1 HTTP/1.1\r\nHost:\r\n\r\n", "host"},
    Wire{"HostWithPath", "GET /things/1 HTTP/1.1\r\nHost: a/b\r\n\r\n", "host"},
    Wire{"FoldedField", "GET /things/1 HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n", "folded_line"},
    Wire{"FoldedFirstField", "GET /things/1 HTTP/1.1\r\n Host: a\r\n\r\n", "folded_line"},
    Wire{"BlankBeforeColon", "GET /things/1 HTTP/1.1\r\nHost : a\r\n\r\n", "field_name"},
    Wire{
        "FieldWithoutColon", "GET /things/1 HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n", "field_name"
    },
    Wire{"FieldWithoutName", "GET /things/1 HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", "field_name"},
    Wire{
        "BareLineFeedEndsField", "GET /things/1 HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", "bare_line_feed"
    },
    Wire{"BareLineFeedsEndHeader", "GET /things/1 HTTP/1.1\nHost: a\n\n", "bare_line_feed"},
    Wire{
        "BareCarriageReturn",
        "GET /things/1 HTTP/1.1\r\nHost: a\r\nX: b\rc\r\n\r\n",
        "control_character"
    },
    Wire{"Nul", "GET /things/1 HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n"sv, "control_character"},
    Wire{"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "http_version"},
    Wire{"Http12", "GET /things/1 HTTP/1.2\r\nHost: a\r\n\r\n", "http_version"},
    Wire{"Http09", "GET /things/1\r\n\r\n", "request_line"},
    Wire{"LowerCaseVersion", "GET /things/1 http/1.1\r\nHost: a\r\n\r\n", "http_version"},
    Wire{"TwoBlanksInRequestLine", "GET  /things/1 HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{"AbsoluteFormOfAUser", "GET http://u@a/things/1 HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{"AbsoluteFormOfNobody", "GET http:///things/1 HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{"AbsoluteFormOfOthers", "GET ftp://a/things/1 HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{"AuthorityForm", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{"AsteriskForm", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{"DotSegment", "GET /console/../orders HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{"EncodedDotSegment", "GET /console/%2e%2E/orders HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{"EncodedSlash", "GET /things/a%2fb HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{"EncodedBackslash", "GET /things/a%5Cb HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{"BrokenEscape", "GET /things/%zz HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{"CutEscape", "GET /things/%4 HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{"EncodedNul", "GET /things/%00 HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{"InvalidUtf8", "GET /things/%c3%28 HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{"InvalidUtf8InQuery", "GET /things/1?q=%ff HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{"Fragment", "GET /things/1#a HTTP/1.1\r\nHost: a\r\n\r\n", "target"},
    Wire{
        "ConnectionThatIsNoList",
        "GET /things/1 HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\xae\r\n\r\n",
        "connection"
    },
    Wire{
        "TwoAuthorizations",
        "GET /things/1 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\nAuthorization: Bearer "
        "b\r\n\r\n",
        "repeated_field"
    },
    Wire{
        "TwoSignatures",
        "GET /things/1 HTTP/1.1\r\nHost: a\r\nX-Shopify-Hmac-Sha256: a\r\nx-shopify-hmac-sha256: "
        "b\r\n\r\n",
        "repeated_field"
    },
    Wire{
        "TwoIdempotencyKeys",
        "GET /things/1 HTTP/1.1\r\nHost: a\r\nIdempotency-Key: a\r\nIdempotency-Key: a\r\n\r\n",
        "repeated_field"
    },
    Wire{
        "ChunkSizeNotHexadecimal",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n0\r\n\r\n",
        "chunk"
    },
    Wire{
        "ChunkSizeOverflows",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n11111111111111111\r\n",
        "chunk"
    },
    Wire{
        "ChunkWithoutEnd",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
        "chunked\r\n\r\n3\r\nabcde\r\n0\r\n\r\n",
        "chunk"
    },
    Wire{
        "Trailer",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
        "chunked\r\n\r\n1\r\na\r\n0\r\nAuthorization: Bearer r9_test_good\r\n\r\n",
        "trailer"
    },
    Wire{"TlsHandshake", "\x16\x03\x01\x02", "request_line"},
};

class HostileWire : public testing::TestWithParam<Wire> {};

TEST_P(HostileWire, IsRefusedOnceAndEndsTheConnection) {
    const Wire& wire = GetParam();
    TestServer server;
    WirePeer peer{server.port()};
    peer.send(std::string{wire.bytes} + std::string{smuggled});
    const auto reply = peer.read_reply();
    ASSERT_TRUE(reply) << wire.name;
    EXPECT_EQ(reply->status, 400);
    EXPECT_EQ(reply->field("Connection"), "close");
    EXPECT_EQ(reply->field("Content-Type"), "application/problem+json");
    EXPECT_TRUE(peer.closed_by_server());
    const std::string counted =
        "route9_http_guard_refusals_total{rule=\"" + std::string{wire.rule} + "\"} 1";
    EXPECT_NE(server.metrics().find(counted), std::string::npos) << counted;
}

INSTANTIATE_TEST_SUITE_P(Rfc9112, HostileWire, testing::ValuesIn(kWires), [](const auto& wire) {
    return std::string{wire.param.name};
});

} // namespace
} // namespace route9::tests
