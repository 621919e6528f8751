// SPDX-License-Identifier: Apache-2.0
// The seam of the conformance suite: every engine gives an empty store with the product's schema
// and the suite's own table `item (id, name unique, data, amount)`. A new engine adds a factory.
#pragma once

#include "platform/store.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <future>
#include <memory>
#include <ostream>
#include <string>
#include <utility>

namespace route9::tests {

class StoreUnderTest {
public:
    virtual ~StoreUnderTest() = default;
    virtual platform::Store& store() = 0;
    /// Closes the store and opens it again on the same data.
    virtual void reopen() = 0;
    /// All that the engine's files hold, for tests of what must not be in them.
    virtual std::string stored_bytes() = 0;
};

struct StoreFactory {
    std::string name;
    std::function<std::unique_ptr<StoreUnderTest>()> make;
};

inline void PrintTo(const StoreFactory& factory, std::ostream* out) {
    *out << factory.name;
}

StoreFactory sqlite_factory();
StoreFactory postgresql_factory();
/// For suites that hold the writer: units run one after another, as on SQLite.
StoreFactory postgresql_with_one_writer_factory();

/// The engine that this run of a program is about, for suites above the store: $ROUTE9_TEST_ENGINE,
/// sqlite without.
StoreFactory factory_of_this_run();

/// The fixture of every suite that must hold for all engines.
class StoreConformance : public testing::TestWithParam<StoreFactory> {
protected:
    platform::Store& store() { return subject_->store(); }
    void reopen() { subject_->reopen(); }

private:
    std::unique_ptr<StoreUnderTest> subject_ = GetParam().make();
};

inline std::string engine_name(const testing::TestParamInfo<StoreFactory>& info) {
    return info.param.name;
}

/// The unit's answer without waiting for it.
template <class Fn>
auto write_later(
    platform::Store& store,
    Fn fn,
    platform::Lane lane = platform::Lane::foreground,
    platform::UnitTerms terms = Reach::everything()
) {
    using Answer = std::invoke_result_t<Fn&, Tx&>;
    auto promise = std::make_shared<std::promise<Answer>>();
    auto future = promise->get_future();
    auto complete = [promise](Answer answer) { promise->set_value(std::move(answer)); };
    store.submit_write(
        lane, platform::make_unit(std::move(terms), std::move(fn), std::move(complete))
    );
    return future;
}

/// Keeps the writer inside a unit, so that what is submitted meanwhile waits for one group.
class HeldWriter {
public:
    explicit HeldWriter(platform::Store& store) {
        auto entered = std::make_shared<std::promise<void>>();
        auto inside = entered->get_future();
        const std::shared_future<void> leave = leave_.get_future().share();
        answer_ = write_later(store, [entered, leave](Tx&) -> Result<int> {
            entered->set_value();
            leave.wait();
            return 0;
        });
        inside.wait();
    }
    ~HeldWriter() { release(); }
    HeldWriter(const HeldWriter&) = delete;
    HeldWriter& operator=(const HeldWriter&) = delete;

    void release() {
        if (answer_.valid()) {
            leave_.set_value();
            answer_.get();
        }
    }

private:
    std::promise<void> leave_;
    std::future<Result<int>> answer_;
};

// The suite's own table.
inline constexpr Statement kInsertItem{
    "test.insert_item", "INSERT INTO item (id, name, amount) VALUES ($1, $2, $3)"
};
inline constexpr Statement kCountItems{"test.count_items", "SELECT COUNT(*) FROM item"};
inline constexpr Statement kHasItem{"test.has_item", "SELECT COUNT(*) FROM item WHERE id = $1"};

inline Result<int> insert_item(Tx& tx, std::int64_t id) {
    tx.execute(kInsertItem, id, "item " + std::to_string(id), id * 10);
    return 1;
}

inline void put_item(Tx& tx, std::int64_t id) {
    EXPECT_TRUE(insert_item(tx, id).has_value());
}

inline std::int64_t scalar(Tx& tx, const Statement& statement) {
    Rows rows = tx.query(statement);
    return rows.next() ? rows.row().get<std::int64_t>(0) : -1;
}

inline std::int64_t count_items(platform::Store& store) {
    return store.read(
                    [](Tx& tx) -> Result<std::int64_t> { return scalar(tx, kCountItems); }
    ).value();
}

inline bool has_item(platform::Store& store, std::int64_t id) {
    return store
        .read([id](Tx& tx) -> Result<bool> {
            Rows rows = tx.query(kHasItem, id);
            return rows.next() && rows.row().get<std::int64_t>(0) == 1;
        })
        .value();
}

} // namespace route9::tests
