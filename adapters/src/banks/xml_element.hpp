// SPDX-License-Identifier: Apache-2.0
// A view of one XML element that answers for absent ones too, so that optional paths read plainly.
// Names are local names. Borrowed: the node belongs to the reader and dies with the next entry.
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters::banks {

class XmlElement {
public:
    XmlElement() = default;
    explicit XmlElement(const xmlNode* node) : node_(node) {}

    explicit operator bool() const noexcept { return node_ != nullptr; }
    std::string_view name() const noexcept;
    /// The first element at "Refs/EndToEndId"; absent when a step is.
    XmlElement at(std::string_view path) const noexcept;
    std::vector<XmlElement> all(std::string_view name) const;
    /// Trimmed text of the element itself; empty when absent.
    std::string text() const;
    std::string text(std::string_view path) const { return at(path).text(); }
    std::string attribute(const char* name) const;

private:
    XmlElement child(std::string_view name) const noexcept;

    const xmlNode* node_ = nullptr;
};

} // namespace route9::adapters::banks
