// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/order_document.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/answer_cache.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/drafts/draft_door.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/idempotency.hpp"
#include "gateway/orders/load_order.hpp"
#include "gateway/orders/order_door.hpp"
#include "gateway/orders/place_order.hpp"
#include "gateway/views/order_page.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_draft_confirm";

struct Found {
    DraftRecord draft;
    std::optional<fulfillment::OrderRecord> order; // that it has become
};

Result<Found> find(Tx& tx, const Principal& who, const std::string& id) {
    auto draft = find_draft_for(tx, who, id);
    if (!draft) {
        return Failure{std::move(draft).error()};
    }
    Found found{std::move(*draft), std::nullopt};
    if (found.draft.order) {
        auto order = find_order_for(tx, who, found.draft.order->text());
        if (!order) {
            return Failure{std::move(order).error()};
        }
        found.order = std::move(*order);
    }
    return found;
}

platform::task<Result<Found>> find_draft(Services& services, const http::Request& request) {
    auto unit = [principal = *request.principal, id = std::string{request.parameter("id")}](Tx& tx
                ) { return find(tx, principal, id); };
    co_return co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
}

http::Response answer_of(int status, const fulfillment::OrderRecord& record) {
    http::Response response = http::json_response(status, order_summary(record));
    response.headers.emplace_back("Location", "/v1/orders/" + record.id.text());
    response.headers.emplace_back("ETag", http::version_etag(record.version));
    return response;
}

/// The order that the draft is by now, as POST /v1/orders would read it.
Result<fulfillment::Order> order_of(const DraftRecord& draft, const Services& services) {
    const auto content = open_draft(draft, services.vault);
    if (!content) {
        return Failure{content.error()};
    }
    auto order = adapters::read_order(order_document(draft, *content));
    if (!order) {
        return order;
    }
    return possible_order(std::move(*order), services, services.clock.business());
}

/// The order, the draft that keeps its id and the stored answer stand or fall together.
AroundOrder<http::Response>
confirmed_once(IdempotencyClaim claim, Keyring& keyring, DraftRecord draft) {
    return [claim = std::move(claim),
            &keyring,
            draft = std::move(draft)](Tx& tx, const auto& place) -> Result<http::Response> {
        auto stored = idempotency::find(tx, claim, keyring);
        if (!stored) {
            return Failure{std::move(stored).error()};
        }
        if (*stored) {
            return std::move(**stored);
        }
        const auto record = place(tx, [] { return true; });
        if (!record) {
            return Failure{record.error()};
        }
        DraftRecord kept = draft;
        kept.order = record->id;
        if (!drafts::update(tx, kept)) {
            return fail(ErrorCode::precondition_failed, "the draft was changed meanwhile");
        }
        http::Response response = answer_of(201, *record);
        idempotency::store(tx, claim, response);
        return response;
    };
}

platform::task<Result<http::Response>>
place(Services& services, http::Request& request, DraftRecord draft, IdempotencyClaim claim) {
    auto order = order_of(draft, services);
    if (!order) {
        co_return Failure{std::move(order).error()};
    }
    const auto keys = co_await services.keyring.tenant(draft.tenant, request.deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    const Instant now = services.clock.business();
    const Instant placed_at = std::min(order->placed_at, now);
    auto prepared = std::make_shared<const PreparedOrder>(prepare_order(
        {.tenant = draft.tenant,
         .seller = draft.seller,
         .order = std::move(*order),
         .source_time = placed_at},
        {.addresses = services.catalogue.corridor.addresses,
         .keys = **keys,
         .vault = services.vault,
         .entropy = services.entropy,
         .now = now}
    ));
    auto around = confirmed_once(claim, services.keyring, std::move(draft));
    auto answer = co_await place_order<http::Response>(
        services, std::move(prepared), Prohibited::refuse, std::move(around), request.deadline
    );
    if (answer) {
        services.answers.keep(claim, *answer);
    }
    co_return answer;
}

platform::task<Result<http::Response>>
handle_post_draft_confirm(Services& services, http::Request& request) {
    auto claim = co_await claim_idempotency(
        services.keyring,
        services.compute,
        services.entropy,
        request,
        kName,
        services.clock.business()
    );
    if (!claim) {
        co_return Failure{std::move(claim).error()};
    }
    auto earlier = co_await services.answers.find(*claim, request.deadline);
    if (!earlier) {
        co_return Failure{std::move(earlier).error()};
    }
    if (*earlier) {
        co_return std::move(**earlier);
    }
    auto found = co_await find_draft(services, request);
    if (!found) {
        co_return Failure{std::move(found).error()};
    }
    if (found->order) {
        co_return answer_of(200, *found->order);
    }
    if (const auto tags = http::if_match_of(request.headers)) {
        const std::string etag = http::version_etag(found->draft.version);
        if (auto matched = http::check_if_match(*tags, etag); !matched) {
            co_return Failure{std::move(matched).error()};
        }
    }
    auto answer = co_await place(services, request, std::move(found->draft), std::move(*claim));
    if (answer || answer.error().code != ErrorCode::already_exists) {
        co_return answer;
    }
    auto again = co_await find_draft(services, request); // confirmed by another at the same time
    co_return again && again->order ? answer_of(200, *again->order) : std::move(answer);
}

} // namespace

http::Route post_draft_confirm(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/drafts/{id}/confirm",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::orders_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_draft_confirm(services, request); },
    };
}

} // namespace route9::gateway::endpoints
