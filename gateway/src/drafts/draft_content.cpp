// SPDX-License-Identifier: Apache-2.0
#include "gateway/drafts/draft_content.hpp"

#include "core/human_text.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace route9::gateway {
namespace {

using adapters::ChatDoubt;

constexpr std::array<std::string_view, 5> kRootMembers{
    "currency", "incoterm", "note", "placed_at", "promised_by"
};
constexpr std::array<std::string_view, 9> kRecipientMembers{
    "name",
    "phone",
    "country",
    "province",
    "district",
    "village",
    "address_line",
    "landmark",
    "pickup_point",
};
constexpr std::array<std::string_view, 2> kPaymentMembers{"method", "amount"};
constexpr std::array<std::string_view, 1> kSenderMembers{"location_id"};
constexpr std::array<std::string_view, 7> kItemMembers{
    "sku", "name", "quantity", "unit_price", "weight_g", "hs_code", "origin"
};
constexpr std::string_view kItems = "/items/";

bool is_counted(std::string_view member) {
    return member == "quantity" || member == "weight_g";
}

class ContentChange {
public:
    ContentChange(DraftContent& content, FieldErrors& errors)
        : content_(content), errors_(errors) {}

    void take(const Json& changes, const std::string& at) {
        if (!changes.is_object()) {
            errors_.push_back({at, "wrong_type", "must be an object"});
            return;
        }
        for (const auto& [member, value] : changes.items()) {
            const std::string where = pointer_step(at, member);
            if (member == "recipient") {
                take_members(value, where, "/recipient", kRecipientMembers);
            } else if (member == "payment") {
                take_members(value, where, "/payment", kPaymentMembers);
            } else if (member == "sender") {
                take_members(value, where, "/sender", kSenderMembers);
            } else if (member == "items") {
                take_items(value, where);
            } else {
                take_member(member, value, where, "", kRootMembers);
            }
        }
    }

private:
    using Members = std::span<const std::string_view>;

    void take_members(
        const Json& value, const std::string& where, const std::string& pointer, Members known
    ) {
        if (!value.is_object()) {
            errors_.push_back({where, "wrong_type", "must be an object"});
            return;
        }
        for (const auto& [member, each] : value.items()) {
            take_member(member, each, pointer_step(where, member), pointer, known);
        }
    }

    void take_member(
        const std::string& member,
        const Json& value,
        const std::string& where,
        const std::string& parent,
        Members known
    ) {
        if (std::ranges::find(known, member) == known.end()) {
            errors_.push_back({where, "unknown_member", "is no member of an order's draft"});
            return;
        }
        const std::string pointer = parent + "/" + member;
        if (value.is_null()) {
            forget(pointer);
        } else if (is_counted(member) ? value.is_number_integer() : is_text(value)) {
            set(pointer, value);
        } else {
            errors_.push_back(
                {where,
                 "wrong_type",
                 is_counted(member) ? "must be a whole number" : "must be text, not empty"}
            );
        }
    }

    static bool is_text(const Json& value) {
        if (!value.is_string()) {
            return false;
        }
        const auto& text = value.get_ref<const std::string&>();
        return !is_invisible(text) && count_characters(text) <= human_text_characters_max;
    }

    void take_items(const Json& value, const std::string& where) {
        if (!value.is_array() || value.size() > limits::order_lines_max) {
            errors_.push_back({where, "wrong_type", "must be a list of at most 100 items"});
            return;
        }
        std::set<std::string> gone;
        for (std::size_t i = 0; i < value.size(); ++i) {
            const std::string number = std::to_string(i);
            if (value[i].is_null()) {
                gone.insert(number);
            } else {
                const std::string pointer = std::string{kItems} + number;
                take_members(value[i], pointer_step(where, i), pointer, kItemMembers);
            }
        }
        close_up(gone);
    }

    static std::string item_of(const std::string& pointer) {
        if (!pointer.starts_with(kItems)) {
            return {};
        }
        return pointer.substr(kItems.size(), pointer.find('/', kItems.size()) - kItems.size());
    }

    /// Items that are left are numbered from 0 without a gap.
    void close_up(const std::set<std::string>& gone) {
        const auto is_gone = [&](const auto& each) { return gone.contains(item_of(each.pointer)); };
        std::erase_if(content_.fields, is_gone);
        std::erase_if(content_.doubts, is_gone);
        std::set<std::size_t> left;
        for (const DraftField& field : content_.fields) {
            if (const std::string item = item_of(field.pointer); !item.empty()) {
                left.insert(std::stoul(item));
            }
        }
        const auto renumber = [&](std::string& pointer) {
            const std::string item = item_of(pointer);
            if (!item.empty()) {
                const auto at = std::distance(left.begin(), left.find(std::stoul(item)));
                pointer.replace(kItems.size(), item.size(), std::to_string(at));
            }
        };
        for (DraftField& field : content_.fields) {
            renumber(field.pointer);
        }
        for (ChatDoubt& doubt : content_.doubts) {
            renumber(doubt.pointer);
        }
    }

    void forget(const std::string& pointer) {
        std::erase_if(content_.fields, [&](const auto& each) { return each.pointer == pointer; });
        settle(pointer);
    }

    void set(const std::string& pointer, const Json& value) {
        forget(pointer);
        content_.fields.push_back({pointer, value, DraftConfidence::given});
    }

    /// What a person has said is not doubted any more, nor is a sum that was compared with it.
    void settle(const std::string& pointer) {
        const bool is_money = pointer.starts_with(kItems) || pointer.starts_with("/payment");
        std::erase_if(content_.doubts, [&](const ChatDoubt& doubt) {
            return doubt.pointer == pointer || (is_money && doubt.code == "TOTAL_DIFFERS");
        });
    }

    DraftContent& content_;
    FieldErrors& errors_;
};

} // namespace

std::string_view name(DraftConfidence confidence) noexcept {
    constexpr std::array<std::string_view, 4> words{"low", "medium", "high", "given"};
    return words[static_cast<std::size_t>(confidence)];
}

DraftContent content_of(std::string text, const adapters::ChatOrder& order) {
    DraftContent content{.text = std::move(text), .doubts = order.doubts};
    for (const adapters::ChatField& field : order.fields) {
        DraftField out{.pointer = field.pointer, .value = nullptr};
        out.confidence = static_cast<DraftConfidence>(field.confidence);
        out.candidates = field.candidates;
        if (field.span.to > field.span.from) {
            out.span = field.span;
        }
        if (!field.value.empty()) {
            const bool is_count = is_counted(field.pointer.substr(field.pointer.rfind('/') + 1));
            out.value = is_count ? Json(std::stoll(field.value)) : Json(field.value);
        }
        content.fields.push_back(std::move(out));
    }
    return content;
}

void apply_changes(
    DraftContent& content, const Json& changes, const std::string& pointer, FieldErrors& errors
) {
    ContentChange{content, errors}.take(changes, pointer);
}

Json order_document(const DraftRecord& record, const DraftContent& content) {
    Json document{
        {"external_id", record.external_id},
        {"channel", record.channel},
        {"placed_at", format_utc(record.created_at)},
        {"recipient", Json::object()},
        {"payment", Json::object()},
        {"items", Json::array()},
    };
    std::size_t items = 0;
    for (const DraftField& field : content.fields) {
        if (field.pointer.starts_with(kItems)) {
            items = std::max(items, std::stoul(field.pointer.substr(kItems.size())) + 1);
        }
    }
    for (std::size_t i = 0; i < items; ++i) {
        document["items"].push_back(Json::object());
    }
    for (const DraftField& field : content.fields) {
        if (!field.value.is_null()) {
            document[Json::json_pointer{field.pointer}] = field.value;
        }
    }
    return document;
}

} // namespace route9::gateway
