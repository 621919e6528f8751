// SPDX-License-Identifier: Apache-2.0
// Tables of what may be wrong with a push: what its platform is answered over HTTP, what the inbox
// keeps of it and where its order stands. Each row changes one thing of a push that is right.
#pragma once

#include "pushing_shop.hpp"
#include "served_hooks.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace route9::tests {

enum class How : std::uint8_t {
    well,
    old_key,     // its grace is over
    forged,      // with a key that was never the connection's
    changed,     // after it was signed
    no_mac,      // without its header
    hour_old,    // where the time is signed
    hour_ahead,  // the same
    other_shop,  // where the message names one
    no_shop,     // the same
    over_a_mebi, // one byte more than a body may have
};

enum class Where : std::uint8_t { push, api };

/// "ID" in bodies stands for the number of the row's order.
struct Row {
    const char* wrong;
    How how = How::well;
    const char* from = "";      // becomes …
    const char* to = "";        // … this …
    Where where = Where::push;  // … in the push, or in what the platform's API answers about it
    const char* answer = "200"; // status and body; of a problem its code
    const char* inbox = "";     // what is stored; empty = nothing
    const char* order = "";     // its status and reasons; empty = there is none
    const char* parked = "";    // why it is not asked for again, where it was
};

struct Signing {
    How how;
    std::string key;
    std::string number; // of the row: no two pushes are one
    std::string body;
    Instant now;
};

struct PushTable {
    const char* platform;
    const char* channel; // empty = the connection's id
    std::map<std::string, std::string> settings;
    std::string push;
    std::string api; // what is answered about the order; empty = it is not asked for
    std::function<ServedHooks::Fields(const Signing&)> sign; // the signature stands first
    std::function<std::string(const Signing&)> query{}; // of the address, where it says something
    bool is_app = false; // pushes come by the app of the shop gom.example.vn
    std::vector<Row> rows;
};

/// base64 of HMAC-SHA256 over the body.
std::string mac64(const Signing& push);
/// What the message names: gom.example.vn unless the row says otherwise.
ServedHooks::Fields with_shop(ServedHooks::Fields fields, const char* header, const Signing& push);
/// Of a platform that is told of wrong signatures.
std::vector<Row> refused();
std::vector<Row> operator+(std::vector<Row> rows, const std::vector<Row>& more);

class WrongPushes : public testing::Test {
protected:
    void expect(const PushTable& table);

private:
    void connect(const std::string& id, const PushTable& table);
    void expect_row(
        const PushTable& table, const Row& row, const std::string& number, const std::string& id
    );
    std::string kept(const std::string& connection);
    std::string standing(const std::string& channel, const std::string& external_id);
    std::string parked(const std::string& external_id);

    ServicesUnderTest under_test_;
    PushingShop shop_{under_test_};
    ServedHooks served_{under_test_};
};

} // namespace route9::tests
