// SPDX-License-Identifier: Apache-2.0
// A store of its own with the product's tables (of the engine this run is about), and ids that
// repeat themselves.
#pragma once

#include "core/crypto.hpp"
#include "store_under_test.hpp"

#include <gtest/gtest.h>

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
    MoneyStore() { crypto_start(); }
    MoneyStore(const MoneyStore&) = delete;
    MoneyStore& operator=(const MoneyStore&) = delete;

    /// The answer of a unit of work that must succeed.
    template <class Fn>
    auto write(Fn fn) {
        auto answer = subject_->store().write(std::move(fn));
        if (!answer) {
            throw std::runtime_error("unit refused: " + describe(answer.error()));
        }
        return *std::move(answer);
    }
    template <class Fn>
    Error refused(Fn fn) {
        auto answer = subject_->store().write(std::move(fn));
        EXPECT_FALSE(answer);
        return answer ? Error{} : answer.error();
    }
    /// A plain value out of a reading function.
    template <class Fn>
    auto read(Fn fn) {
        return *subject_->store().read([&](Tx& tx) -> Result<decltype(fn(tx))> { return fn(tx); });
    }

private:
    static std::string describe(const Error& error) {
        auto text = error.detail;
        for (const auto& field : error.fields) {
            text += ' ' + field.pointer + ' ' + field.code;
        }
        return text;
    }

    std::unique_ptr<tests::StoreUnderTest> subject_ = tests::factory_of_this_run().make();
};

} // namespace route9::testing_support
