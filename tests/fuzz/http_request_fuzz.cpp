// SPDX-License-Identifier: Apache-2.0
// Whatever the guard lets through, Beast must read in the same way: same length, same framing, same
// fields. A header on which the two disagree is a way to smuggle requests.
#include "core/assert.hpp"
#include "gateway/http/request_guard.hpp"
#include "gateway/http/target.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/none.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace route9 {
namespace {

namespace beast_http = boost::beast::http;
using namespace gateway::http;

void check_agreement(std::string_view raw, const Head& head, const std::vector<Field>& fields) {
    beast_http::request_parser<beast_http::empty_body> parser;
    // How long a body may be is the route's to say, after the guard; here any length is compared.
    parser.body_limit(boost::none);
    boost::beast::error_code error;
    const std::size_t taken = parser.put(boost::asio::buffer(raw), error);
    ROUTE9_ASSERT(!error);
    ROUTE9_ASSERT(taken == raw.size());
    ROUTE9_ASSERT(parser.is_header_done());
    ROUTE9_ASSERT(parser.chunked() == head.chunked);
    const auto length = parser.content_length();
    ROUTE9_ASSERT(length.has_value() == head.content_length.has_value());
    ROUTE9_ASSERT(!length || *length == *head.content_length);
    const auto& message = parser.get();
    ROUTE9_ASSERT(std::string_view{message.target()} == head.target);
    const auto count = std::distance(message.begin(), message.end());
    ROUTE9_ASSERT(static_cast<std::size_t>(count) == fields.size());
    for (const Field& field : fields) {
        ROUTE9_ASSERT(message.find(field.name) != message.end());
    }
}

void check_target(std::string_view raw) {
    Target target;
    if (!parse_target(raw, target)) {
        return;
    }
    ROUTE9_ASSERT(target.path.starts_with('/'));
    ROUTE9_ASSERT((target.path + "/").find("/../") == std::string::npos);
    ROUTE9_ASSERT(target.path.find('\\') == std::string::npos);
}

} // namespace
} // namespace route9

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace route9;
    const std::string input{data, data + size};
    gateway::http::HeadScanner scanner;
    const auto progress = scanner.scan(input);
    if (progress.state != gateway::http::HeadScanner::State::complete) {
        return 0;
    }
    const std::string_view raw = std::string_view{input}.substr(0, progress.bytes);
    std::vector<gateway::http::Field> fields;
    const auto head = gateway::http::read_head(raw, fields);
    if (head) {
        check_agreement(raw, *head, fields);
        check_target(head->target);
    }
    return 0;
}
