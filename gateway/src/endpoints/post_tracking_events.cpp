// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/answer_cache.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/idempotency.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/track_parcels.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_tracking_events";

Json result_json(const adapters::TrackingReport& report, const TrackedEvent& event) {
    Json json{
        {"id", report.event_key},
        {"parcel", report.parcel},
        {"result", std::string{name(event.answer)}},
    };
    if (!event.parcel_status.empty()) {
        json["status"] = event.parcel_status;
    }
    if (!event.detail.empty()) {
        json["detail"] = event.detail;
    }
    return json;
}

/// A batch is recorded slice by slice; all of them are of one request.
struct Slice {
    TrackingBatch batch;
    std::optional<IdempotencyClaim> claim; // where the request has a key
    Json results;                          // of the slices before
    bool is_last = false;
};

struct Tracked {
    Json results;
    std::optional<http::Response> answer; // of the whole, or an earlier one under the same key
};

/// The answer is stored with the last slice.
Result<Tracked> track(Tx& tx, const Slice& slice, Keyring& keyring, const Vault& vault) {
    if (slice.claim) {
        auto stored = idempotency::find(tx, *slice.claim, keyring);
        if (!stored) {
            return Failure{std::move(stored).error()};
        }
        if (*stored) {
            return Tracked{Json{}, std::move(*stored)};
        }
    }
    const auto events = track_parcels(tx, slice.batch, vault);
    if (!events) {
        return Failure{events.error()};
    }
    Tracked tracked{slice.results, std::nullopt};
    for (std::size_t i = 0; i < events->size(); ++i) {
        tracked.results.push_back(result_json(slice.batch.reports[i], (*events)[i]));
    }
    if (slice.is_last) {
        tracked.answer = http::json_response(200, Json{{"results", tracked.results}});
        if (slice.claim) {
            idempotency::store(tx, *slice.claim, *tracked.answer);
        }
    }
    return tracked;
}

platform::task<Result<http::Response>> track_all(
    Services& services,
    http::Request& request,
    std::vector<adapters::TrackingReport> reports,
    std::optional<IdempotencyClaim> claim
) {
    const Instant now = services.clock.business();
    Json results = Json::array();
    std::span<const adapters::TrackingReport> left = reports;
    while (true) {
        const std::size_t taken = std::min(left.size(), limits::tracking_events_per_unit_max);
        Slice slice{
            .batch =
                {.tenant = request.principal->tenant,
                 .carrier = request.principal->party,
                 .reports = {left.begin(), left.begin() + static_cast<std::ptrdiff_t>(taken)},
                 .ids = DrawnEntropy{services.entropy},
                 .now = now,
                 .terms = services.catalogue.return_terms.get()},
            .claim = claim,
            .results = std::move(results),
            .is_last = taken == left.size(),
        };
        auto unit = [slice = std::move(slice),
                     &keyring = services.keyring,
                     &vault = services.vault](Tx& tx) { return track(tx, slice, keyring, vault); };
        auto tracked = co_await platform::write(
            services.store, reach_of(*request.principal), std::move(unit), request.deadline
        );
        if (!tracked) {
            co_return Failure{std::move(tracked).error()};
        }
        services.wakeups.notify(journal_feed(request.principal->tenant));
        if (tracked->answer) {
            co_return std::move(*tracked->answer);
        }
        results = std::move(tracked->results);
        left = left.subspan(taken);
    }
}

platform::task<Result<http::Response>>
handle_post_tracking_events(Services& services, http::Request& request) {
    if (auto allowed = require_role(*request.principal, {Role::carrier}); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto reports = adapters::read_tracking_events(*body, services.catalogue.carrier_words);
    if (!reports) {
        co_return Failure{std::move(reports).error()};
    }
    // Events have keys of their own; a request key is heeded where it is given.
    std::optional<IdempotencyClaim> claim;
    if (request.headers.find("Idempotency-Key")) {
        auto claimed = co_await claim_idempotency(
            services.keyring,
            services.compute,
            services.entropy,
            request,
            kName,
            services.clock.business()
        );
        if (!claimed) {
            co_return Failure{std::move(claimed).error()};
        }
        auto earlier = co_await services.answers.find(*claimed, request.deadline);
        if (!earlier) {
            co_return Failure{std::move(earlier).error()};
        }
        if (*earlier) {
            co_return std::move(**earlier);
        }
        claim = std::move(*claimed);
    }
    auto answer = co_await track_all(services, request, std::move(*reports), claim);
    if (answer && claim) {
        services.answers.keep(*claim, *answer);
    }
    co_return answer;
}

} // namespace

http::Route post_tracking_events(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/tracking-events",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_tracking_events(services, request); },
    };
}

} // namespace route9::gateway::endpoints
