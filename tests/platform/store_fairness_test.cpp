// SPDX-License-Identifier: Apache-2.0
// Conformance: a tenant with much to do or to read delays another by a turn, and reports leave
// readers to those who wait at the door.
#include "core/limits.hpp"
#include "store_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace route9::tests {
namespace {

using platform::Lane;
using namespace std::chrono_literals;

const Reach kQuangTri = Reach::of(TenantId{"qt"});
const Reach kHaTinh = Reach::of(TenantId{"ht"});
constexpr int kMany = 200;
constexpr int kReadersMax = 8; // more than an engine has by itself

using Answers = std::vector<std::future<Result<int>>>;

std::ptrdiff_t failures(Answers& answers) {
    return std::ranges::count_if(answers, [](auto& answer) { return !answer.get().has_value(); });
}

class StoreFairness : public StoreConformance {
protected:
    auto noting(const char* whose) {
        return [this, whose](Tx&) -> Result<int> {
            const std::lock_guard lock{mutex_};
            order_.emplace_back(whose);
            return 0;
        };
    }

    void forget_turns() { order_.clear(); }

    /// How many units of others ran before the first of Ha Tinh.
    std::ptrdiff_t turn_of_ha_tinh() const {
        return std::ranges::find(order_, "ht") - order_.begin();
    }

    std::future<Result<int>> read_later(
        const Reach& reach, std::function<Result<int>(Tx&)> unit, Lane lane = Lane::foreground
    ) {
        auto promise = std::make_shared<std::promise<Result<int>>>();
        auto future = promise->get_future();
        auto complete = [promise](Result<int> answer) { promise->set_value(std::move(answer)); };
        store().submit_read(lane, platform::make_unit(reach, std::move(unit), std::move(complete)));
        return future;
    }

private:
    std::mutex mutex_;
    std::vector<std::string> order_;
};

INSTANTIATE_TEST_SUITE_P(
    Engines,
    StoreFairness,
    testing::Values(sqlite_factory(), postgresql_with_one_writer_factory()),
    engine_name
);

/// Readers inside units that stay until they are released; each of a tenant of its own.
class HeldReaders {
public:
    ~HeldReaders() { release(); }
    HeldReaders() = default;
    HeldReaders(const HeldReaders&) = delete;
    HeldReaders& operator=(const HeldReaders&) = delete;

    auto stay() {
        return [leave = leave_](Tx&) -> Result<int> {
            leave.wait();
            return 0;
        };
    }
    void keep(std::future<Result<int>> answer) { answers_.push_back(std::move(answer)); }

    void release() {
        if (!answers_.empty()) {
            leaving_.set_value();
            EXPECT_EQ(failures(answers_), 0);
            answers_.clear();
        }
    }

private:
    std::promise<void> leaving_;
    std::shared_future<void> leave_ = leaving_.get_future().share();
    Answers answers_;
};

TEST_P(StoreFairness, ATenantWithMuchToDoDelaysAnotherByOneTurn) {
    for (const Lane lane : {Lane::foreground, Lane::background}) {
        forget_turns();
        Answers answers;
        {
            const HeldWriter held{store()};
            for (int i = 0; i < kMany; ++i) {
                answers.push_back(write_later(store(), noting("qt"), lane, kQuangTri));
            }
            answers.push_back(write_later(store(), noting("ht"), lane, kHaTinh));
        }
        EXPECT_EQ(failures(answers), 0);
        EXPECT_LE(turn_of_ha_tinh(), static_cast<std::ptrdiff_t>(limits::unit_group_max));
    }
}

TEST_P(StoreFairness, ATenantThatFillsItsLineLeavesRoomForOthers) {
    Answers answers;
    const auto nothing = [](Tx&) -> Result<int> { return 0; };
    {
        const HeldWriter held{store()};
        for (std::size_t i = 0; i < limits::write_queue_units_max / 2; ++i) {
            answers.push_back(write_later(store(), nothing, Lane::foreground, kQuangTri));
        }
        auto refused = write_later(store(), nothing, Lane::foreground, kQuangTri);
        EXPECT_EQ(refused.get().error().code, ErrorCode::overloaded);
        answers.push_back(write_later(store(), nothing, Lane::foreground, kHaTinh));
    }
    EXPECT_EQ(failures(answers), 0);
}

TEST_P(StoreFairness, ATenantWithMuchToReadDelaysAnotherByOneTurn) {
    Answers answers;
    {
        HeldReaders held;
        for (int i = 0; i < kReadersMax; ++i) {
            held.keep(read_later(Reach::of(TenantId{"t" + std::to_string(i)}), held.stay()));
        }
        for (int i = 0; i < kMany; ++i) {
            answers.push_back(read_later(kQuangTri, noting("qt")));
        }
        answers.push_back(read_later(kHaTinh, noting("ht")));
    }
    EXPECT_EQ(failures(answers), 0);
    // A turn of each reader may have gone before.
    EXPECT_LE(turn_of_ha_tinh(), static_cast<std::ptrdiff_t>(limits::read_group_max) * kReadersMax);
}

TEST_P(StoreFairness, ReportsLeaveReadersToThoseWhoWaitAtTheDoor) {
    HeldReaders held;
    for (int i = 0; i < kReadersMax; ++i) {
        const Reach reach = Reach::of(TenantId{"t" + std::to_string(i)});
        held.keep(read_later(reach, held.stay(), Lane::background));
    }
    auto answer = read_later(kHaTinh, noting("ht"));
    ASSERT_EQ(answer.wait_for(10s), std::future_status::ready);
    EXPECT_TRUE(answer.get().has_value());
}

TEST_P(StoreFairness, AReadingUnitThatFailsHarmsNoneThatFollowsIt) {
    static constexpr Statement kWrong{"test.wrong", "SELECT nothing FROM nowhere"};
    Answers answers;
    {
        HeldReaders held;
        for (int i = 0; i < kReadersMax; ++i) {
            held.keep(read_later(Reach::of(TenantId{"t" + std::to_string(i)}), held.stay()));
        }
        for (int i = 0; i < kMany; ++i) {
            answers.push_back(read_later(kQuangTri, [i](Tx& tx) -> Result<int> {
                if (i % 3 == 1) { // the unit hides it
                    EXPECT_THROW(scalar(tx, kWrong), StoreFailure);
                    return 0;
                }
                return static_cast<int>(scalar(tx, kCountItems));
            }));
        }
    }
    EXPECT_EQ(failures(answers), 0);
}

} // namespace
} // namespace route9::tests
