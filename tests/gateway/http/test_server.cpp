// SPDX-License-Identifier: Apache-2.0
#include "test_server.hpp"

#include "platform/timer.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <utility>

namespace route9::tests {

using namespace gateway::http;
using platform::task;

namespace {

Principal seller(Scopes scopes, std::byte key) {
    IdBytes id{};
    id[0] = key;
    return Principal{
        .tenant = TenantId{"t1"},
        .role = Role::seller,
        .party = PartyId{"s1"},
        .scopes = scopes,
        .key = KeyId{id},
        .test = true,
    };
}

Response throws(Request&) {
    throw std::runtime_error("secret internals");
}

Result<Response> refuses(Request&) {
    return fail_field("/items/0/quantity", "out_of_range", "Give 1 to 1000000.");
}

Response splits(Request&) {
    Response response = text_response(200, "x");
    response.headers.emplace_back("Location", "/a\r\nSet-Cookie: stolen");
    return response;
}

Response echo(Request& request) {
    return text_response(200, request.body);
}

Response thing(Request& request) {
    return text_response(200, std::string{request.parameter("id")});
}

Response list(Request&) {
    return json_response(200, Json{{"items", Json::array()}, {"next", nullptr}});
}

Response book(Request& request) {
    // {"book":"…"} is so many bytes in all
    const std::size_t bytes = std::stoul(std::string{request.parameter("bytes")});
    return json_response(200, Json{{"book", std::string(bytes - 11, 'x')}});
}

Response rest(Request& request) {
    return text_response(200, std::string{request.parameter("rest")});
}

Response who(Request& request) {
    return text_response(200, request.principal->tenant.text());
}

Response nothing(Request&) {
    return empty_response(204);
}

Route open_route(Method method, std::string pattern, std::string name, Handler handler) {
    return Route{
        .method = method,
        .pattern = std::move(pattern),
        .name = std::move(name),
        .access = Access::open,
        .scope = std::nullopt,
        .handler = std::move(handler),
    };
}

} // namespace

task<Result<Principal>> TwoKeys::authenticate(gateway::http::Credentials presented, Tick) {
    const Scopes reads = Scopes{}.with(Scope::orders_read);
    if (presented.session == good_session) {
        Principal person = seller(reads.with(Scope::orders_write), std::byte{3});
        person.user = UserId{};
        co_return person;
    }
    if (presented.bearer == good_key) {
        co_return seller(reads.with(Scope::orders_write), std::byte{1});
    }
    if (presented.bearer == reader_key) {
        co_return seller(reads, std::byte{2});
    }
    co_return fail(ErrorCode::unauthenticated);
}

ServerOptions quick_options() {
    constexpr Milliseconds quick{150};
    return ServerOptions{
        .port = 0,
        .budgets = {.idle = quick, .header = quick, .body = quick, .write = quick, .linger = quick},
        .rates =
            {
                .network = {.quota = 100'000, .window = Seconds{60}},
                .key = {.quota = 100'000, .window = Seconds{60}},
                .hook = {.quota = 100'000, .window = Seconds{60}},
            },
    };
}

TestServer::TestServer(const ServerOptions& options, const std::string& log_file)
    : log_(clock_, {.file = log_file}) {
    std::vector<std::reference_wrapper<platform::Worker>> workers;
    for (std::size_t i = 0; i < 2; ++i) {
        workers_.push_back(std::make_unique<platform::Worker>(i, log_));
        workers.emplace_back(*workers_.back());
    }
    const ServerDependencies dependencies{clock_, entropy_, log_, metrics_, keys_, compute_};
    server_ = std::make_unique<Server>(options, routes(), dependencies, workers);
    if (!server_->listen()) {
        throw std::runtime_error("cannot listen");
    }
    for (const auto& worker : workers_) {
        worker->start();
    }
    server_->start();
}

TestServer::~TestServer() {
    stop(Milliseconds{0});
}

void TestServer::wait_for_slow() {
    slow_began_.wait(false);
}

void TestServer::release_slow() {
    slow_released_.store(true);
}

void TestServer::stop(Milliseconds patience) {
    if (std::exchange(stopped_, true)) {
        return;
    }
    server_->drain();
    for (const auto& worker : workers_) {
        worker->stop(patience);
    }
}

std::vector<Route> TestServer::routes() {
    std::vector<Route> table;
    table.push_back(open_route(Method::get, "/things/{id}", "thing", thing));
    table.push_back(open_route(Method::delete_, "/things/{id}", "thing_delete", nothing));
    table.push_back(open_route(Method::get, "/list", "list", list));
    table.push_back(open_route(Method::post, "/list", "list_changed", list));
    table.push_back(open_route(Method::get, "/book/{bytes}", "book", book));
    table.back().compressible = true;
    table.push_back(open_route(Method::post, "/echo", "echo", echo));
    table.push_back(open_route(Method::post, "/small", "small", echo));
    table.back().body_bytes_max = 16;
    table.push_back(open_route(Method::post, "/form", "form", echo));
    table.back().body_bytes_max = 16;
    table.back().too_large = [](const Request& request) -> Result<Response> {
        const auto language = request.target.query.find("lang").value_or("");
        return text_response(413, "too large, " + std::string{language});
    };
    table.push_back(open_route(Method::get, "/throws", "throws", throws));
    table.push_back(open_route(Method::get, "/refuses", "refuses", refuses));
    table.push_back(open_route(Method::get, "/splits", "splits", splits));
    table.push_back(open_route(Method::get, "/console/{rest...}", "console", rest));
    table.push_back(open_route(Method::get, "/slow", "slow", [this](Request& request) {
        return slow(request);
    }));
    table.push_back(open_route(Method::get, "/orders", "orders", who));
    table.back().access = Access::key;
    table.back().scope = Scope::orders_read;
    table.push_back(open_route(Method::post, "/orders", "orders_create", who));
    table.back().access = Access::key;
    table.back().scope = Scope::orders_write;
    table.push_back(open_route(Method::post, "/hooks/{connection}", "hook", nothing));
    table.back().access = Access::hook;
    return table;
}

task<Result<Response>> TestServer::slow(Request&) {
    slow_began_.store(true);
    slow_began_.notify_all();
    platform::Timer timer{co_await platform::net::this_coro::executor};
    while (!slow_released_.load()) {
        timer.expires_after(Milliseconds{2});
        co_await timer.async_wait(platform::awaiting);
    }
    co_return text_response(200, "done");
}

} // namespace route9::tests
