// SPDX-License-Identifier: Apache-2.0
#include "beast_floor.hpp"

#include "platform/net.hpp"
#include "platform/socket.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <chrono>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace route9::bench {
namespace {

namespace beast = boost::beast;
namespace net = platform::net;
using platform::awaiting;
using platform::task;
using platform::Tcp;
using Stream = beast::basic_stream<Tcp, platform::Executor>;

constexpr std::size_t buffer_bytes_max = 64 * 1024;
constexpr std::chrono::seconds budget{30};

task<void> serve(Stream stream) {
    stream.socket().set_option(Tcp::no_delay{true});
    beast::flat_buffer buffer{buffer_bytes_max};
    while (true) {
        beast::http::request_parser<beast::http::string_body> parser;
        stream.expires_after(budget);
        const auto [read_error, read] =
            co_await beast::http::async_read(stream, buffer, parser, awaiting);
        if (read_error) {
            co_return;
        }
        beast::http::response<beast::http::string_body> response{
            beast::http::status::ok, parser.get().version()
        };
        response.set(beast::http::field::content_type, "text/plain");
        response.body() = "ok";
        response.prepare_payload();
        stream.expires_after(budget);
        const auto [write_error, written] =
            co_await beast::http::async_write(stream, response, awaiting);
        if (write_error) {
            co_return;
        }
    }
}

task<void> accept(platform::TcpAcceptor& acceptor) {
    while (true) {
        auto [error, socket] = co_await acceptor.async_accept(awaiting);
        if (error) {
            co_return;
        }
        net::co_spawn(acceptor.get_executor(), serve(Stream{std::move(socket)}), net::detached);
    }
}

} // namespace

struct BeastFloor::State {
    struct Core {
        net::io_context context{1};
        std::optional<platform::TcpAcceptor> acceptor;
        std::thread thread;
    };

    std::vector<std::unique_ptr<Core>> cores;
    std::uint16_t port = 0;
};

BeastFloor::BeastFloor(std::size_t threads) : state_(std::make_unique<State>()) {
    for (std::size_t i = 0; i < threads; ++i) {
        auto core = std::make_unique<State::Core>();
        auto& acceptor = core->acceptor.emplace(core->context.get_executor(), Tcp::v4());
        acceptor.set_option(platform::ReusePort{});
        acceptor.bind({net::ip::address_v4::loopback(), state_->port});
        acceptor.listen();
        state_->port = acceptor.local_endpoint().port();
        net::co_spawn(core->context, accept(acceptor), net::detached);
        state_->cores.push_back(std::move(core));
    }
    for (const auto& core : state_->cores) {
        core->thread = std::thread([at = core.get()] { at->context.run(); });
    }
}

BeastFloor::~BeastFloor() {
    for (const auto& core : state_->cores) {
        core->context.stop();
        core->thread.join();
    }
}

std::uint16_t BeastFloor::port() const noexcept {
    return state_->port;
}

} // namespace route9::bench
