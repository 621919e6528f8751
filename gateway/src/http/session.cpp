// SPDX-License-Identifier: Apache-2.0
#include "http/session.hpp"

#include "core/limits.hpp"
#include "http/response_writer.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace route9::gateway::http {
namespace {

namespace net = platform::net;
using boost::system::error_code;
using platform::awaiting;
using platform::task;

/// A connection that once carried more than this gives the memory back.
constexpr std::size_t body_kept_bytes_max = 64 * 1024;

/// Room reserved among all bodies in flight, given back when the body was handled.
class BodyRoom {
public:
    explicit BodyRoom(Edge& edge) : edge_(edge) {}
    BodyRoom(const BodyRoom&) = delete;
    BodyRoom& operator=(const BodyRoom&) = delete;
    ~BodyRoom() { edge_.release_body(bytes_); }

    bool reserve(const Exchange& exchange) {
        const std::size_t bytes =
            exchange.head.content_length.value_or(exchange.route->body_bytes_max);
        if (!edge_.reserve_body(bytes)) {
            return false;
        }
        bytes_ = bytes;
        return true;
    }

private:
    Edge& edge_;
    std::size_t bytes_ = 0;
};

} // namespace

Session::Session(
    platform::TcpSocket socket, ConnectionQuota::Unit unit, bool from_proxy, SessionHost& host
)
    : socket_(std::move(socket)), unit_(std::move(unit)), from_proxy_(from_proxy), host_(host),
      edge_(host.edge), buffer_(limits::read_buffer_bytes_max) {
    host_.add(*this);
    edge_.metrics.connection_opened();
}

Session::~Session() {
    host_.remove(*this);
    edge_.metrics.connection_closed();
}

task<void> Session::run() {
    error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(platform::Tcp::no_delay{true}, ignored);
    while (co_await serve_one()) {
        if (buffer_.size() > 0) {
            // A client that sends ahead must not keep the others from their turn.
            co_await net::post(socket_.get_executor(), awaiting);
        }
    }
}

void Session::expire(Tick now) {
    if (now < phase_ends_) {
        return;
    }
    phase_ends_ = Tick::max();
    late_ = true;
    edge_.metrics.timed_out(phase_);
    error_code ignored;
    socket_.cancel(ignored);
}

void Session::close_if_idle() {
    if (phase_ == Phase::idle) {
        error_code ignored;
        socket_.cancel(ignored);
    }
}

task<bool> Session::serve_one() {
    const Reading header = co_await receive_header();
    if (header == Reading::lost) {
        co_return false;
    }
    begin_exchange();
    std::optional<Response> response;
    if (header == Reading::complete && read_request()) {
        response = co_await edge_.admit(exchange_);
    } else {
        response = refuse(error_of(broken_));
        edge_.metrics.guard_refused(broken_);
    }
    BodyRoom room{edge_};
    if (!response && body_unread_) {
        const bool fits = room.reserve(exchange_);
        const Reading body = fits ? co_await receive_body() : refused_with(ErrorCode::overloaded);
        if (body == Reading::lost) {
            edge_.record(exchange_, Response{.status = 400});
            co_return false;
        }
        if (body == Reading::refused) {
            response = refuse_body();
        }
    }
    if (!response) {
        enter(Phase::handling, Milliseconds::max());
        response = co_await edge_.handle(exchange_);
    }
    co_return co_await send(std::move(*response));
}

task<bool> Session::send(Response response) {
    const bool keep_alive = may_continue(response);
    compose(response, keep_alive);
    const bool whole = exchange_.head.method != Method::head && has_content(response.status);
    const std::string_view content = whole ? response.content() : std::string_view{};
    std::array<net::const_buffer, 2> parts{net::buffer(out_), net::buffer(content)};
    error_code error;
    // Nearly always the socket takes an answer at once, without a turn of the event loop.
    const std::size_t sent = socket_.write_some(parts, error);
    parts[1] += sent - std::min(sent, out_.size());
    parts[0] += std::min(sent, out_.size());
    if (net::buffer_size(parts) > 0 && (!error || error == net::error::would_block)) {
        enter(Phase::writing, edge_.options.budgets.write);
        const auto [write_error, count] = co_await net::async_write(socket_, parts, awaiting);
        error = write_error;
    }
    edge_.record(exchange_, response);
    if (!error && !keep_alive) {
        co_await linger();
    }
    co_return !error && keep_alive;
}

/// Closing with unread bytes would reset the connection and may take the answer with it.
task<void> Session::linger() {
    error_code ignored;
    socket_.shutdown(platform::TcpSocket::shutdown_send, ignored);
    enter(Phase::lingering, edge_.options.budgets.linger);
    buffer_.clear();
    std::size_t discarded = 0;
    while (discarded < limits::linger_bytes_max) {
        const auto room = buffer_.prepare(limits::read_buffer_bytes_max);
        const auto [error, bytes] = co_await socket_.async_read_some(room, awaiting);
        if (error) {
            co_return;
        }
        discarded += bytes;
    }
}

void Session::begin_exchange() {
    ++served_;
    enter(Phase::handling, Milliseconds::max());
    Request& request = exchange_.request;
    exchange_.head = Head{};
    exchange_.route = nullptr;
    exchange_.route_index = edge_.router().routes().size();
    exchange_.drawn.reset();
    exchange_.started = edge_.clock.machine();
    request.deadline = exchange_.started + limits::request_budget;
    request.id = host_.request_id();
    request.network = unit_.name();
    request.principal.reset();
    request.headers = Headers{};
    request.body.clear();
    if (request.body.capacity() > body_kept_bytes_max) {
        request.body.shrink_to_fit();
    }
    body_unread_ = false;
    edge_.metrics.request_began();
}

/// An answer to a request whose bytes cannot be trusted any further.
Response Session::refuse(const Error& error) const {
    Response response = edge_.refuse(exchange_, error);
    response.close = true;
    return response;
}

Response Session::refuse_body() const {
    if (refusal_.code != ErrorCode::payload_too_large) {
        return refuse(refusal_);
    }
    Response response = edge_.too_large(exchange_);
    response.close = true;
    return response;
}

bool Session::may_continue(const Response& response) {
    const std::uint64_t length = exchange_.head.content_length.value_or(0);
    if (body_unread_ && !exchange_.head.chunked && length <= buffer_.size()) {
        // The refused body is here already: stepping over it keeps the connection in frame.
        buffer_.consume(length);
        body_unread_ = false;
    }
    return exchange_.head.keep_alive && !response.close && !body_unread_ && !edge_.draining() &&
           served_ < edge_.options.requests_per_connection_max;
}

void Session::compose(Response& response, bool keep_alive) {
    edge_.complete(exchange_, response);
    const AnswerFrame frame{
        .request_id = exchange_.request.id, .date = host_.date(), .keep_alive = keep_alive
    };
    try {
        write_head(out_, response, frame);
    } catch (const std::invalid_argument& exception) {
        const platform::Correlation id{exchange_.request.id};
        edge_.log.error("http.answer_refused", {{"request", id}, {"exception", exception}});
        response = edge_.refuse(exchange_, {.code = ErrorCode::internal});
        write_head(out_, response, frame);
    }
}

void Session::enter(Phase phase, Milliseconds budget) {
    phase_ = phase;
    late_ = false;
    phase_ends_ = budget == Milliseconds::max() ? Tick::max() : edge_.clock.machine() + budget;
}

} // namespace route9::gateway::http
