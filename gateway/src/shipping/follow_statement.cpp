// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/follow_statement.hpp"

#include "core/assert.hpp"
#include "core/crypto.hpp"
#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/manifest_statement_store.hpp"
#include "fulfillment/manifest_store.hpp"
#include "gateway/shipping/parcel_custody.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;
using platform::task;

CustodyAct act_of(LineResult result) {
    switch (result) {
    case LineResult::received:
        return CustodyAct::received;
    case LineResult::short_:
        return CustodyAct::found_short;
    case LineResult::over:
        return CustodyAct::found_over;
    case LineResult::damaged:
        return CustodyAct::found_damaged;
    }
    return CustodyAct::received;
}

/// One job for one manifest: found again by what it is about.
JobId job_of(const TenantId& tenant, const ManifestId& manifest) {
    const std::string text =
        std::string{custody_following_job} + "|" + tenant.text() + "|" + manifest.text();
    const Digest256 digest = sha256(as_byte_view(text));
    IdBytes bytes{};
    std::ranges::copy_n(digest.begin(), std::ssize(bytes), bytes.begin());
    return JobId{bytes};
}

std::string payload_of(const StatementFollowing& following) {
    return Json{
        {"manifest", following.manifest.text()},
        {"statement", following.statement},
        {"at", following.at.time_since_epoch().count()},
        {"after", following.after.text()},
    }
        .dump();
}

/// What the units of a chain have in common. A line that an earlier answer has named was followed
/// then.
struct FollowPlan {
    StatementFollowing following;
    DepartureId departure;
    CustodyPlaces places;
    FoundLines found;
};
using SharedPlan = std::shared_ptr<const FollowPlan>;

FoundLines found_first_in(const std::vector<ManifestStatement>& said, const std::string& hash) {
    std::set<std::string> named;
    for (const ManifestStatement& each : said) {
        if (each.side != ManifestSide::carrier) {
            continue;
        }
        FoundLines found;
        for (const StatementLine& line : read_statement(each.statement).lines) {
            if (named.insert(line.parcel).second) {
                found.emplace(line.parcel, line.word.result);
            }
        }
        if (each.hash == hash) {
            return found;
        }
    }
    return {};
}

/// nullptr when nothing is under way.
Result<SharedPlan> read_plan(Tx& tx, const TenantId& tenant, const ManifestId& id) {
    auto following = find_following(tx, tenant, id);
    if (!following) {
        return SharedPlan{};
    }
    const auto manifest = manifests::find(tx, tenant, id);
    ROUTE9_ASSERT(manifest.has_value());
    const auto truck = departures::find(tx, tenant, manifest->departure);
    ROUTE9_ASSERT(truck.has_value());
    const auto said = manifest_statements::of_manifest(tx, tenant, id);
    auto found = found_first_in(said, following->statement);
    return std::make_shared<const FollowPlan>(
        std::move(*following),
        truck->id,
        CustodyPlaces{truck->from, truck->reference, manifest->carrier.text()},
        std::move(found)
    );
}

/// True when nothing is left to do.
Result<bool> follow_next(Tx& tx, const FollowPlan& plan) {
    const TenantId& tenant = plan.following.tenant;
    const ManifestId& manifest = plan.following.manifest;
    auto standing = find_following(tx, tenant, manifest);
    if (!standing || standing->statement != plan.following.statement) {
        return true;
    }
    const auto next = custody::of_manifest_after(
        tx, tenant, plan.departure, manifest, standing->after, parcels_followed_per_unit
    );
    custody::Taking taking{
        .places = plan.places,
        .at = standing->at,
        .manifest = manifest,
        .statement = standing->statement
    };
    if (auto taken = take_over(tx, tenant, next, plan.found, std::move(taking)); !taken) {
        return Failure{std::move(taken).error()};
    }
    if (next.size() < parcels_followed_per_unit) {
        end_following(tx, tenant, manifest);
        return true;
    }
    standing->after = next.back().id;
    jobs::amend(
        tx, job_of(tenant, manifest), payload_of(*standing), standing->at + limits::job_lease
    );
    return false;
}

} // namespace

Result<void> take_over(
    Tx& tx,
    const TenantId& tenant,
    std::span<const ListedParcel> parcels,
    const FoundLines& found,
    custody::Taking taking
) {
    std::vector<CustodyStep> first;
    std::vector<CustodyStep> second; // the end of its way was told before
    first.reserve(parcels.size());
    for (const ListedParcel& parcel : parcels) {
        const auto line = found.find(parcel.code);
        if (line == found.end()) {
            continue;
        }
        taking.act = act_of(line->second);
        auto step = custody::next_step(tenant, parcel.id, &parcel.last, taking);
        if (!step) {
            continue;
        }
        first.push_back(std::move(*step));
        const auto ends = ending_act(parse_tracking_status(parcel.status));
        if (!ends) {
            continue;
        }
        taking.act = *ends;
        auto end = custody::next_step(tenant, parcel.id, &first.back(), taking);
        if (end) {
            second.push_back(std::move(*end));
        }
    }
    auto added = custody::add(tx, first);
    return added ? custody::add(tx, second) : added;
}

void begin_following(Tx& tx, const StatementFollowing& following) {
    jobs::enqueue(
        tx,
        {.id = job_of(following.tenant, following.manifest),
         .tenant = following.tenant,
         .kind = std::string{custody_following_job},
         .payload = payload_of(following),
         .due = following.at + limits::job_lease}
    );
}

std::optional<StatementFollowing>
find_following(Tx& tx, const TenantId& tenant, const ManifestId& manifest) {
    const auto payload = jobs::payload(tx, job_of(tenant, manifest));
    if (!payload) {
        return std::nullopt;
    }
    const Json json = Json::parse(*payload);
    return StatementFollowing{
        .tenant = tenant,
        .manifest = manifest,
        .statement = json.at("statement"),
        .at = Instant{Milliseconds{json.at("at").get<std::int64_t>()}},
        .after = ParcelId::parse(json.at("after").get<std::string>()).value(),
    };
}

void end_following(Tx& tx, const TenantId& tenant, const ManifestId& manifest) {
    jobs::withdraw(tx, job_of(tenant, manifest));
}

task<Result<Json>> speak_of_manifest(
    Services& services, Reach reach, ManifestId manifest, ManifestUnit unit, Tick deadline
) {
    const TenantId tenant{reach.tenant()};
    while (true) {
        auto said = co_await platform::write(services.store, reach, ManifestUnit{unit}, deadline);
        if (!said) {
            co_return Failure{std::move(said).error()};
        }
        services.wakeups.notify(journal_feed(tenant));
        if (said->follows) {
            auto finished = co_await finish_following(services, tenant, manifest, deadline);
            if (!finished) {
                co_return Failure{std::move(finished).error()};
            }
        }
        if (said->answer) {
            co_return std::move(*said->answer);
        }
    }
}

task<Result<void>>
finish_following(Services& services, TenantId tenant, ManifestId manifest, Tick deadline) {
    auto look = [tenant, manifest](Tx& tx) { return read_plan(tx, tenant, manifest); };
    const auto plan =
        co_await platform::read(services.store, Reach::of(tenant), std::move(look), deadline);
    if (!plan) {
        co_return Failure{plan.error()};
    }
    bool done = *plan == nullptr;
    while (!done) {
        auto next = [plan = *plan](Tx& tx) { return follow_next(tx, *plan); };
        const auto progress = co_await platform::write(
            services.store, Reach::of(tenant), std::move(next), deadline, platform::Lane::background
        );
        if (!progress) {
            co_return Failure{progress.error()};
        }
        done = *progress;
    }
    co_return Result<void>{};
}

} // namespace route9::gateway
