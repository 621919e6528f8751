// SPDX-License-Identifier: Apache-2.0
#include "corridor_fixture.hpp"

#include "fulfillment/plan_document.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace route9::fulfillment {
namespace {

Corridor load() {
    const CorridorTexts texts = corridor_texts();
    auto corridor = load_corridor(texts.files());
    if (!corridor) {
        throw std::runtime_error(plan_document_error(corridor.error()));
    }
    return std::move(*corridor);
}

} // namespace

std::string read_whole_file(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        throw std::runtime_error("cannot read " + path);
    }
    return {std::istreambuf_iterator<char>{file}, {}};
}

CorridorTexts corridor_texts() {
    const std::string folder = ROUTE9_SOURCE_DIR "/data/corridor/";
    return {
        read_whole_file(folder + "gates.json"),
        read_whole_file(folder + "hubs.json"),
        read_whole_file(folder + "legs.json"),
        read_whole_file(folder + "provinces_la.json"),
        read_whole_file(folder + "provinces_vn.json"),
        read_whole_file(folder + "former_districts_vn.csv"),
    };
}

const Corridor& builtin_corridor() {
    static const Corridor corridor = load();
    return corridor;
}

Json run_plan(const Json& document) {
    const auto answer = run_plan_document(print_json(document), builtin_corridor());
    if (!answer) {
        throw std::runtime_error(plan_document_error(answer.error()));
    }
    return parse_json(*answer).value();
}

} // namespace route9::fulfillment
