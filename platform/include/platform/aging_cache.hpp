// SPDX-License-Identifier: Apache-2.0
// Recently read rows that every request needs (keys, connections, wrapped keys), shared by the
// workers: one of the shared states docs/architecture.md allows. An entry is believed for at most
// `age_max`, so that a revocation is seen everywhere within that time. Values are immutable.
// Bounded: a full shard forgets everything it holds. Thread-safe.
#pragma once

#include "core/time.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace route9::platform {

struct AgingCacheOptions {
    std::size_t entries_max = 65'536;
    Milliseconds age_max{1'000};
};

template <class Value>
class AgingCache {
public:
    explicit AgingCache(AgingCacheOptions options) : options_(options) {}

    std::shared_ptr<const Value> find(std::string_view key, Tick now) {
        Shard& shard = shard_of(key);
        const std::scoped_lock lock{shard.mutex};
        const auto found = shard.entries.find(key);
        if (found == shard.entries.end() || now - found->second.read_at > options_.age_max) {
            return nullptr;
        }
        return found->second.value;
    }

    void put(std::string key, std::shared_ptr<const Value> value, Tick read_at) {
        Shard& shard = shard_of(key);
        const std::scoped_lock lock{shard.mutex};
        if (shard.entries.size() >= options_.entries_max / shards) {
            shard.entries.clear();
        }
        shard.entries.insert_or_assign(std::move(key), Entry{std::move(value), read_at});
    }

    void forget(std::string_view key) {
        Shard& shard = shard_of(key);
        const std::scoped_lock lock{shard.mutex};
        if (const auto found = shard.entries.find(key); found != shard.entries.end()) {
            shard.entries.erase(found);
        }
    }

private:
    static constexpr std::size_t shards = 16;

    struct Entry {
        std::shared_ptr<const Value> value;
        Tick read_at{};
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>{}(text);
        }
    };
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, Entry, Hash, std::equal_to<>> entries;
    };

    Shard& shard_of(std::string_view key) noexcept { return shards_[Hash{}(key) % shards]; }

    AgingCacheOptions options_;
    std::array<Shard, shards> shards_;
};

} // namespace route9::platform
