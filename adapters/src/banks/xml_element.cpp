// SPDX-License-Identifier: Apache-2.0
#include "xml_element.hpp"

#include <algorithm>
#include <memory>

namespace route9::adapters::banks {
namespace {

std::string_view view(const xmlChar* text) noexcept {
    return text == nullptr ? std::string_view{}
                           : std::string_view{reinterpret_cast<const char*>(text)};
}

struct FreeXml {
    void operator()(xmlChar* text) const noexcept { xmlFree(text); }
};
using XmlText = std::unique_ptr<xmlChar, FreeXml>;

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) {
        return {};
    }
    return std::string{text.substr(begin, text.find_last_not_of(blanks) - begin + 1)};
}

} // namespace

std::string_view XmlElement::name() const noexcept {
    return node_ == nullptr ? std::string_view{} : view(node_->name);
}

XmlElement XmlElement::child(std::string_view name) const noexcept {
    if (node_ == nullptr) {
        return {};
    }
    for (const xmlNode* node = node_->children; node != nullptr; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && view(node->name) == name) {
            return XmlElement{node};
        }
    }
    return {};
}

XmlElement XmlElement::at(std::string_view path) const noexcept {
    XmlElement element = *this;
    while (!path.empty()) {
        const auto step = path.substr(0, path.find('/'));
        element = element.child(step);
        path.remove_prefix(std::min(path.size(), step.size() + 1));
    }
    return element;
}

std::vector<XmlElement> XmlElement::all(std::string_view name) const {
    std::vector<XmlElement> found;
    const xmlNode* first = node_ == nullptr ? nullptr : node_->children;
    for (const xmlNode* node = first; node != nullptr; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && view(node->name) == name) {
            found.emplace_back(node);
        }
    }
    return found;
}

std::string XmlElement::text() const {
    if (node_ == nullptr) {
        return {};
    }
    const XmlText content{xmlNodeGetContent(node_)};
    return trimmed(view(content.get()));
}

std::string XmlElement::attribute(const char* name) const {
    if (node_ == nullptr) {
        return {};
    }
    const XmlText value{xmlGetProp(node_, reinterpret_cast<const xmlChar*>(name))};
    return trimmed(view(value.get()));
}

} // namespace route9::adapters::banks
