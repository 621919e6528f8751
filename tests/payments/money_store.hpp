// SPDX-License-Identifier: Apache-2.0
// A SQLite store in a directory of its own with the product's tables, and ids that repeat
// themselves.
#pragma once

#include "core/crypto.hpp"
#include "platform/migration.hpp"
#include "platform/sqlite_store.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>

namespace route9::testing_support {

class SeededEntropy final : public Entropy {
public:
    explicit SeededEntropy(std::uint64_t seed) : random_(seed) {}
    void fill(std::span<std::byte> out) override {
        for (auto& byte : out) {
            byte = static_cast<std::byte>(random_() & 0xFFU);
        }
    }

private:
    std::mt19937_64 random_;
};

class MoneyStore {
public:
    MoneyStore() {
        crypto_start();
        auto name = (std::filesystem::temp_directory_path() / "route9-money-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            throw std::runtime_error("no temporary directory");
        }
        folder_ = name;
        platform::SqliteOptions options;
        options.path = folder_ / "route9.db";
        const auto migrated = platform::migrate(options, platform::sqlite_migrations(), Instant{});
        if (!migrated) {
            throw std::runtime_error(migrated.error().detail);
        }
        store_ = std::make_unique<platform::SqliteStore>(options);
    }
    ~MoneyStore() {
        store_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    MoneyStore(const MoneyStore&) = delete;
    MoneyStore& operator=(const MoneyStore&) = delete;

    /// The answer of a unit of work that must succeed.
    template <class Fn>
    auto write(Fn fn) {
        auto answer = store_->write(std::move(fn));
        if (!answer) {
            throw std::runtime_error("unit refused: " + describe(answer.error()));
        }
        return *std::move(answer);
    }
    template <class Fn>
    Error refused(Fn fn) {
        auto answer = store_->write(std::move(fn));
        EXPECT_FALSE(answer);
        return answer ? Error{} : answer.error();
    }
    /// A plain value out of a reading function.
    template <class Fn>
    auto read(Fn fn) {
        return *store_->read([&](Tx& tx) -> Result<decltype(fn(tx))> { return fn(tx); });
    }

private:
    static std::string describe(const Error& error) {
        auto text = error.detail;
        for (const auto& field : error.fields) {
            text += ' ' + field.pointer + ' ' + field.code;
        }
        return text;
    }

    std::filesystem::path folder_;
    std::unique_ptr<platform::SqliteStore> store_;
};

} // namespace route9::testing_support
