// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "corridor_rows.hpp"
#include "number_reader.hpp"

#include <utility>

namespace route9::fulfillment {

Certainty read_certainty(ObjectReader& reader, std::string_view name) {
    const auto word = reader.text(name, Need::required, limits::text_bytes_max);
    if (word == "verified") {
        return Certainty::verified;
    }
    if (word == "own_knowledge") {
        return Certainty::own_knowledge;
    }
    if (word && word != "uncertain") {
        reader.refuse(name, "unknown_word", "must be verified, own_knowledge or uncertain");
    }
    return Certainty::uncertain;
}

std::vector<std::string> read_texts(ObjectReader& reader, std::string_view name, Need need) {
    std::vector<std::string> texts;
    const Json* array = reader.array(name, need, corridor_rows_max);
    if (array == nullptr) {
        return texts;
    }
    for (const Json& item : *array) {
        if (!item.is_string() || item.get_ref<const std::string&>().empty()) {
            reader.refuse(name, "wrong_type", "must be an array of texts that are not empty");
            break;
        }
        texts.push_back(item.get<std::string>());
    }
    if (need == Need::required && array->empty()) {
        reader.refuse(name, "empty", "must name at least one");
    }
    return texts;
}

std::optional<Coordinates> read_coordinates(ObjectReader& reader, Need need) {
    const auto latitude = read_number(reader, "lat", need);
    const auto longitude = read_number(reader, "lon", need);
    if (!latitude || !longitude) {
        return std::nullopt;
    }
    // The box around both countries: a swapped pair falls outside.
    if (*latitude < Decimal{8, 0} || *latitude > Decimal{24, 0}) {
        reader.refuse("lat", "out_of_range", "must be from 8 to 24 degrees north");
    }
    if (*longitude < Decimal{100, 0} || *longitude > Decimal{110, 0}) {
        reader.refuse("lon", "out_of_range", "must be from 100 to 110 degrees east");
    }
    return Coordinates{*latitude, *longitude};
}

std::string read_word(ObjectReader& reader, std::string_view name, Need need) {
    return reader.text(name, need, limits::text_bytes_max).value_or(std::string{});
}

void note_id(
    ObjectReader& reader, std::string_view name, std::string id, std::set<std::string>& known
) {
    if (!id.empty() && !known.insert(std::move(id)).second) {
        reader.refuse(name, "repeated", "is the id of an earlier row; ids are unique");
    }
}

} // namespace route9::fulfillment
