// SPDX-License-Identifier: Apache-2.0
// The words and places that are shipped, for the tests of this folder.
#pragma once

#include "adapters/chat/chat_order.hpp"
#include "fulfillment/corridor.hpp"

#include <fstream>
#include <iterator>
#include <string>

namespace route9::adapters {

inline std::string shipped_file(const std::string& name) {
    std::ifstream file{ROUTE9_SOURCE_DIR "/data/" + name, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

inline const ChatTools& shipped_tools() {
    static const auto words = ChatWords::load(shipped_file("chat/words.csv")).value();
    static const auto corridor = [] {
        const std::string gates = shipped_file("corridor/gates.json");
        const std::string hubs = shipped_file("corridor/hubs.json");
        const std::string legs = shipped_file("corridor/legs.json");
        const std::string provinces_la = shipped_file("corridor/provinces_la.json");
        const std::string provinces_vn = shipped_file("corridor/provinces_vn.json");
        const std::string former_districts_vn = shipped_file("corridor/former_districts_vn.csv");
        return fulfillment::load_corridor(
                   {gates, hubs, legs, provinces_la, provinces_vn, former_districts_vn}
        )
            .value();
    }();
    static const ChatTools tools{words, corridor.addresses};
    return tools;
}

} // namespace route9::adapters
