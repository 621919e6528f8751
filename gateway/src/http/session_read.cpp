// SPDX-License-Identifier: Apache-2.0
// The reading half of a session: header, request, body.
#include "core/limits.hpp"
#include "http/chunked_body.hpp"
#include "http/client_network.hpp"
#include "http/session.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>

#include <algorithm>

namespace route9::gateway::http {
namespace {

namespace beast = boost::beast;
namespace net = platform::net;
using boost::system::error_code;
using platform::awaiting;
using platform::task;

constexpr std::size_t read_bytes = 8 * 1024;
/// A body grows with what arrives, not with what its header claims.
constexpr std::size_t body_step_bytes = 256 * 1024;
constexpr std::string_view invitation = "HTTP/1.1 100 Continue\r\n\r\n";

bool is_request_id(std::string_view text) {
    return !text.empty() && text.size() <= limits::request_id_bytes_max &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

} // namespace

task<Session::Reading> Session::receive_header() {
    scanner_.reset();
    phase_ = Phase::handling; // so that entering idle or header below starts its budget
    bool blank_line_skipped = false;
    while (true) {
        if (!blank_line_skipped && buffered().starts_with("\r\n")) {
            // RFC 9112 §2.2: one empty line before a request is forgiven.
            blank_line_skipped = true;
            buffer_.consume(2);
        }
        const std::string_view received = buffered();
        if (!received.empty() && (blank_line_skipped || received != "\r")) {
            const HeadScanner::Progress progress = scanner_.scan(received);
            if (progress.state == HeadScanner::State::refused) {
                broken_ = progress.rule;
                co_return Reading::refused;
            }
            if (progress.state == HeadScanner::State::complete) {
                raw_head_.assign(received.substr(0, progress.bytes));
                buffer_.consume(progress.bytes);
                co_return Reading::complete;
            }
        }
        if (received.empty() && edge_.draining()) {
            co_return Reading::lost;
        }
        const Phase phase = received.empty() ? Phase::idle : Phase::header;
        if (phase != phase_) {
            const Budgets& budgets = edge_.options.budgets;
            enter(phase, phase == Phase::idle ? budgets.idle : budgets.header);
        }
        const auto room = buffer_.prepare(read_bytes);
        const auto [error, bytes] = co_await socket_.async_read_some(room, awaiting);
        if (error) {
            co_return Reading::lost;
        }
        buffer_.commit(bytes);
    }
}

/// False when a rule is broken.
bool Session::read_request() {
    const auto head = read_head(raw_head_, fields_);
    if (!head) {
        broken_ = head.error();
        return false;
    }
    Request& request = exchange_.request;
    exchange_.head = *head;
    body_unread_ = head->has_body();
    request.method = head->method;
    request.headers = Headers{fields_};
    if (from_proxy_) {
        read_client();
    }
    const auto given_id = request.headers.find("x-request-id");
    if (given_id && is_request_id(*given_id)) {
        request.id = *given_id;
    }
    if (head->target == any_target) {
        request.target = {.path = std::string{any_target}, .query = {}};
        return true;
    }
    if (!parse_target(head->target, request.target)) {
        broken_ = GuardRule::target;
        return false;
    }
    return true;
}

void Session::read_client() {
    const auto client = edge_.options.proxies.client_of(exchange_.request.headers);
    if (client) {
        forwarded_ = client_network(net::ip::make_address(*client));
        exchange_.request.network = forwarded_;
    }
}

task<Session::Reading> Session::receive_body() {
    if (exchange_.head.expectation == Expectation::continue_ && buffer_.size() == 0) {
        const bool invited = co_await invite_body();
        if (!invited) {
            co_return Reading::lost;
        }
    }
    enter(Phase::body, edge_.options.budgets.body);
    Reading reading = Reading::lost;
    if (exchange_.head.chunked) {
        reading = co_await receive_chunked_body();
    } else {
        reading = co_await receive_sized_body(*exchange_.head.content_length);
    }
    body_unread_ = reading != Reading::complete;
    if (reading == Reading::lost && late_) {
        co_return refused_with(ErrorCode::request_incomplete);
    }
    co_return reading;
}

task<Session::Reading> Session::receive_sized_body(std::size_t bytes) {
    std::string& body = exchange_.request.body;
    const std::size_t ahead = std::min(bytes, buffer_.size());
    body.assign(buffered().substr(0, ahead));
    buffer_.consume(ahead);
    std::size_t received = ahead;
    while (received < bytes) {
        if (received == body.size()) {
            body.resize(std::min(bytes, received + body_step_bytes));
        }
        const auto room = net::buffer(body.data() + received, body.size() - received);
        const auto [error, count] = co_await socket_.async_read_some(room, awaiting);
        if (error) {
            co_return Reading::lost;
        }
        received += count;
    }
    co_return Reading::complete;
}

task<Session::Reading> Session::receive_chunked_body() {
    ChunkedBody parser{exchange_.request.body};
    parser.header_limit(limits::header_bytes_max * 2);
    parser.body_limit(exchange_.route->body_bytes_max);
    error_code error;
    parser.put(net::buffer(raw_head_), error);
    if (!error && !parser.is_done()) {
        const auto [read_error, count] =
            co_await beast::http::async_read(socket_, buffer_, parser, awaiting);
        error = read_error;
    }
    if (!error) {
        co_return Reading::complete;
    }
    if (error == beast::http::error::body_limit) {
        co_return refused_with(ErrorCode::payload_too_large);
    }
    const auto& of_parser = beast::http::make_error_code(beast::http::error::bad_chunk).category();
    if (error == beast::http::error::partial_message || error.category() != of_parser) {
        co_return Reading::lost;
    }
    broken_ = parser.had_trailer() ? GuardRule::trailer : GuardRule::chunk;
    edge_.metrics.guard_refused(broken_);
    refusal_ = error_of(broken_);
    co_return Reading::refused;
}

task<bool> Session::invite_body() {
    enter(Phase::writing, edge_.options.budgets.write);
    const auto bytes = net::buffer(invitation);
    const auto [error, count] = co_await net::async_write(socket_, bytes, awaiting);
    co_return !error;
}

Session::Reading Session::refused_with(ErrorCode code) {
    refusal_ = Error{.code = code};
    return Reading::refused;
}

std::string_view Session::buffered() const {
    return {static_cast<const char*>(buffer_.cdata().data()), buffer_.size()};
}

} // namespace route9::gateway::http
