// SPDX-License-Identifier: Apache-2.0
// One XML part of a workbook, node by node. Names are local names. A document type is refused, so
// nothing is fetched and no entity grows. Used by the workbook reader only.
#pragma once

#include "documents/workbook_package.hpp"

#include <libxml/xmlreader.h>

#include <memory>
#include <string>
#include <string_view>

namespace route9::adapters::workbook {

class XmlPart {
public:
    static Result<XmlPart> open(Package& package, const std::string& name);

    /// On the next node; false at the end and at a fault, which end() tells.
    bool next();
    /// Error: validation_failed when the part did not end well.
    Result<void> end() const;
    /// The caller has seen enough of the part, or too much.
    void stop(Result<void> with) noexcept;

    bool starts(std::string_view element) const;
    bool ends(std::string_view element) const;
    /// Of an element that was started: it has no content and no end.
    bool is_empty() const;
    int depth() const;
    /// Of a node of text; empty elsewhere.
    std::string_view text() const;
    /// Of the started element; empty when it has none.
    std::string attribute(std::string_view name) const;

private:
    struct FreeReader {
        void operator()(xmlTextReader* reader) const noexcept { xmlFreeTextReader(reader); }
    };

    XmlPart(std::unique_ptr<PartStream> stream, std::string name);

    std::unique_ptr<PartStream> stream_; // outlives the reader
    std::unique_ptr<xmlTextReader, FreeReader> reader_;
    std::string name_;
    bool at_end_ = false;
    bool stopped_ = false;
    bool has_type_ = false;
    Result<void> with_{};
};

bool is_true(std::string_view attribute) noexcept;

} // namespace route9::adapters::workbook
