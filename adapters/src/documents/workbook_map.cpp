// SPDX-License-Identifier: Apache-2.0
#include "documents/workbook_map.hpp"

#include "documents/workbook_xml.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace route9::adapters::workbook {
namespace {

struct Relation {
    std::string id;
    std::string type; // behind the last slash: both namespaces end alike
    std::string part;
};

struct SheetEntry {
    std::string relation;
    std::string name;
    bool is_shown = true;
};

/// "xl/" and "../xl/worksheets/sheet1.xml" → "xl/worksheets/sheet1.xml".
std::string resolved(std::string_view folder, std::string_view target) {
    std::vector<std::string_view> steps;
    const auto walk = [&steps](std::string_view path) {
        while (!path.empty()) {
            const std::string_view step = path.substr(0, path.find('/'));
            if (step == ".." && !steps.empty()) {
                steps.pop_back();
            } else if (!step.empty() && step != "." && step != "..") {
                steps.push_back(step);
            }
            path.remove_prefix(std::min(path.size(), step.size() + 1));
        }
    };
    if (!target.starts_with('/')) {
        walk(folder);
    }
    walk(target);
    std::string path;
    for (const std::string_view step : steps) {
        path.append(path.empty() ? "" : "/").append(step);
    }
    return path;
}

std::string folder_of(std::string_view part) {
    const auto slash = part.rfind('/');
    return std::string{part.substr(0, slash == part.npos ? 0 : slash + 1)};
}

Result<std::vector<Relation>> read_relations(Package& package, const std::string& part) {
    const std::string folder = folder_of(part);
    auto xml = XmlPart::open(package, folder + "_rels/" + part.substr(folder.size()) + ".rels");
    if (!xml) {
        return Failure{std::move(xml).error()};
    }
    std::vector<Relation> relations;
    while (xml->next()) {
        if (xml->starts("Relationship") && xml->attribute("TargetMode") != "External") {
            const std::string type = xml->attribute("Type");
            relations.push_back(
                {.id = xml->attribute("Id"),
                 .type = type.substr(type.rfind('/') + 1),
                 .part = resolved(folder, xml->attribute("Target"))}
            );
        }
    }
    auto end = xml->end();
    return end ? Result<std::vector<Relation>>{std::move(relations)} : Failure{end.error()};
}

std::string part_of_type(const std::vector<Relation>& relations, std::string_view type) {
    const auto found = std::ranges::find(relations, type, &Relation::type);
    return found == relations.end() ? std::string{} : found->part;
}

Result<void> refuse_macros(Package& package) {
    auto xml = XmlPart::open(package, "[Content_Types].xml");
    if (!xml) {
        return Failure{std::move(xml).error()};
    }
    while (xml->next()) {
        if (xml->starts("Override") || xml->starts("Default")) {
            const std::string type = xml->attribute("ContentType");
            if (type.contains("macroEnabled") || type.contains("vbaProject")) {
                return fail_field("", "macros", "holds macros: save it as Excel workbook (.xlsx)");
            }
        }
    }
    return xml->end();
}

} // namespace

Result<WorkbookMap> read_map(Package& package, std::string_view preferred) {
    auto plain = refuse_macros(package);
    auto roots = plain ? read_relations(package, "") : Failure{plain.error()};
    if (!roots) {
        return Failure{std::move(roots).error()};
    }
    const std::string book = part_of_type(*roots, "officeDocument");
    auto xml = XmlPart::open(package, book);
    auto relations = xml ? read_relations(package, book) : Failure{xml.error()};
    if (!relations) {
        return Failure{std::move(relations).error()};
    }
    WorkbookMap map;
    std::vector<SheetEntry> sheets;
    while (xml->next()) {
        if (xml->starts("workbookPr")) {
            map.counts_from_1904 = is_true(xml->attribute("date1904"));
        } else if (xml->starts("sheet")) {
            const std::string state = xml->attribute("state");
            sheets.push_back(
                {xml->attribute("id"), xml->attribute("name"), state.empty() || state == "visible"}
            );
        } else if (xml->starts("calcPr")) {
            map.never_calculated = is_true(xml->attribute("fullCalcOnLoad"));
        }
    }
    if (auto end = xml->end(); !end) {
        return Failure{std::move(end).error()};
    }
    map.shared_texts = part_of_type(*relations, "sharedStrings");
    map.styles = part_of_type(*relations, "styles");
    const auto wanted = std::ranges::find(sheets, preferred, &SheetEntry::name);
    if (wanted != sheets.end()) {
        std::rotate(sheets.begin(), wanted, wanted + 1);
    }
    for (const SheetEntry& sheet : sheets) {
        const auto found = std::ranges::find(*relations, sheet.relation, &Relation::id);
        if (sheet.is_shown && found != relations->end() && found->type == "worksheet") {
            map.sheet = found->part;
            return map;
        }
    }
    return fail_field("", "empty", "holds no sheet that is shown");
}

} // namespace route9::adapters::workbook
