// SPDX-License-Identifier: Apache-2.0
// Writes numbered units into a store for ever, each an item and a journal entry, and prints the
// number of each unit that was answered as durable. Its test kills it in the middle.
#include "core/journal.hpp"
#include "platform/sqlite_store.hpp"
#include "store_under_test.hpp"

#include <unistd.h>

#include <string>
#include <thread>
#include <vector>

namespace {

using namespace route9;

Result<int> write_one(Tx& tx, std::int64_t id) {
    tests::insert_item(tx, id);
    const Event event{
        .id = {},
        .tenant = TenantId{"ten_a"},
        .seller = {},
        .carrier = {},
        .type = "order.routed",
        .subject = "ord_1",
        .sequence = id,
        .data = "{}",
    };
    journal::append(tx, {&event, 1});
    return 0;
}

void write_for_ever(platform::Store& store, std::int64_t first, std::int64_t step) {
    for (std::int64_t id = first;; id += step) {
        if (!store.write([id](Tx& tx) { return write_one(tx, id); })) {
            return;
        }
        const std::string line = std::to_string(id) + "\n";
        if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) {
            return;
        }
    }
}

} // namespace

int main(int, char** arguments) {
    constexpr int kThreads = 4;
    platform::SqliteStore store({.path = arguments[1]});
    std::vector<std::jthread> threads;
    for (int t = 1; t <= kThreads; ++t) {
        threads.emplace_back([&store, t] { write_for_ever(store, t, kThreads); });
    }
}
