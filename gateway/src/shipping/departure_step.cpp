// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/departure_step.hpp"

#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/shipping/closing_draft.hpp"
#include "gateway/shipping/departure_units.hpp"
#include "gateway/shipping/follow_truck.hpp"
#include "gateway/shipping/hand_over_manifest.hpp"
#include "gateway/shipping/judged_departure.hpp"
#include "platform/async_store.hpp"

#include <array>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;
using platform::task;

using NextUnit = std::function<Result<StepProgress>(Tx&, DrawnEntropy)>;

std::string seed_context(const TenantId& tenant, const DepartureId& departure) {
    return "departure_step/" + tenant.text() + "/" + departure.text();
}

struct SealedSeed {
    Bytes bytes{};
    std::int64_t day = 0;
};

/// The papers' salts follow from it, so it is kept as they are.
task<Result<SealedSeed>>
draw_seed(Services& services, TenantId tenant, DepartureId departure, Tick deadline) {
    const auto key = co_await services.keyring.today(tenant, Purpose::manifest, deadline);
    if (!key) {
        co_return Failure{key.error()};
    }
    std::array<std::byte, drawn_seed_bytes> seed{};
    services.entropy.fill(seed);
    const std::string context = seed_context(tenant, departure);
    const SealNonce nonce = make_nonce(services.entropy);
    co_return SealedSeed{seal((*key)->key, nonce, seed, as_byte_view(context)), (*key)->day};
}

task<Result<StepOrder>> draw_order(
    Services& services, TenantId tenant, DepartureId departure, DepartureState to, Tick deadline
) {
    SealedSeed seed;
    if (to == DepartureState::closed) {
        auto drawn = co_await draw_seed(services, tenant, departure, deadline);
        if (!drawn) {
            co_return Failure{std::move(drawn).error()};
        }
        seed = std::move(*drawn);
    }
    const Instant now = services.clock.business();
    co_return StepOrder{
        .tenant = tenant,
        .departure = departure,
        .to = to,
        .job = JobId::make(now, services.entropy),
        .seed = std::move(seed.bytes),
        .seed_day = seed.day,
        .ids = DrawnEntropy{services.entropy},
        .now = now,
        .checked = std::nullopt,
    };
}

struct StepWish {
    DepartureState to = DepartureState::closed;
    std::vector<std::string> seals{};
};

/// How often a truck that others change meanwhile is judged anew before it leaves.
constexpr int kJudgingsMax = 20;

task<Result<StandingDeparture>> begin_once(
    Services& services, TenantId tenant, DepartureId departure, StepWish wish, Tick deadline
) {
    const DepartureState to = wish.to;
    std::optional<std::int64_t> checked;
    if (to != DepartureState::arrived) {
        const auto version = to == DepartureState::departed
                                 ? co_await judge_departing(services, tenant, departure, deadline)
                                 : co_await judge_closing(services, tenant, departure, deadline);
        if (!version) {
            co_return Failure{version.error()};
        }
        checked = *version;
    }
    auto order = co_await draw_order(services, tenant, departure, to, deadline);
    if (!order) {
        co_return Failure{std::move(order).error()};
    }
    order->checked = checked;
    order->seals = std::move(wish.seals);
    auto unit = [order = std::move(*order)](Tx& tx) { return begin_departure_step(tx, order); };
    co_return co_await platform::write(
        services.store, Reach::of(tenant), std::move(unit), deadline
    );
}

task<Result<StandingDeparture>>
begin(Services& services, TenantId tenant, DepartureId departure, StepWish wish, Tick deadline) {
    auto standing = co_await begin_once(services, tenant, departure, wish, deadline);
    for (int judged = 1; judged < kJudgingsMax; ++judged) {
        if (standing || standing.error().code != ErrorCode::conflict) {
            break;
        }
        standing = co_await begin_once(services, tenant, departure, wish, deadline);
    }
    co_return standing;
}

/// What the papers of a closing truck are made from.
struct PaperGround {
    TruckLoad load;
    PeriodKey key;
    DrawnEntropy ids;
};

/// Nothing when the step has ended meanwhile: then the truck may carry something else.
Result<std::optional<PaperGround>>
read_paper_ground(Tx& tx, const DepartureStep& step, Keyring& keyring, const Vault& vault) {
    const auto standing = departure_steps::find(tx, step.tenant, step.departure);
    if (!standing || standing->job != step.job) {
        return std::optional<PaperGround>{};
    }
    auto load = read_truck_load(tx, step.tenant, step.departure, vault);
    if (!load) {
        return Failure{std::move(load).error()};
    }
    auto key = keyring.of_day(tx, step.tenant, Purpose::manifest, step.seed_day);
    if (!key) {
        return Failure{std::move(key).error()};
    }
    const std::string context = seed_context(step.tenant, step.departure);
    const auto seed = unseal(*key, step.seed, as_byte_view(context));
    if (!seed || seed->size() != drawn_seed_bytes) {
        throw StoreFailure{StoreFault::misuse, "a closing seed does not open under its key"};
    }
    const DrawnEntropy ids{std::span<const std::byte, drawn_seed_bytes>{*seed}};
    return PaperGround{std::move(*load), {step.seed_day, std::move(*key)}, ids};
}

/// Null when the step has ended meanwhile.
task<Result<std::shared_ptr<const ClosingDraft>>> draft_papers(
    Services& services, DepartureStep step, std::shared_ptr<const TenantKeys> keys, Tick deadline
) {
    auto look = [step, &keyring = services.keyring, &vault = services.vault](Tx& tx) {
        return read_paper_ground(tx, step, keyring, vault);
    };
    auto ground =
        co_await platform::read(services.store, Reach::of(step.tenant), std::move(look), deadline);
    if (!ground) {
        co_return Failure{std::move(ground).error()};
    }
    if (!*ground) {
        co_return nullptr;
    }
    auto draft = [ground = std::move(**ground),
                  keys = std::move(keys),
                  at = step.at,
                  job = step.job,
                  &catalogue = services.catalogue] {
        return draft_closing(
            ground.load, {catalogue, keys->signing_seed, ground.key, at, job}, ground.ids
        );
    };
    auto drafted = co_await services.compute.run(std::move(draft), deadline);
    if (!drafted) {
        co_return Failure{std::move(drafted).error()};
    }
    co_return std::make_shared<const ClosingDraft>(std::move(*drafted));
}

/// Unit after unit until one says that the step is done; the deadline ends the waiting.
task<Result<void>> run_chain(Services& services, TenantId tenant, NextUnit next, Tick deadline) {
    while (true) {
        auto unit = [next, ids = DrawnEntropy{services.entropy}](Tx& tx) { return next(tx, ids); };
        const auto progress = co_await platform::write(
            services.store, Reach::of(tenant), std::move(unit), deadline, platform::Lane::background
        );
        if (!progress) {
            co_return Failure{progress.error()};
        }
        services.wakeups.notify(journal_feed(tenant));
        if (*progress == StepProgress::done) {
            co_return Result<void>{};
        }
    }
}

task<Result<void>> finish(Services& services, StandingDeparture standing, Tick deadline) {
    const DepartureStep& step = *standing.step;
    NextUnit next = [step](Tx& tx, const DrawnEntropy& ids) { return move_next(tx, step, ids); };
    const bool closes = step.to == DepartureState::closed;
    if (closes) {
        const auto keys = co_await services.keyring.tenant(step.tenant, deadline);
        if (!keys) {
            co_return Failure{keys.error()};
        }
        const auto draft = co_await draft_papers(services, step, *keys, deadline);
        if (!draft) {
            co_return Failure{draft.error()};
        }
        if (!*draft) {
            co_return Result<void>{};
        }
        next = [draft = *draft, keys = *keys, &catalogue = services.catalogue](
                   Tx& tx, const DrawnEntropy& ids
               ) { return close_next(tx, *draft, catalogue, keys->index, ids); };
    }
    if (step.to == DepartureState::departed) {
        auto signed_over =
            co_await hand_over_truck(services, step.tenant, step.departure, deadline);
        if (!signed_over) {
            co_return signed_over;
        }
    }
    auto done = co_await run_chain(services, step.tenant, std::move(next), deadline);
    if (done && closes) {
        services.wakeups.notify(manifest_feed(step.tenant, standing.departure.carrier));
        services.wakeups.notify(retry_feed);
        services.wakeups.notify(replan_feed); // what it left behind
    }
    co_return done;
}

/// What rides on an open truck that was rerouted; closing sees to it too.
Result<StepProgress> follow_next(
    Tx& tx,
    const TenantId& tenant,
    const DepartureId& id,
    const Catalogue& catalogue,
    Instant now,
    DrawnEntropy ids
) {
    const auto departure = departures::find(tx, tenant, id);
    if (!departure || departure->state != DepartureState::open) {
        return StepProgress::done;
    }
    TouchedOrders touched{tx, tenant, now, ids};
    TruckRoads roads{tx, *departure, catalogue, now};
    const bool followed = follow_gate(tx, *departure, roads, touched);
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    return followed ? StepProgress::under_way : StepProgress::done;
}

Result<StandingDeparture>
find_standing(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    auto found = departures::find(tx, tenant, departure);
    if (!found) {
        return fail(ErrorCode::not_found);
    }
    return StandingDeparture{std::move(*found), departure_steps::find(tx, tenant, departure)};
}

/// The departure as it stands, its papers finished also when another call makes them again.
task<Result<DepartureRecord>>
read_settled(Services& services, TenantId tenant, DepartureId departure, Tick deadline) {
    auto look = [tenant, departure](Tx& tx) { return find_standing(tx, tenant, departure); };
    while (true) {
        auto standing = co_await platform::read(services.store, Reach::of(tenant), look, deadline);
        if (!standing) {
            co_return Failure{std::move(standing).error()};
        }
        if (!standing->step) {
            co_return std::move(standing->departure);
        }
        const auto finished = co_await finish(services, std::move(*standing), deadline);
        if (!finished) {
            co_return Failure{finished.error()};
        }
    }
}

} // namespace

task<Result<DepartureRecord>> take_departure_step(
    Services& services,
    TenantId tenant,
    DepartureId departure,
    DepartureState to,
    Tick deadline,
    std::vector<std::string> seals
) {
    bool taken = false;
    while (!taken) {
        auto standing = co_await begin(services, tenant, departure, {to, seals}, deadline);
        if (!standing) {
            co_return Failure{std::move(standing).error()};
        }
        services.wakeups.notify(journal_feed(tenant));
        if (!standing->step) {
            co_return std::move(standing->departure);
        }
        taken = standing->step->to == to;
        const auto finished = co_await finish(services, std::move(*standing), deadline);
        if (!finished) {
            co_return Failure{finished.error()};
        }
    }
    co_return co_await read_settled(services, std::move(tenant), departure, deadline);
}

task<Result<DepartureRecord>> change_departure(
    Services& services,
    TenantId tenant,
    DepartureId departure,
    DepartureChange change,
    Tick deadline
) {
    bool taken = false;
    while (!taken) {
        const auto order =
            co_await draw_order(services, tenant, departure, DepartureState::closed, deadline);
        if (!order) {
            co_return Failure{order.error()};
        }
        auto unit = [change, order = *order](Tx& tx) { return change(tx, order); };
        auto standing =
            co_await platform::write(services.store, Reach::of(tenant), std::move(unit), deadline);
        if (!standing) {
            co_return Failure{std::move(standing).error()};
        }
        services.wakeups.notify(journal_feed(tenant));
        if (!standing->step) {
            break;
        }
        taken = standing->step->job == order->job;
        const auto finished = co_await finish(services, std::move(*standing), deadline);
        if (!finished) {
            co_return Failure{finished.error()};
        }
    }
    NextUnit follow =
        [tenant, departure, &catalogue = services.catalogue, now = services.clock.business()](
            Tx& tx, DrawnEntropy ids
        ) { return follow_next(tx, tenant, departure, catalogue, now, std::move(ids)); };
    const auto followed = co_await run_chain(services, tenant, std::move(follow), deadline);
    services.wakeups.notify(replan_feed);
    if (!followed) {
        co_return Failure{followed.error()};
    }
    co_return co_await read_settled(services, std::move(tenant), departure, deadline);
}

task<Result<void>>
resume_departure_step(Services& services, TenantId tenant, DepartureId departure, Tick deadline) {
    auto look = [tenant, departure](Tx& tx) { return find_standing(tx, tenant, departure); };
    auto standing =
        co_await platform::read(services.store, Reach::of(tenant), std::move(look), deadline);
    if (!standing) {
        co_return Failure{std::move(standing).error()};
    }
    if (!standing->step) {
        co_return Result<void>{};
    }
    co_return co_await finish(services, std::move(*standing), deadline);
}

} // namespace route9::gateway
