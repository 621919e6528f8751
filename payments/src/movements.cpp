// SPDX-License-Identifier: Apache-2.0
#include "payments/movements.hpp"

#include "core/text.hpp"
#include "payments/payment_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

namespace route9::payments {
namespace {

constexpr std::size_t kReferenceMin = 6;

/// Observations that were found to be one movement, with what keeps others apart.
struct Group {
    std::vector<const Observation*> members;
    const Observation* first = nullptr;
    bool has_line = false;
    bool has_notice = false;
    bool absorbed = false;
    std::string end_to_end{};
    std::vector<PaymentCode> codes{};
    std::string text{}; // folded, tight

    Day day() const { return corridor_day(first->booked); }
};

Group group_of(const Observation& observation) {
    const auto memo = fold(observation.memo);
    Group group{.members = {&observation}, .first = &observation};
    group.has_line = is_booked_source(observation.source);
    group.has_notice = !group.has_line;
    group.end_to_end = observation.end_to_end;
    for (auto& hit : find_codes(memo)) {
        group.codes.push_back(std::move(hit.code));
    }
    std::ranges::sort(group.codes);
    group.text = memo.tight;
    return group;
}

bool may_join(const Group& left, const Group& right) {
    const bool other_id = !left.end_to_end.empty() && !right.end_to_end.empty() &&
                          left.end_to_end != right.end_to_end;
    const bool other_codes =
        !left.codes.empty() && !right.codes.empty() && left.codes != right.codes;
    return !other_id && !other_codes;
}

void absorb(Group& into, Group& from) {
    into.members.insert(into.members.end(), from.members.begin(), from.members.end());
    if (from.has_line && !into.has_line) {
        into.first = from.first;
        into.text = from.text;
    }
    into.has_line = into.has_line || from.has_line;
    into.has_notice = into.has_notice || from.has_notice;
    if (into.end_to_end.empty()) {
        into.end_to_end = from.end_to_end;
    }
    if (into.codes.empty()) {
        into.codes = from.codes;
    }
    from.absorbed = true;
}

std::string scope_of(const Observation& seen) {
    return fmt::format(
        "{}\n{}\n{}\n{}",
        seen.tenant,
        seen.account,
        seen.amount.minor(),
        code(seen.amount.currency())
    );
}

/// Merges groups with an equal key, in the order given, into the first that they may join.
void merge_by_key(
    std::vector<Group>& groups, const std::function<std::string(const Group&)>& key_of
) {
    std::map<std::string, std::vector<Group*>> buckets;
    for (auto& group : groups) {
        if (group.absorbed) {
            continue;
        }
        const auto key = key_of(group);
        if (key.empty()) {
            continue;
        }
        auto& bucket = buckets[key];
        const auto home = std::ranges::find_if(bucket, [&](const Group* known) {
            return may_join(*known, group);
        });
        if (home == bucket.end()) {
            bucket.push_back(&group);
        } else {
            absorb(**home, group);
        }
    }
}

/// The n-th equal line of its file is another movement than the first.
std::map<const Observation*, std::size_t> count_equal_lines(const std::vector<Group>& groups) {
    std::map<std::string, std::size_t> seen;
    std::map<const Observation*, std::size_t> nth;
    for (const auto& group : groups) {
        if (group.has_line) {
            nth[group.first] = ++seen[group.first->file + '\n' + bank_key(*group.first, 1)];
        }
    }
    return nth;
}

bool reference_stands_in(const std::string& reference, const std::string& text) {
    const auto folded = fold_memo_tight(reference);
    return folded.size() >= kReferenceMin && text.contains(folded);
}

/// 5.5a step 2: the notice's reference stands in the line's text, or the reverse.
void join_by_text_reference(std::vector<Group>& groups) {
    std::map<std::string, std::vector<Group*>> lines;
    for (auto& group : groups) {
        if (!group.absorbed && group.has_line && !group.has_notice) {
            lines[scope_of(*group.first)].push_back(&group);
        }
    }
    for (auto& notice : groups) {
        if (notice.absorbed || notice.has_line) {
            continue;
        }
        auto& candidates = lines[scope_of(*notice.first)];
        const auto home = std::ranges::find_if(candidates, [&](const Group* line) {
            return !line->has_notice && may_join(*line, notice) &&
                   (reference_stands_in(notice.first->bank_ref, line->text) ||
                    reference_stands_in(line->first->bank_ref, notice.text));
        });
        if (home != candidates.end()) {
            absorb(**home, notice);
        }
    }
}

long days_between(Day left, Day right) {
    return std::abs((std::chrono::sys_days{left} - std::chrono::sys_days{right}).count());
}

void pair_in_time_order(const std::vector<Group*>& cluster) {
    std::vector<Group*> lines;
    std::vector<Group*> notices;
    for (auto* group : cluster) {
        (group->has_line ? lines : notices).push_back(group);
    }
    if (lines.size() != notices.size()) {
        return;
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (days_between(lines[i]->day(), notices[i]->day()) <= 1 &&
            may_join(*lines[i], *notices[i])) {
            absorb(*lines[i], *notices[i]);
        }
    }
}

/// 5.5a steps 3 and 4: the same account and amount within a day of each other, with equal text
/// first; pairs only where both sides count the same.
void join_by_equal_counts(std::vector<Group>& groups, bool equal_text) {
    std::map<std::string, std::vector<Group*>> buckets;
    for (auto& group : groups) {
        if (!group.absorbed && !(group.has_line && group.has_notice)) {
            buckets[scope_of(*group.first) + (equal_text ? '\n' + group.text : "")].push_back(&group
            );
        }
    }
    for (auto& [key, bucket] : buckets) {
        std::vector<Group*> cluster;
        for (auto* group : bucket) {
            if (!cluster.empty() && days_between(cluster.back()->day(), group->day()) > 1) {
                pair_in_time_order(cluster);
                cluster.clear();
            }
            cluster.push_back(group);
        }
        pair_in_time_order(cluster);
    }
}

void fill(std::string& gap, const std::string& value) {
    if (gap.empty()) {
        gap = value;
    }
}

void fill_gaps(Observation& facts, const Observation& other) {
    fill(facts.end_to_end, other.end_to_end);
    fill(facts.virtual_account, other.virtual_account);
    fill(facts.payer, other.payer);
    fill(facts.counterparty_name, other.counterparty_name);
    fill(facts.original_end_to_end, other.original_end_to_end);
    fill(facts.return_code, other.return_code);
    fill(facts.original_ref, other.original_ref);
    facts.reversal = facts.reversal || other.reversal;
    if (!facts.instructed) {
        facts.instructed = other.instructed;
    }
    if (!facts.charges) {
        facts.charges = other.charges;
    }
    if (facts.details.empty()) {
        facts.details = other.details;
    }
    if (!facts.memo.contains(other.memo)) {
        facts.memo += ' ' + other.memo;
    }
}

Movement movement_of(const Group& group) {
    Movement movement{.id = {}, .booked_by_bank = group.has_line, .facts = *group.first};
    for (const auto* member : group.members) {
        movement.observations.push_back(member->id);
        movement.signed_notice = movement.signed_notice ||
                                 (!is_booked_source(member->source) && !member->unsigned_notice);
        if (member != group.first) {
            fill_gaps(movement.facts, *member);
        }
    }
    std::ranges::sort(movement.observations);
    return movement;
}

} // namespace

bool is_booked_source(std::string_view source) noexcept {
    return source == "statement" || source == "query";
}

std::string bank_key(const Observation& line, std::size_t nth) {
    if (!line.bank_ref.empty()) {
        return scope_of(line) + "\nref\n" + line.bank_ref;
    }
    return fmt::format(
        "{}\nday\n{}\n{}\n{}",
        scope_of(line),
        format_day(corridor_day(line.booked)),
        fold_memo_tight(line.memo),
        nth
    );
}

std::vector<Movement> gather_movements(std::span<const Observation> observations) {
    std::vector<Group> groups;
    groups.reserve(observations.size());
    for (const auto& observation : observations) {
        groups.push_back(group_of(observation));
    }
    std::ranges::sort(groups, {}, [](const Group& group) {
        return std::tie(group.first->booked, group.first->id);
    });
    const auto nth = count_equal_lines(groups);
    merge_by_key(groups, [&](const Group& group) {
        return group.has_line ? bank_key(*group.first, nth.at(group.first)) : std::string{};
    });
    merge_by_key(groups, [](const Group& group) {
        const auto& seen = *group.first;
        return group.has_line || seen.notice_id.empty() ? std::string{}
                                                        : seen.tenant + '\n' + seen.notice_id;
    });
    merge_by_key(groups, [](const Group& group) {
        return group.first->bank_ref.empty() ? std::string{} : bank_key(*group.first, 1);
    });
    join_by_text_reference(groups);
    join_by_equal_counts(groups, true);
    join_by_equal_counts(groups, false);

    std::vector<Movement> movements;
    for (const auto& group : groups) {
        if (!group.absorbed) {
            movements.push_back(movement_of(group));
        }
    }
    std::ranges::sort(movements, {}, [](const Movement& movement) {
        return std::tie(movement.facts.booked, movement.observations.front());
    });
    for (std::size_t i = 0; i < movements.size(); ++i) {
        movements[i].id = fmt::format("M{}", i + 1);
    }
    return movements;
}

} // namespace route9::payments
