// SPDX-License-Identifier: Apache-2.0
#include "gateway/groundwork.hpp"

#include "gateway/master_key.hpp"

#include <utility>

namespace route9::gateway {

Result<Groundwork> lay_ground(const Config& config, Entropy& entropy) {
    auto catalogue = load_catalogue(find_data_directory(config));
    if (!catalogue) {
        return Failure{std::move(catalogue).error()};
    }
    auto pages = PageCatalogue::load(find_data_directory(config));
    if (!pages) {
        return Failure{std::move(pages).error()};
    }
    auto master = load_master_key(config.master_key_path(), config.store_location(), entropy);
    if (!master) {
        return Failure{std::move(master).error()};
    }
    auto tombstones = Tombstones::open(config.tombstones_path());
    if (!tombstones) {
        return Failure{std::move(tombstones).error()};
    }
    auto redis = config.redis_url();
    if (!redis) {
        return Failure{std::move(redis).error()};
    }
    return Groundwork{
        std::move(*catalogue),
        std::move(*pages),
        std::move(*master),
        std::move(*tombstones),
        std::move(*redis),
    };
}

} // namespace route9::gateway
