// SPDX-License-Identifier: Apache-2.0
// The call by which a carrier is asked for one parcel, and where its answer says what: the member
// "parcel_ask" of a row of data/marketplaces/profiles.json. Constant after load. What is done with
// it: adapters/carriers/parcel_ask.hpp.
#pragma once

#include <map>
#include <string>

namespace route9::adapters {

/// A word, and the time of it; members of one object.
struct WordPlace {
    std::string word;
    std::string at;
};

struct ParcelAskRule {
    std::string method;
    std::string path;         // below the API's base; "{code}" stands for the parcel's code
    std::string code_member;  // of a JSON body, where the path does not name the parcel
    std::string token_header; // holds what the connection was authorised with
    std::map<std::string, std::string> setting_headers; // header: setting, where that is set
    std::string parcel; // JSON pointer of the parcel in the answer, or of a list with it alone
    std::string code;   // members of the parcel: ours …
    std::string number; // … and the carrier's own
    WordPlace state;    // as it is now, and when something of the parcel last changed
    std::string steps;  // the list of what happened; empty = the answer tells the state alone
    WordPlace step;
    std::string cash;     // what is to be collected, in dong
    std::string remitted; // says when that was paid out; empty = the answer does not tell

    bool empty() const noexcept { return method.empty(); }
};

} // namespace route9::adapters
