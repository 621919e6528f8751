// SPDX-License-Identifier: Apache-2.0
#include "served_hooks.hpp"

#include "core/json.hpp"
#include "gateway/channels/fetch_orders.hpp"
#include "gateway/channels/order_fetches.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/response.hpp"
#include "http/wire_peer.hpp"

#include <stdexcept>

namespace route9::tests {
namespace {

using namespace gateway::http;

constexpr std::int64_t kLeaseMs = 60'000;
constexpr std::int64_t kMuchLaterMs = 1'000'000'000'000'000; // every pause is over
constexpr int kAtOnce = 10;

class NoKeys final : public Authenticator {
public:
    platform::task<Result<Principal>> authenticate(Credentials, Tick) override {
        co_return fail(ErrorCode::unauthenticated);
    }
};

ServerOptions on_any_port() {
    ServerOptions options;
    options.port = 0;
    return options;
}

} // namespace

ServedHooks::ServedHooks(ServicesUnderTest& under_test)
    : under_test_(under_test), worker_(1, under_test.services().log),
      nobody_(std::make_unique<NoKeys>()), http_(platform::OutboundLimits{}),
      caller_(under_test.services(), http_) {
    const auto& services = under_test_.services();
    server_ = std::make_unique<Server>(
        on_any_port(),
        routes(),
        ServerDependencies{
            services.clock,
            services.entropy,
            services.log,
            services.metrics,
            *nobody_,
            services.compute
        },
        std::vector<std::reference_wrapper<platform::Worker>>{worker_}
    );
    if (!server_->listen()) {
        throw std::runtime_error("cannot listen");
    }
    worker_.start();
    server_->start();
}

ServedHooks::~ServedHooks() {
    http_.stop();
    server_->drain();
    worker_.stop(Milliseconds{0});
}

std::vector<Route> ServedHooks::routes() {
    std::vector<Route> table;
    table.push_back(gateway::endpoints::post_hook(under_test_.services()));
    for (const Method method : {Method::get, Method::post}) {
        table.push_back({
            .method = method,
            .pattern = "/api/{rest...}",
            .name = method == Method::get ? "platform" : "platform_asked",
            .access = Access::open,
            .scope = std::nullopt,
            .handler = [this](Request&) { return text_response(200, answer_); },
        });
    }
    return table;
}

std::string ServedHooks::base_url() const {
    return "http://127.0.0.1:" + std::to_string(server_->port());
}

std::string ServedHooks::push(
    const std::string& platform,
    const std::string& connection,
    const Fields& headers,
    const std::string& body
) {
    std::string request = "POST /v1/hooks/" + platform + "/" + connection +
                          " HTTP/1.1\r\nHost: r9.example.vn\r\nContent-Type: application/json\r\n" +
                          "Content-Length: " + std::to_string(body.size()) + "\r\n";
    for (const auto& [name, value] : headers) {
        request.append(name).append(": ").append(value).append("\r\n");
    }
    WirePeer peer{server_->port()};
    peer.send(request + "\r\n" + body);
    const auto reply = peer.read_reply();
    if (!reply) {
        throw std::runtime_error("no answer to the push");
    }
    const bool is_problem = reply->field("Content-Type") == "application/problem+json";
    const std::string what =
        is_problem ? Json::parse(reply->body).at("code").get<std::string>() : reply->body;
    return std::to_string(reply->status) + (what.empty() ? "" : " " + what);
}

std::size_t ServedHooks::fetch() {
    using Fetches = std::vector<gateway::OrderFetch>;
    auto due = under_test_.store().write([](Tx& tx) -> Result<Fetches> {
        const auto waiting = gateway::order_fetches::waiting(tx, kMuchLaterMs, 1);
        if (waiting.empty()) {
            return Fetches{};
        }
        return gateway::order_fetches::claim(
            tx, waiting.front(), kMuchLaterMs, kMuchLaterMs + kLeaseMs, kAtOnce
        );
    });
    const std::size_t count = due->size();
    if (count > 0) {
        under_test_.run([&]() -> platform::task<Result<bool>> {
            co_await gateway::fetch_orders(under_test_.services(), caller_, *std::move(due));
            co_return true;
        });
    }
    return count;
}

} // namespace route9::tests
