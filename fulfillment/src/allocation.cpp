// SPDX-License-Identifier: Apache-2.0
#include "allocation.hpp"

#include <algorithm>
#include <utility>

namespace route9::fulfillment {
namespace {

/// Pieces taken, by line and place in the set.
class Taking {
public:
    Taking(std::span<const std::size_t> warehouses, const AllocationInput& input)
        : warehouses_(warehouses), input_(input),
          pieces_(input.lines.size() * warehouses.size(), 0) {}

    bool take_all();
    Allocation shares() const;

private:
    std::int64_t& pieces(std::size_t line, std::size_t place) {
        return pieces_[line * warehouses_.size() + place];
    }
    std::int64_t pieces(std::size_t line, std::size_t place) const {
        return pieces_[line * warehouses_.size() + place];
    }
    std::int64_t left(std::size_t line, std::size_t place) const;
    bool take_whole(std::size_t line);
    bool fill(std::size_t line);
    ParcelShare share_of(std::size_t place) const;

    std::span<const std::size_t> warehouses_;
    const AllocationInput& input_;
    std::vector<std::int64_t> pieces_;
};

std::int64_t Taking::left(std::size_t line, std::size_t place) const {
    const PlanLine& wanted = input_.lines[line];
    const std::size_t warehouse = warehouses_[place];
    if ((wanted.cold && !input_.may_ship_cold[warehouse]) ||
        (wanted.dangerous && !input_.may_ship_dangerous[warehouse])) {
        return 0;
    }
    const auto stock = input_.stock[warehouse].find(wanted.sku);
    if (stock == input_.stock[warehouse].end()) {
        return 0;
    }
    std::int64_t left = stock->second;
    for (std::size_t other = 0; other < input_.lines.size(); ++other) {
        if (input_.lines[other].sku == wanted.sku) {
            left -= pieces(other, place);
        }
    }
    return std::max<std::int64_t>(left, 0);
}

bool Taking::take_whole(std::size_t line) {
    for (std::size_t place = 0; place < warehouses_.size(); ++place) {
        if (left(line, place) >= input_.lines[line].quantity) {
            pieces(line, place) = input_.lines[line].quantity;
            return true;
        }
    }
    return false;
}

bool Taking::fill(std::size_t line) {
    std::int64_t wanted = input_.lines[line].quantity;
    for (std::size_t place = 0; place < warehouses_.size() && wanted > 0; ++place) {
        const std::int64_t part = std::min(left(line, place), wanted);
        pieces(line, place) = part;
        wanted -= part;
    }
    return wanted == 0;
}

bool Taking::take_all() {
    std::vector<std::size_t> order;
    for (const bool cold : {true, false}) { // cold lines have fewer places to come from
        for (std::size_t line = 0; line < input_.lines.size(); ++line) {
            if (input_.lines[line].cold == cold) {
                order.push_back(line);
            }
        }
    }
    std::vector<std::size_t> rest;
    std::ranges::copy_if(order, std::back_inserter(rest), [this](std::size_t line) {
        return !take_whole(line);
    });
    return std::ranges::all_of(rest, [this](std::size_t line) { return fill(line); });
}

ParcelShare Taking::share_of(std::size_t place) const {
    ParcelShare share;
    share.warehouse = warehouses_[place];
    for (std::size_t line = 0; line < input_.lines.size(); ++line) {
        const std::int64_t part = pieces(line, place);
        if (part == 0) {
            continue;
        }
        const PlanLine& whole = input_.lines[line];
        share.lines.push_back({line, whole.sku, part});
        const WeightKg kg = fulfillment::share(whole.kg.value_or(WeightKg{}), part, whole.quantity);
        share.kg += kg;
        share.ranking_kg += whole.kg ? kg : WeightKg::whole(part);
        share.m3 += fulfillment::share(whole.m3.value_or(VolumeM3{}), part, whole.quantity);
        share.cold = share.cold || whole.cold;
        share.dangerous = share.dangerous || whole.dangerous;
    }
    return share;
}

Allocation Taking::shares() const {
    Allocation allocation;
    for (std::size_t place = 0; place < warehouses_.size(); ++place) {
        ParcelShare share = share_of(place);
        if (!share.lines.empty()) {
            allocation.push_back(std::move(share));
        }
    }
    return allocation;
}

} // namespace

std::optional<Allocation>
allocate(std::span<const std::size_t> warehouses, const AllocationInput& input) {
    Taking taking{warehouses, input};
    if (!taking.take_all()) {
        return std::nullopt;
    }
    return taking.shares();
}

} // namespace route9::fulfillment
