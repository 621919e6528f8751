// SPDX-License-Identifier: Apache-2.0
#include "core/json.hpp"

#include "core/limits.hpp"

#include <fmt/format.h>

#include <utility>

namespace route9 {
namespace {

/// nlohmann's messages without its prefix, and without the "last read" excerpt: what was read may
/// be personal data or no UTF-8. A number that overflows is quoted with all its digits.
std::string readable(std::string_view what) {
    constexpr std::size_t bytes_max = 200;
    if (const auto prefix = what.find("] "); what.starts_with('[') && prefix != what.npos) {
        what.remove_prefix(prefix + 2);
    }
    what = what.substr(0, what.find("; last read"));
    return std::string{what.substr(0, bytes_max)};
}

/// Builds the tree from nlohmann's events and refuses what its own builder lets pass.
class TreeBuilder {
public:
    Json take() { return std::move(root_); }
    std::string why() const { return why_; }

    bool null() { return place(nullptr); }
    bool boolean(bool value) { return place(value); }
    bool number_integer(std::int64_t value) { return place(value); }
    bool number_unsigned(std::uint64_t value) { return place(value); }
    bool string(std::string& value) { return place(std::move(value)); }
    bool number_float(double, const std::string& digits) {
        return place(Json::binary({digits.begin(), digits.end()}));
    }
    bool binary(Json::binary_t&) { return false; } // only binary formats send it

    bool start_object(std::size_t) { return open(Json::object()); }
    bool start_array(std::size_t) { return open(Json::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(std::string& name) {
        Level& level = levels_.back();
        auto& members = level.container->get_ref<Json::object_t&>();
        const auto [member, is_new] = members.try_emplace(std::move(name));
        level.member = &*member;
        if (!is_new) {
            return refuse(fmt::format("the name at {} appears twice in its object", path()));
        }
        if (members.size() > limits::json_members_max) {
            return refuse(
                fmt::format("an object has more than {} members", limits::json_members_max)
            );
        }
        return true;
    }

    bool
    parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& exception) {
        return refuse(readable(exception.what()));
    }

private:
    struct Level {
        Json* container;
        Json::object_t::value_type* member;
    };

    bool refuse(std::string why) {
        why_ = std::move(why);
        return false;
    }

    Json* put(Json&& value) {
        if (levels_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        const Level& level = levels_.back();
        if (level.container->is_array()) {
            return &level.container->get_ref<Json::array_t&>().emplace_back(std::move(value));
        }
        level.member->second = std::move(value);
        return &level.member->second;
    }

    bool place(Json&& value) {
        put(std::move(value));
        return true;
    }

    bool open(Json&& container) {
        if (levels_.size() == limits::json_depth_max) {
            return refuse(fmt::format("nested deeper than {} levels", limits::json_depth_max));
        }
        levels_.push_back({put(std::move(container)), nullptr});
        return true;
    }

    bool close() {
        levels_.pop_back();
        return true;
    }

    std::string path() const {
        constexpr std::size_t path_bytes_max = 200;
        std::string pointer;
        for (const Level& level : levels_) {
            pointer = level.container->is_array()
                          ? pointer_step(pointer, level.container->size() - 1)
                          : pointer_step(pointer, level.member->first);
        }
        return pointer.size() <= path_bytes_max ? pointer : "a place too long to show";
    }

    Json root_;
    std::vector<Level> levels_;
    std::string why_;
};

} // namespace

Result<Json> parse_json(std::string_view text) {
    // nlohmann takes a zero byte for the end of the text and would hide what follows it.
    if (const auto zero = text.find('\0'); zero != text.npos) {
        return fail(ErrorCode::malformed_json, fmt::format("zero byte at offset {}", zero));
    }
    TreeBuilder builder;
    if (!Json::sax_parse(text, &builder)) {
        return fail(ErrorCode::malformed_json, builder.why());
    }
    return builder.take();
}

std::optional<std::string> number_text(const Json& value) {
    if (value.is_number()) {
        return value.dump();
    }
    if (value.is_binary()) {
        const auto& digits = value.get_binary();
        return std::string{digits.begin(), digits.end()};
    }
    return std::nullopt;
}

} // namespace route9
