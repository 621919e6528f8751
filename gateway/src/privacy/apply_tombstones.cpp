// SPDX-License-Identifier: Apache-2.0
#include "gateway/privacy/erase_person.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::size_t kStonesAtOnce = 200;
constexpr int kPeopleAtOnce = 200;

using Grave = std::pair<TenantId, PersonId>;

Result<std::int64_t> people_in_store(const ErasureTools& tools) {
    return tools.store.read([](Tx& tx) -> Result<std::int64_t> { return erasures::count(tx); });
}

Failure file_is_gone(const std::filesystem::path& file) {
    return fail(
        ErrorCode::state_forbids,
        "this store has erased people and their file " + file.string() +
            " is gone: put it back, because an older backup could hold what it names; if it is " +
            "lost for good, make an empty file there and it is written anew from the store"
    );
}

/// What the store knows and the file does not: the file was made anew.
Result<void> write_missing(const ErasureTools& tools, const std::set<Grave>& in_file) {
    TenantId tenant{""};
    PersonId after;
    while (true) {
        const auto known = tools.store.read([&](Tx& tx) -> Result<std::vector<ErasedPerson>> {
            return erasures::page(tx, tenant, after, kPeopleAtOnce);
        });
        if (!known) {
            return Failure{known.error()};
        }
        std::vector<Tombstone> missing;
        for (const ErasedPerson& person : *known) {
            if (person.erased_at && !in_file.contains({person.tenant, person.person})) {
                missing.push_back(
                    {person.tenant, person.person, person.order, person.erasure, *person.erased_at}
                );
            }
        }
        if (!missing.empty()) {
            if (auto written = tools.tombstones.append(missing); !written) {
                return written;
            }
        }
        if (std::ssize(*known) < kPeopleAtOnce) {
            return {};
        }
        tenant = known->back().tenant;
        after = known->back().person;
    }
}

using ErasureKey = std::pair<TenantId, ErasureId>;

/// Notes in the store who of these still has a key.
Result<std::vector<ErasureKey>>
note_returned(const ErasureTools& tools, std::span<const Tombstone> stones) {
    return tools.store.write([&](Tx& tx) -> Result<std::vector<ErasureKey>> {
        std::vector<ErasureKey> found;
        for (const Tombstone& stone : stones) {
            if (!orders::wrapped_person_key(tx, stone.tenant, stone.person)) {
                continue;
            }
            const Erasure erasure{
                .tenant = stone.tenant, .id = stone.erasure, .asked_at = stone.at
            };
            erasures::insert(tx, erasure);
            erasures::settle(tx, erasure);
            erasures::add_person(
                tx,
                {.tenant = stone.tenant,
                 .person = stone.person,
                 .order = stone.order,
                 .erasure = stone.erasure}
            );
            found.emplace_back(stone.tenant, stone.erasure);
        }
        return found;
    });
}

std::set<Grave> graves_in_file(const ErasureTools& tools) {
    std::set<Grave> graves;
    for (const Tombstone& stone : tools.tombstones.all()) {
        graves.emplace(stone.tenant, stone.person);
    }
    return graves;
}

} // namespace

Result<void> follow_erasures(const ErasureTools& tools) {
    const auto done =
        tools.store.read([](Tx& tx) -> Result<std::int64_t> { return erasures::count_done(tx); });
    if (!done) {
        return Failure{done.error()};
    }
    const std::set<Grave> in_file = graves_in_file(tools);
    return *done > std::ssize(in_file) ? write_missing(tools, in_file) : Result<void>{};
}

Result<std::int64_t> apply_tombstones(const ErasureTools& tools) {
    const auto known = people_in_store(tools);
    if (!known) {
        return Failure{known.error()};
    }
    if (!tools.tombstones.is_there() && *known > 0) {
        return file_is_gone(tools.tombstones.path());
    }
    const std::vector<Tombstone> stones = tools.tombstones.all();
    std::set<ErasureKey> returned;
    std::int64_t people = 0;
    std::span<const Tombstone> left = stones;
    while (!left.empty()) {
        const auto taken = left.first(std::min(left.size(), kStonesAtOnce));
        const auto found = note_returned(tools, taken);
        if (!found) {
            return Failure{found.error()};
        }
        returned.insert(found->begin(), found->end());
        people += std::ssize(*found);
        left = left.subspan(taken.size());
    }
    if (*known > 0) {
        if (auto written = write_missing(tools, graves_in_file(tools)); !written) {
            return Failure{std::move(written).error()};
        }
    }
    for (const auto& [tenant, erasure] : returned) {
        if (auto done = carry_out(tools, tenant, erasure); !done) {
            return Failure{std::move(done).error()};
        }
    }
    return people;
}

} // namespace route9::gateway
