// SPDX-License-Identifier: Apache-2.0
// Whatever happens at once: no level goes below nothing, and what is reserved is what somebody
// holds. Random operations by a seed that is printed, from several threads.
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/stock_hold.hpp"
#include "gateway/stock/expire_lots.hpp"
#include "stock_under_test.hpp"

#include <gtest/gtest.h>

#include <future>
#include <random>
#include <string>
#include <vector>

namespace route9::tests {
namespace {

using namespace fulfillment;

constexpr std::array kWarehouses{"DONGHA", "HATINH"};
constexpr std::array kSkus{"CUP", "PLATE", "BOWL"};
constexpr std::array kLots{"", "A", "B", "C"};
constexpr Day kFirstDay{std::chrono::year{2026} / 3 / 10};
constexpr Day kThirdDay{std::chrono::year{2026} / 3 / 12};
constexpr int kThreads = 8;
constexpr int kBatches = 5;

class StockLaw : public testing::Test, public StockUnderTest {
protected:
    /// One thread's buyers, from its own seed.
    class Buyer {
    public:
        Buyer(StockLaw& test, unsigned seed) : test_(test), random_(seed) {}

        void act() {
            switch (draw(0, 6)) {
            case 0:
            case 1:
                return adjust(draw(-5, 9));
            case 2:
                return open();
            case 3:
                return end(true);
            case 4:
                return end(false);
            case 5:
                return take_work();
            default:
                return drop_work();
            }
        }

    private:
        std::int64_t draw(std::int64_t least, std::int64_t most) {
            return std::uniform_int_distribution<std::int64_t>{least, most}(random_);
        }
        IdBytes fresh() { return make_id_bytes(test_.now(), test_.services().entropy); }
        StockClaim claim() {
            return {
                Sku{kSkus.at(static_cast<std::size_t>(draw(0, 2)))},
                kWarehouses.at(static_cast<std::size_t>(draw(0, 1))),
                draw(1, 4)
            };
        }
        template <class Work>
        bool write(Work work) {
            return test_.store()
                .write([&](Tx& tx) -> Result<int> {
                    if (!work(tx)) {
                        return fail(ErrorCode::insufficient_stock);
                    }
                    return 0;
                })
                .has_value();
        }
        void adjust(std::int64_t quantity) {
            const StockClaim where = claim();
            StockAdjustment change{
                .id = fresh(),
                .tenant = qt,
                .seller = test_.seller(),
                .sku = where.sku,
                .warehouse = where.warehouse,
                .quantity = quantity,
                .reason = "count",
                .at = test_.now(),
                .lot = kLots.at(static_cast<std::size_t>(draw(0, 3))),
            };
            if (change.lot != "C" && !change.lot.empty()) {
                change.expires = change.lot == "A" ? LocalDay{kFirstDay} : LocalDay{kThirdDay};
            }
            write([&](Tx& tx) { return stock::adjust(tx, change).has_value(); });
        }
        void open() {
            StockHold hold{
                .tenant = qt,
                .id = HoldId{fresh()},
                .seller = test_.seller(),
                .purpose = "",
                .created_at = test_.now(),
                .expires_at = test_.now() + Minutes{draw(1, 3)},
            };
            const std::vector<StockClaim> wanted{claim(), claim()};
            hold.lines = counted_together(wanted);
            if (write([&](Tx& tx) { return holds::open(tx, hold).has_value(); })) {
                holds_.push_back(hold.id);
            }
        }
        void end(bool leave) {
            if (holds_.empty()) {
                return;
            }
            const HoldId id = holds_[static_cast<std::size_t>(draw(0, std::ssize(holds_) - 1))];
            const std::vector<IdBytes> ids{fresh(), fresh()};
            write([&](Tx& tx) {
                const StockHold hold = *holds::find(tx, qt, id);
                return leave ? holds::commit(tx, hold, test_.now(), ids).has_value()
                             : holds::release(tx, hold, test_.now()).has_value();
            });
        }
        void take_work() {
            const StockClaim wanted = claim();
            Fulfillment item;
            item.tenant = qt;
            item.id = FulfillmentId{fresh()};
            item.order = OrderId{fresh()};
            item.seller = test_.seller();
            item.warehouse = wanted.warehouse;
            item.lines.push_back({wanted.sku, wanted.quantity});
            item.plan = "{}";
            item.assessment = "{}";
            const std::vector<Fulfillment> work{item};
            const bool taken = write([&](Tx& tx) {
                if (!stock::reserve(tx, qt, test_.seller(), claims_of(item))) {
                    return false;
                }
                fulfillments::insert(tx, work);
                return true;
            });
            if (taken) {
                work_.push_back(item);
            }
        }
        void drop_work() {
            if (work_.empty()) {
                return;
            }
            const Fulfillment item = work_.back();
            work_.pop_back();
            write([&](Tx& tx) {
                stock::release(tx, qt, test_.seller(), claims_of(item));
                return fulfillments::change_status(
                    tx, item, FulfillmentStatus::planned, FulfillmentStatus::cancelled
                );
            });
        }

        StockLaw& test_;
        std::mt19937 random_;
        std::vector<HoldId> holds_;
        std::vector<Fulfillment> work_;
    };

    int turn_day() {
        return run([this] { return gateway::expire_lots(services()); }).value();
    }

    /// Levels that are below nothing.
    std::int64_t below_nothing() {
        static constexpr Statement kBelow{
            "test.below",
            "SELECT COUNT(*) FROM stock WHERE reserved < 0 OR blocked < 0"
            " OR on_hand - reserved - blocked < 0"
        };
        return *store().read([](Tx& tx) -> Result<std::int64_t> {
            Rows rows = tx.query(kBelow);
            rows.next();
            return rows.row().get<std::int64_t>(0);
        });
    }
};

TEST_F(StockLaw, HoldsAfterTenThousandRandomOperations) {
    const bool is_local = store().engine() == Engine::sqlite;
    const int operations = (is_local ? 10'000 : 2'000) / kThreads / kBatches;
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::vector<Buyer> buyers;
    for (unsigned i = 0; i < kThreads; ++i) {
        buyers.emplace_back(*this, seed + i);
    }
    for (int batch = 0; batch < kBatches; ++batch) {
        std::vector<std::future<void>> running;
        for (Buyer& buyer : buyers) {
            running.push_back(std::async(std::launch::async, [&buyer, operations] {
                for (int i = 0; i < operations; ++i) {
                    buyer.act();
                }
            }));
        }
        expire();
        turn_day();
        for (auto& each : running) {
            each.get();
        }
        EXPECT_EQ(differences(), Texts{});
        EXPECT_EQ(below_nothing(), 0);
        pass(Minutes{24 * 60}); // lots go past their day between batches
        expire();
        turn_day();
        EXPECT_EQ(differences(), Texts{});
        EXPECT_EQ(below_nothing(), 0);
    }
}

TEST_F(StockLaw, NamesALevelThatLeaks) {
    adjust(10);
    reserved_cups(2);
    static constexpr Statement kLeak{
        "test.leak", "UPDATE stock SET reserved = reserved + 3 WHERE sku = 'CUP'"
    };
    ASSERT_TRUE(store().write([](Tx& tx) -> Result<std::int64_t> { return tx.execute(kLeak); }));
    EXPECT_EQ(differences(), Texts{"CUP at DONGHA: 5 reserved, 2 held"});
}

TEST_F(StockLaw, NamesALevelWhoseLotsHoldMoreThanLiesThere) {
    adjust(2);
    static constexpr Statement kLeak{
        "test.leak_lot",
        "INSERT INTO stock_lot (tenant_id, seller_id, sku, warehouse_id, lot, on_hand, blocked)"
        " VALUES ('qt', 'shop', 'CUP', 'DONGHA', 'A', 3, 0)"
    };
    ASSERT_TRUE(store().write([](Tx& tx) -> Result<std::int64_t> { return tx.execute(kLeak); }));
    EXPECT_EQ(differences(), Texts{"CUP at DONGHA: 3 in lots"});
}

TEST_F(StockLaw, CountsWorkUntilItHasLeft) {
    const DepartureId truck = open_departure();
    const PlacedOrder placed = place({.parcels = {2}, .departure = truck});
    EXPECT_EQ(differences(), Texts{});
    pack(placed.fulfillments[0], 510);
    EXPECT_EQ(differences(), Texts{});
    close(truck);
    EXPECT_EQ(differences(), Texts{});
}

} // namespace
} // namespace route9::tests
