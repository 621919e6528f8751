// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/answer_cache.hpp"
#include "gateway/attachments/attachment_endpoints.hpp"
#include "gateway/attachments/keep_photo.hpp"
#include "gateway/http/media_type.hpp"
#include "gateway/shipping/typed_members.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::string_view kName = "post_attachment";
/// A phone's clock may run ahead.
constexpr Minutes kAheadMax{60};

/// The type that the header says; none where it leaves that to the bytes.
Result<std::optional<adapters::PhotoType>> said_type(const http::Request& request) {
    if (request.body.empty()) { // what is missing is the picture
        return std::nullopt;
    }
    std::string type{http::media_type(request.headers)};
    std::ranges::transform(type, type.begin(), http::lower_ascii);
    if (type == "application/octet-stream") {
        return std::nullopt;
    }
    const auto known = adapters::parse_photo_type(type);
    if (!known) {
        return fail(
            ErrorCode::unsupported_media_type,
            "send the picture itself as image/jpeg, image/png or image/webp"
        );
    }
    return known;
}

void read_taken_at(const http::Query& query, Instant now, GivenPhoto& given, FieldErrors& errors) {
    const auto text = query.find("at");
    if (!text) {
        return;
    }
    const auto at = parse_rfc3339(*text);
    if (!at) {
        errors.push_back({"/at", "malformed", "give a time like 2026-03-10T08:00:00+07:00"});
    } else if (*at > now + kAheadMax) {
        errors.push_back({"/at", "future", "is in the future: give when it was taken"});
    } else if (*at < now - planned_ahead_max) {
        errors.push_back({"/at", "out_of_range", "give a time within the last year"});
    } else {
        given.taken_at = *at;
    }
}

Result<GivenPhoto> read_given(const http::Request& request, Instant now) {
    const auto said = said_type(request);
    if (!said) {
        return Failure{said.error()};
    }
    GivenPhoto given{.said = *said};
    FieldErrors errors;
    const http::Query& query = request.target.query;
    given.to = query.find("to").value_or("");
    if (given.to.empty()) {
        errors.push_back({"/to", "required", "name what it shows, e.g. parcel:06E2M8…"});
    }
    const auto kind = parse_attachment_kind(query.find("kind").value_or(""));
    if (!kind) {
        errors.push_back({"/kind", "unknown_value", "give packed, damage, delivery or document"});
    }
    given.kind = kind.value_or(AttachmentKind::document);
    read_taken_at(query, now, given, errors);
    if (request.body.empty()) {
        errors.push_back(
            {"/body", "required", "is empty: send the picture itself as the request's body"}
        );
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return given;
}

platform::task<Result<std::optional<http::Response>>>
earlier_answer(Services& services, const IdempotencyClaim& claim, Tick deadline) {
    auto beside = co_await services.answers.find(claim, deadline);
    if (!beside || *beside) {
        co_return beside;
    }
    auto unit = [claim, &keyring = services.keyring](Tx& tx) {
        return idempotency::find(tx, claim, keyring);
    };
    co_return co_await platform::read(
        services.store, Reach::of(claim.tenant), std::move(unit), deadline
    );
}

platform::task<Result<http::Response>>
handle_post_attachment(Services& services, http::Request& request) {
    const Instant now = services.clock.business();
    auto given = read_given(request, now);
    if (!given) {
        co_return Failure{std::move(given).error()};
    }
    auto claim = co_await claim_idempotency(
        services.keyring, services.compute, services.entropy, request, kName, now
    );
    if (!claim) {
        co_return Failure{std::move(claim).error()};
    }
    auto earlier = co_await earlier_answer(services, *claim, request.deadline);
    if (!earlier) {
        co_return Failure{std::move(earlier).error()};
    }
    if (*earlier) {
        co_return std::move(**earlier);
    }
    given->file = std::move(request.body);
    auto answer = co_await keep_photo(
        services, *request.principal, std::move(*given), *claim, request.deadline
    );
    if (answer) {
        services.answers.keep(*claim, *answer);
    }
    co_return answer;
}

Failure too_large() {
    return fail(
        ErrorCode::payload_too_large,
        "a photograph takes 2 MiB (2097152 bytes) at most: make it smaller, e.g. 1600 pixels wide, "
        "and send it again"
    );
}
static_assert(attachment_bytes_max == 2'097'152);

} // namespace

http::Route post_attachment(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/attachments",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_attachment(services, request); },
        .body_bytes_max = attachment_bytes_max,
        .too_large = [](const http::Request&) -> Result<http::Response> { return too_large(); },
    };
}

} // namespace route9::gateway::endpoints
