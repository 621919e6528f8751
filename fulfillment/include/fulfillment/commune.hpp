// SPDX-License-Identifier: Apache-2.0
// The communes, wards and special zones Viet Nam has had since 1 July 2025, and the 10,035 it had
// before with what became of them: an address of either time to the unit of today. Where an old
// unit went into several, or a name meant another one before, all are candidates, none is guessed.
// Immutable, shared between threads; the index of a province is built when it is first asked for.
// Source: data/corridor/SOURCES.md (S04).
#pragma once

#include "core/result.hpp"
#include "fulfillment/address.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::fulfillment {

struct Commune {
    std::string code;     // "26740"
    std::string province; // "79"
    std::string name;     // "Phường Sài Gòn"
};

/// The contents of the files of data/corridor.
struct CommuneFiles {
    std::string_view communes;
    std::string_view former_communes;
    std::string_view former_districts;
};

struct CommuneMatch {
    AddressFit fit = AddressFit::unknown;
    std::vector<Commune> communes; // one when resolved, by code when ambiguous
};

class CommuneBook {
public:
    CommuneBook();
    ~CommuneBook();
    CommuneBook(CommuneBook&&) noexcept;
    CommuneBook& operator=(CommuneBook&&) noexcept;

    /// Errors: validation_failed, naming file and line, for repeated codes and codes that another
    /// file does not have.
    static Result<CommuneBook> load(const CommuneFiles& files);

    /// `province` is a present code; `district` and `village` as typed, each may be empty or hold
    /// the commune.
    CommuneMatch
    resolve(std::string_view province, std::string_view district, std::string_view village) const;

private:
    struct ProvinceUnits;
    struct Loader;

    std::map<std::string, std::unique_ptr<ProvinceUnits>, std::less<>> provinces_;
};

} // namespace route9::fulfillment
