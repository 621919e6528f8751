// SPDX-License-Identifier: Apache-2.0
#include "platform/outbound_http.hpp"

#include "platform/public_address.hpp"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>

namespace route9::platform {
namespace {

constexpr long kHeaderBytesMax = 64L * 1024;
constexpr curl_off_t kRetryAfterMax = 24L * 60 * 60;

struct FreeHandle {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, FreeHandle>;
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

void start_library() {
    static std::once_flag once;
    std::call_once(once, [] {
        if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
            throw std::runtime_error{"the HTTP client does not start"};
        }
    });
}

/// A thread keeps its connections for its next calls.
CURL* handle_of_thread() {
    thread_local const Handle kHandle{curl_easy_init()};
    if (!kHandle) {
        throw std::bad_alloc{};
    }
    curl_easy_reset(kHandle.get());
    return kHandle.get();
}

/// What the library's callbacks write to; lives as long as one call.
struct Exchange {
    const OutboundLimits& limits;
    const std::atomic<bool>& stopping;
    OutboundAnswer answer{};
    std::size_t header_bytes = 0;
    bool is_too_large = false;
};

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* to) {
    auto& exchange = *static_cast<Exchange*>(to);
    const std::size_t length = size * count;
    if (exchange.answer.body.size() + length > exchange.limits.answer_bytes_max) {
        exchange.is_too_large = true;
        return 0; // ends the call
    }
    exchange.answer.body.append(bytes, length);
    return length;
}

std::size_t take_header(char*, std::size_t size, std::size_t count, void* to) {
    auto& exchange = *static_cast<Exchange*>(to);
    exchange.header_bytes += size * count;
    exchange.is_too_large = exchange.header_bytes > kHeaderBytesMax;
    return exchange.is_too_large ? 0 : size * count;
}

int look_whether_to_stop(void* from, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Exchange*>(from)->stopping.load(std::memory_order_relaxed) ? 1 : 0;
}

/// The address is the one that is connected to, whatever the name has resolved to before.
curl_socket_t open_public(void*, curlsocktype, curl_sockaddr* to) {
    const bool is_allowed = is_public_address(to->addr);
    return is_allowed ? ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol)
                      : CURL_SOCKET_BAD;
}

template <class Value>
void set(CURL* handle, CURLoption option, Value value) {
    if (curl_easy_setopt(handle, option, value) != CURLE_OK) {
        throw std::runtime_error{"the HTTP client lacks an option"};
    }
}

HeaderList header_list(const OutboundRequest& request) {
    HeaderList list{curl_slist_append(nullptr, "Expect:")}; // no waiting for "100 Continue"
    for (const OutboundHeader& header : request.headers) {
        const std::string line = header.name + ": " + header.value;
        curl_slist* longer = curl_slist_append(list.get(), line.c_str());
        if (longer == nullptr) {
            throw std::bad_alloc{};
        }
        [[maybe_unused]] const curl_slist* same = list.release();
        list.reset(longer);
    }
    return list;
}

void set_bounds(CURL* handle, const OutboundLimits& limits) {
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    set(handle, CURLOPT_FOLLOWLOCATION, 0L);
    set(handle, CURLOPT_PROXY, "");
    set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    set(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect_budget.count()));
    set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.call_budget.count()));
    set(handle, CURLOPT_USERAGENT, "route9");
    if (!limits.authorities.empty()) {
        set(handle, CURLOPT_CAINFO, limits.authorities.c_str());
    }
}

void set_request(CURL* handle, const OutboundRequest& request, curl_slist* headers) {
    set(handle, CURLOPT_URL, request.url.c_str());
    set(handle, CURLOPT_HTTPHEADER, headers);
    if (request.is_public) {
        set(handle, CURLOPT_OPENSOCKETFUNCTION, open_public);
    }
    if (request.method != "GET") {
        set(handle, CURLOPT_POSTFIELDS, request.body.data());
        set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
}

void set_exchange(CURL* handle, Exchange& exchange) {
    set(handle, CURLOPT_WRITEFUNCTION, take_body);
    set(handle, CURLOPT_WRITEDATA, &exchange);
    set(handle, CURLOPT_HEADERFUNCTION, take_header);
    set(handle, CURLOPT_HEADERDATA, &exchange);
    set(handle, CURLOPT_NOPROGRESS, 0L);
    set(handle, CURLOPT_XFERINFOFUNCTION, look_whether_to_stop);
    set(handle, CURLOPT_XFERINFODATA, &exchange);
}

OutboundFault fault_of(CURLcode code) noexcept {
    switch (code) {
    case CURLE_OK:
        return OutboundFault::none;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
        return OutboundFault::unreachable;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return OutboundFault::tls;
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_ABORTED_BY_CALLBACK:
        return OutboundFault::timeout;
    case CURLE_URL_MALFORMAT:
        return OutboundFault::bad_address;
    default:
        return OutboundFault::broken;
    }
}

OutboundAnswer perform(
    const OutboundRequest& request, const OutboundLimits& limits, const std::atomic<bool>& stopping
) {
    CURL* handle = handle_of_thread();
    const HeaderList headers = header_list(request);
    Exchange exchange{limits, stopping};
    set_bounds(handle, limits);
    set_request(handle, request, headers.get());
    set_exchange(handle, exchange);
    const CURLcode code = curl_easy_perform(handle);
    OutboundAnswer answer = std::move(exchange.answer);
    answer.fault = exchange.is_too_large ? OutboundFault::too_large : fault_of(code);
    if (answer.fault != OutboundFault::none) {
        answer.body.clear();
        return answer;
    }
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<int>(status);
    curl_off_t wait = 0;
    if (curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &wait) == CURLE_OK && wait > 0) {
        answer.retry_after = Seconds{std::min(wait, kRetryAfterMax)};
    }
    return answer;
}

/// "127.0.0.1", "localhost", "[::1]" before a port, a path or the end.
bool is_this_machine(std::string_view rest) noexcept {
    constexpr std::array<std::string_view, 3> kNames{"127.0.0.1", "localhost", "[::1]"};
    return std::ranges::any_of(kNames, [rest](std::string_view name) {
        return rest.starts_with(name) &&
               (rest.size() == name.size() || rest[name.size()] == ':' || rest[name.size()] == '/');
    });
}

} // namespace

std::string_view name(OutboundFault fault) noexcept {
    constexpr std::array<std::string_view, 8> kNames{
        "none", "bad_address", "unreachable", "tls", "timeout", "too_large", "broken", "busy"
    };
    return kNames.at(static_cast<std::size_t>(fault));
}

bool may_be_called(std::string_view url) noexcept {
    constexpr std::string_view kSecure = "https://";
    constexpr std::string_view kPlain = "http://";
    const bool is_secure = url.starts_with(kSecure);
    if (!is_secure && !url.starts_with(kPlain)) {
        return false;
    }
    const std::string_view rest = url.substr(is_secure ? kSecure.size() : kPlain.size());
    const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
    const bool is_clean = !host.empty() && !host.contains('@') && !url.contains('#') &&
                          std::ranges::none_of(url, [](char c) {
                              return static_cast<unsigned char>(c) <= ' ' || c == '\\';
                          });
    return is_clean && (is_secure || is_this_machine(rest));
}

OutboundHttp::OutboundHttp(OutboundLimits limits)
    : limits_(std::move(limits)), pool_(limits_.calls_max, limits_.waiting_max) {
    start_library();
}

OutboundHttp::~OutboundHttp() {
    stop();
}

task<OutboundAnswer> OutboundHttp::send(OutboundRequest request, Tick deadline) {
    if (!may_be_called(request.url)) {
        co_return OutboundAnswer{.fault = OutboundFault::bad_address};
    }
    auto work = [this, request = std::move(request)]() -> Result<OutboundAnswer> {
        return perform(request, limits_, stopping_);
    };
    auto answer = co_await pool_.run(std::move(work), deadline);
    if (!answer) {
        const bool is_full = answer.error().code == ErrorCode::overloaded;
        co_return OutboundAnswer{.fault = is_full ? OutboundFault::busy : OutboundFault::timeout};
    }
    co_return std::move(*answer);
}

} // namespace route9::platform
