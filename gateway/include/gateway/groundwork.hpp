// SPDX-License-Identifier: Apache-2.0
// What a gateway stands on and reads before anything runs: data files, pages, keys, addresses. Each
// can fail for a reason an operator must hear. Values; called once, at start.
#pragma once

#include "core/entropy.hpp"
#include "core/result.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/config.hpp"
#include "gateway/people/pages.hpp"
#include "gateway/privacy/tombstones.hpp"
#include "platform/redis_url.hpp"

#include <optional>

namespace route9::gateway {

struct Groundwork {
    Catalogue catalogue;
    PageCatalogue pages;
    Secret master;
    Tombstones tombstones;
    std::optional<platform::RedisUrl> redis;
};

Result<Groundwork> lay_ground(const Config& config, Entropy& entropy);

} // namespace route9::gateway
