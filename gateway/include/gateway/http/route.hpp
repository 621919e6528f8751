// SPDX-License-Identifier: Apache-2.0
// One row of the routing table, with what must be known before the handler runs: who may call it,
// how large a body it takes and how long it may run. A pattern is "/v1/orders/{id}"; a last part
// "{rest...}" takes the remaining path. HEAD and OPTIONS follow from the other methods.
#pragma once

#include "core/limits.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "gateway/http/method.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"
#include "platform/net.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace route9::gateway::http {

/// `open`: anyone, limited by client network. `key`: a bearer key or a person who has signed in,
/// limited by key or person; `person`: only the latter. `hook`: the handler checks a signature;
/// limited by path (one connection), answers 503 when exhausted. `probe`: operators' pages, never
/// limited.
enum class Access : std::uint8_t { open, key, person, hook, probe };

/// A plain function or a coroutine from Request& to Response or Result<Response>. An Error becomes
/// a problem document, an exception a 500.
class Handler {
public:
    using Answer = Result<Response>;
    using Plain = std::function<Answer(Request&)>;
    using Awaited = std::function<platform::task<Answer>(Request&)>;

    template <class Fn>
        requires std::invocable<Fn&, Request&>
    Handler(Fn fn) : call_(adapt(std::move(fn))) {}

    const Plain* plain() const noexcept { return std::get_if<Plain>(&call_); }
    /// Only when plain() is null.
    const Awaited& awaited() const { return std::get<Awaited>(call_); }

private:
    template <class Fn>
    static std::variant<Plain, Awaited> adapt(Fn fn) {
        using Returned = std::invoke_result_t<Fn&, Request&>;
        if constexpr (std::convertible_to<Returned, Answer>) {
            return Plain{std::move(fn)};
        } else if constexpr (std::same_as<Returned, platform::task<Answer>>) {
            return Awaited{std::move(fn)};
        } else {
            return Awaited{[fn = std::move(fn)](Request& request) {
                return answer_with(fn(request));
            }};
        }
    }

    template <class Task>
    static platform::task<Answer> answer_with(Task response) {
        co_return co_await std::move(response);
    }

    std::variant<Plain, Awaited> call_;
};

struct Route {
    Method method = Method::get;
    std::string pattern;
    std::string name; // stable word for metrics, logs and operationId
    Access access = Access::key;
    std::optional<Scope> scope; // only with Access::key and Access::person
    /// What the query of a GET with a key may name (query_names.hpp).
    std::vector<std::string> query{};
    Handler handler;
    std::size_t body_bytes_max = limits::body_bytes_max;
    Milliseconds budget = limits::request_budget;
    /// Of a GET: its answer may go out in gzip. Never where one answer holds both a secret of the
    /// reader's and text of a stranger's: its length would tell.
    bool compressible = false;
    /// What is said of a larger body than that: a page, or a problem with how to mend it. Empty: a
    /// problem that names the limit.
    std::function<Handler::Answer(const Request&)> too_large{};
};

} // namespace route9::gateway::http
