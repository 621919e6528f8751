// SPDX-License-Identifier: Apache-2.0
#include "http/edge.hpp"

#include "gateway/http/content_coding.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/http/query_names.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace route9::gateway::http {
namespace {

struct RouteTag;

using platform::Correlation;
using platform::task;

/// The token of `Authorization: Bearer …`; empty when there is none.
std::string_view bearer_of(const Headers& headers) {
    constexpr std::string_view scheme = "bearer ";
    const std::string_view value = headers.find("authorization").value_or(std::string_view{});
    if (!equal_ignoring_case(value.substr(0, scheme.size()), scheme)) {
        return {};
    }
    return value.substr(scheme.size());
}

Name<RouteTag> route_name(const Router& router, std::size_t index) {
    const std::vector<Route>& routes = router.routes();
    return Name<RouteTag>{index < routes.size() ? routes[index].name : "none"};
}

std::string_view bytes_of(const IdBytes& id) {
    return {reinterpret_cast<const char*>(id.data()), id.size()};
}

/// RFC 9110 §9.2.1, of the methods we have.
bool is_safe(Method method) {
    return method == Method::get || method == Method::head || method == Method::options;
}

MethodSet all_methods(const std::vector<Route>& routes) {
    MethodSet methods;
    methods.add(Method::head);
    methods.add(Method::options);
    for (const Route& route : routes) {
        methods.add(route.method);
    }
    return methods;
}

/// JSON that is read is cached by its bytes, unless its handler has a better tag.
void tag_content(Response& response, const Headers& headers) {
    const bool tagged = std::ranges::any_of(response.headers, [](const auto& header) {
        return header.first == "ETag";
    });
    if (tagged || response.status != 200 || response.content_type != json_type) {
        return;
    }
    std::string etag = content_etag(response.content());
    if (not_modified(headers, etag)) {
        Response unchanged = empty_response(304);
        unchanged.headers = std::move(response.headers);
        response = std::move(unchanged);
    }
    response.headers.emplace_back("ETag", std::move(etag));
}

/// Who is to leave places to others.
std::string_view caller_of(const Exchange& exchange) {
    const Request& request = exchange.request;
    if (request.principal) {
        return request.principal->tenant.text();
    }
    switch (exchange.route->access) {
    case Access::probe: // a balancer must hear of us, whoever floods the door beside it
    case Access::hook:
        return request.target.path;
    case Access::open:
    case Access::key:
    case Access::person:
        break;
    }
    return request.network;
}

/// "2 MiB", "16 bytes"
std::string size_text(std::size_t bytes) {
    constexpr std::size_t kKibi = 1024;
    constexpr std::size_t kMebi = kKibi * kKibi;
    if (bytes % kMebi == 0) {
        return std::to_string(bytes / kMebi) + " MiB";
    }
    return bytes % kKibi == 0 ? std::to_string(bytes / kKibi) + " KiB"
                              : std::to_string(bytes) + " bytes";
}

Response exhausted(const Exchange& exchange, ErrorCode code, std::string detail) {
    const Error error{.code = code, .detail = std::move(detail)};
    return problem(error, exchange.request.id, exchange.drawn->draw.retry_in);
}

} // namespace

Edge::Edge(
    const ServerOptions& server_options,
    std::vector<Route> routes,
    const ServerDependencies& dependencies
)
    : options(server_options), clock(dependencies.clock), entropy(dependencies.entropy),
      log(dependencies.log), metrics(dependencies.metrics, routes),
      quota(server_options.connections_max, server_options.connections_per_network_max),
      authenticator_(dependencies.authenticator), compute_(dependencies.compute),
      router_(std::move(routes)), rates_(server_options.rates),
      places_(server_options.requests_in_flight_max) {}

task<std::optional<Response>> Edge::admit(Exchange& exchange) {
    Request& request = exchange.request;
    if (request.target.path == any_target) {
        exchange.route = nullptr;
        exchange.route_index = router_.routes().size();
        co_return unrouted(exchange, all_methods(router_.routes()));
    }
    const RouteMatch match = router_.match(request.method, request.target.path, request.parameters);
    exchange.route = match.route;
    exchange.route_index = match.route != nullptr ? match.index : router_.routes().size();
    if (match.route == nullptr) {
        co_return unrouted(exchange, match.allow);
    }
    request.deadline = exchange.started + match.route->budget;
    std::optional<Response> refused = co_await authorize(exchange);
    if (refused) {
        co_return refused;
    }
    if (const auto known = check_query(*match.route, request.target.query); !known) {
        co_return refuse(exchange, known.error());
    }
    co_return check_body(exchange);
}

task<Response> Edge::handle(Exchange& exchange) {
    const auto place = places_.take(caller_of(exchange));
    if (!place) {
        co_return refuse(exchange, {.code = ErrorCode::overloaded});
    }
    std::optional<Result<Response>> answer;
    try {
        answer.emplace(co_await call(exchange));
    } catch (const std::exception& exception) {
        const Correlation id{exchange.request.id};
        log.error("http.handler_failed", {{"request", id}, {"exception", exception}});
    }
    if (!answer) {
        Response failed = refuse(exchange, {.code = ErrorCode::internal});
        failed.close = true;
        co_return failed;
    }
    if (!answer->has_value()) {
        co_return refuse(exchange, answer->error());
    }
    if (exchange.route->method == Method::get) {
        tag_content(**answer, exchange.request.headers);
    }
    if (exchange.route->compressible) {
        tell_coding(**answer, exchange.request.headers);
        co_await code_content(exchange, **answer);
    }
    co_return std::move(**answer);
}

Response Edge::refuse(const Exchange& exchange, const Error& error) const {
    return problem(error, exchange.request.id);
}

Response Edge::too_large(const Exchange& exchange) const {
    const Route& route = *exchange.route;
    Result<Response> answer = fail(
        ErrorCode::payload_too_large,
        size_text(route.body_bytes_max) + " at most are taken here; send less at once"
    );
    if (route.too_large) {
        answer = route.too_large(exchange.request);
    }
    return answer ? std::move(*answer) : refuse(exchange, answer.error());
}

void Edge::complete(const Exchange& exchange, Response& response) const {
    if (exchange.drawn) {
        add_rate_headers(response, *exchange.drawn);
    }
}

void Edge::record(const Exchange& exchange, const Response& response) {
    const auto duration = clock.machine() - exchange.started;
    metrics.request_ended(exchange.route_index, response.status, duration);
    if (!options.access_log) {
        return;
    }
    log.info(
        "http.request",
        {{"request", Correlation{exchange.request.id}},
         {"route", route_name(router_, exchange.route_index)},
         {"status", response.status},
         {"bytes", response.content().size()},
         {"us", std::chrono::duration_cast<std::chrono::microseconds>(duration).count()}}
    );
}

bool Edge::reserve_body(std::size_t bytes) noexcept {
    if (body_bytes_.fetch_add(bytes) + bytes > options.body_bytes_in_flight_max) {
        body_bytes_.fetch_sub(bytes);
        return false;
    }
    return true;
}

std::optional<Response> Edge::unrouted(Exchange& exchange, MethodSet allow) {
    if (std::optional<Response> refused = draw_network(exchange)) {
        return refused;
    }
    if (allow.empty()) {
        return refuse(exchange, {.code = ErrorCode::not_found});
    }
    Response response = exchange.request.method == Method::options
                            ? empty_response(204)
                            : refuse(exchange, {.code = ErrorCode::method_not_allowed});
    response.headers.emplace_back("Allow", allow.text());
    return response;
}

task<std::optional<Response>> Edge::authorize(Exchange& exchange) {
    switch (exchange.route->access) {
    case Access::probe:
        co_return std::nullopt;
    case Access::open:
        co_return draw_network(exchange);
    case Access::key:
    case Access::person:
        co_return co_await authenticate(exchange);
    case Access::hook:
        exchange.drawn = rates_.hook(exchange.request.target.path, exchange.started);
        if (!exchange.drawn->draw.allowed) {
            // Platforms disable a hook that answers 4xx; a busy server is what they understand.
            co_return exhausted(exchange, ErrorCode::overloaded, "Slow down; send it again later.");
        }
        co_return std::nullopt;
    }
    co_return std::nullopt;
}

task<std::optional<Response>> Edge::authenticate(Exchange& exchange) {
    Request& request = exchange.request;
    Credentials presented{.bearer = bearer_of(request.headers), .session = {}};
    if (!request.headers.find("authorization")) { // else the key counts
        presented.session = options.origin.session_of(request.headers);
    }
    Result<Principal> principal = fail(
        ErrorCode::unauthenticated,
        "Send Authorization: Bearer with an API key of yours, or sign in."
    );
    if (!presented.bearer.empty() || !presented.session.empty()) {
        principal = co_await authenticator_.authenticate(presented, request.deadline);
    }
    if (!principal) {
        // Failed keys count against the network they come from, never against a tenant.
        const bool wrong = principal.error().code == ErrorCode::unauthenticated;
        std::optional<Response> refused;
        if (wrong) {
            refused = draw_network(exchange);
        }
        co_return refused ? std::move(*refused) : refuse(exchange, principal.error());
    }
    request.principal = std::move(*principal);
    co_return judge(exchange, presented.session);
}

std::optional<Response> Edge::judge(Exchange& exchange, std::string_view session_token) {
    const Request& request = exchange.request;
    const Principal& principal = *request.principal;
    exchange.drawn = principal.user
                         ? rates_.user(bytes_of(principal.user->bytes()), exchange.started)
                         : rates_.key(bytes_of(principal.key.bytes()), exchange.started);
    if (!exchange.drawn->draw.allowed) {
        return exhausted(exchange, ErrorCode::rate_limited, "This key's quota is used up.");
    }
    if (exchange.route->access == Access::person && !principal.user) {
        return refuse(
            exchange,
            {.code = ErrorCode::forbidden, .detail = "A person does this, not a key: sign in."}
        );
    }
    if (principal.user && !is_safe(request.method)) {
        const auto token = request.headers.find("x-csrf-token");
        if (!token || !is_csrf_token(*token, session_token)) {
            return refuse(
                exchange,
                {.code = ErrorCode::cross_site,
                 .detail = "Send X-CSRF-Token as GET /v1/session gives it."}
            );
        }
        if (!options.origin.is_ours(request.headers)) {
            return refuse(
                exchange,
                {.code = ErrorCode::cross_site, .detail = "Send Origin: the page's must be ours."}
            );
        }
    }
    const std::optional<Scope> scope = exchange.route->scope;
    if (scope && !principal.scopes.has(*scope)) {
        const std::string needed{name(*scope)};
        return refuse(
            exchange,
            {.code = ErrorCode::forbidden, .detail = "This needs the scope " + needed + "."}
        );
    }
    return std::nullopt;
}

std::optional<Response> Edge::draw_network(Exchange& exchange) {
    exchange.drawn = rates_.network(exchange.request.network, exchange.started);
    if (exchange.drawn->draw.allowed) {
        return std::nullopt;
    }
    return exhausted(exchange, ErrorCode::rate_limited, "Too many requests from your network.");
}

std::optional<Response> Edge::check_body(const Exchange& exchange) const {
    const auto coding = exchange.request.headers.find("content-encoding");
    if (coding && !equal_ignoring_case(*coding, "identity")) {
        return refuse(
            exchange,
            {.code = ErrorCode::unsupported_media_type,
             .detail = "Send the body without Content-Encoding."}
        );
    }
    if (exchange.head.expectation == Expectation::unknown) {
        return refuse(exchange, {.code = ErrorCode::expectation_failed});
    }
    if (exchange.head.content_length.value_or(0) > exchange.route->body_bytes_max) {
        return too_large(exchange);
    }
    return std::nullopt;
}

task<Result<Response>> Edge::call(Exchange& exchange) {
    const Handler& handler = exchange.route->handler;
    if (const Handler::Plain* plain = handler.plain()) {
        co_return (*plain)(exchange.request);
    }
    co_return co_await handler.awaited()(exchange.request);
}

task<void> Edge::code_content(const Exchange& exchange, Response& response) {
    if (!may_compress(*exchange.route, response) || !wants_gzip(exchange.request.headers)) {
        co_return;
    }
    if (response.content().size() <= compressed_inline_bytes_max) {
        set_gzip(response, gzip(response.content()));
        co_return;
    }
    if (!response.shared_body) {
        response.shared_body = std::make_shared<const std::string>(std::move(response.body));
    }
    auto pack = [plain = response.shared_body]() -> Result<std::string> { return gzip(*plain); };
    auto coded = co_await compute_.run(std::move(pack), exchange.request.deadline);
    if (coded) {
        set_gzip(response, std::move(*coded));
    }
}

} // namespace route9::gateway::http
