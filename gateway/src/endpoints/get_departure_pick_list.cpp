// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/pick_list.hpp"
#include "core/assert.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/order_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/document_endpoints.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/views/printed.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

/// Of one list; what is more comes when these are packed.
constexpr int kJobsMax = 500;
constexpr std::size_t kJobsPerUnit = 50;

struct Work {
    adapters::PickList list;
    std::vector<Fulfillment> planned;
};

Result<Work> find(Tx& tx, const TenantId& tenant, std::string_view id_text, Instant now) {
    const auto id = DepartureId::parse(id_text);
    const auto departure = id ? departures::find(tx, tenant, *id) : std::nullopt;
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    const std::string gate = departure->gate.empty() ? "" : departure->gate + " > ";
    Work work;
    work.list.reference = departure->reference;
    work.list.warehouse = departure->from;
    work.list.way = departure->from + " > " + gate + departure->to;
    work.list.leaves = departure->leaves;
    work.list.printed_at = now;
    work.list.packed = static_cast<std::int64_t>(parcels::aboard(tx, tenant, *id).size());
    work.planned = fulfillments::not_packed_for(tx, tenant, *id, kJobsMax + 1);
    work.list.more = std::cmp_greater(work.planned.size(), kJobsMax);
    if (work.list.more) {
        work.planned.pop_back();
    }
    const auto held = std::erase_if(work.planned, [](const Fulfillment& item) {
        return item.status != FulfillmentStatus::planned;
    });
    work.list.held = static_cast<std::int64_t>(held);
    return work;
}

/// The goods by the order's own words.
adapters::PackingJob job_of(Tx& tx, const Fulfillment& item) {
    const auto order = orders::find(tx, item.tenant, item.order);
    ROUTE9_ASSERT(order.has_value());
    adapters::PackingJob job{
        .fulfillment = item.id.text(),
        .order = order->order.external_id,
        .channel = order->order.channel,
        .warehouse = item.warehouse,
        .mass_g = item.mass_g,
        .goods = {},
    };
    for (const FulfillmentLine& line : item.lines) {
        const auto named = std::ranges::find(order->order.lines, line.sku, &OrderLine::sku);
        const bool known = named != order->order.lines.end();
        job.goods.push_back({line.sku.text(), known ? named->name : "", line.quantity});
    }
    return job;
}

Result<std::vector<adapters::PackingJob>> read_jobs(Tx& tx, std::span<const Fulfillment> items) {
    std::vector<adapters::PackingJob> jobs;
    jobs.reserve(items.size());
    for (const Fulfillment& item : items) {
        jobs.push_back(job_of(tx, item));
    }
    return jobs;
}

/// The orders are read in short units, so that nobody waits behind hundreds of them.
platform::task<Result<adapters::PickList>>
read_list(Services& services, const http::Request& request) {
    const Reach reach = reach_of(*request.principal);
    auto unit = [tenant = request.principal->tenant,
                 id = std::string{request.parameter("id")},
                 now = services.clock.business()](Tx& tx) { return find(tx, tenant, id, now); };
    auto work = co_await platform::read(services.store, reach, std::move(unit), request.deadline);
    if (!work) {
        co_return Failure{std::move(work).error()};
    }
    const std::span<const Fulfillment> planned{work->planned};
    for (std::size_t from = 0; from < planned.size(); from += kJobsPerUnit) {
        const auto some = planned.subspan(from, std::min(kJobsPerUnit, planned.size() - from));
        auto next = [items = std::vector<Fulfillment>{some.begin(), some.end()}](Tx& tx) {
            return read_jobs(tx, items);
        };
        auto jobs =
            co_await platform::read(services.store, reach, std::move(next), request.deadline);
        if (!jobs) {
            co_return Failure{std::move(jobs).error()};
        }
        std::ranges::move(*jobs, std::back_inserter(work->list.jobs));
    }
    co_return std::move(work->list);
}

platform::task<Result<http::Response>>
handle_get_departure_pick_list(Services& services, http::Request& request) {
    if (auto allowed = require_staff(*request.principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto list = co_await read_list(services, request);
    if (!list) {
        co_return Failure{std::move(list).error()};
    }
    auto draw = [list = std::move(*list)] { return adapters::pick_list_pdf(list); };
    auto pdf = co_await services.compute.run(std::move(draw), request.deadline);
    if (!pdf) {
        co_return Failure{std::move(pdf).error()};
    }
    co_return printed(pdf_type, std::move(*pdf));
}

} // namespace

http::Route get_departure_pick_list(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/departures/{id}/pick-list.pdf",
        .name = "get_departure_pick_list",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_departure_pick_list(services, request); },
    };
}

} // namespace route9::gateway::endpoints
