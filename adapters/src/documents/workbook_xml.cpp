// SPDX-License-Identifier: Apache-2.0
#include "documents/workbook_xml.hpp"

#include "documents/workbook_limits.hpp"

#include <fmt/format.h>

#include <utility>

namespace route9::adapters::workbook {
namespace {

std::string_view view(const xmlChar* text) noexcept {
    return text == nullptr ? std::string_view{}
                           : std::string_view{reinterpret_cast<const char*>(text)};
}

int read_stream(void* stream, char* buffer, int length) {
    return static_cast<PartStream*>(stream)->read(buffer, length);
}

int leave_open([[maybe_unused]] void* stream) {
    return 0;
}

void keep_quiet([[maybe_unused]] void* user, [[maybe_unused]] xmlError* error) {}

// NOLINTNEXTLINE(cert-dcl50-cpp): as libxml2 declares it
void keep_quiet_too([[maybe_unused]] void* user, [[maybe_unused]] const char* format, ...) {}

/// What libxml2 cannot decode it tells its thread and not the reader: bytes of the file, on the
/// standard error.
class Quiet {
public:
    Quiet() {
        xmlSetStructuredErrorFunc(nullptr, keep_quiet);
        xmlSetGenericErrorFunc(nullptr, keep_quiet_too);
    }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;
    ~Quiet() {
        xmlSetStructuredErrorFunc(structured_context_, structured_);
        xmlSetGenericErrorFunc(generic_context_, generic_);
    }

private:
    xmlStructuredErrorFunc structured_ = xmlStructuredError;
    void* structured_context_ = xmlStructuredErrorContext;
    xmlGenericErrorFunc generic_ = xmlGenericError;
    void* generic_context_ = xmlGenericErrorContext;
};

xmlTextReader* reader_of(PartStream& stream) {
    const Quiet quiet;
    return xmlReaderForIO(read_stream, leave_open, &stream, nullptr, nullptr, XML_PARSE_NONET);
}

} // namespace

XmlPart::XmlPart(std::unique_ptr<PartStream> stream, std::string name)
    : stream_(std::move(stream)), reader_(reader_of(*stream_)), name_(std::move(name)) {
    if (reader_) {
        xmlTextReaderSetStructuredErrorHandler(reader_.get(), keep_quiet, nullptr);
    }
}

Result<XmlPart> XmlPart::open(Package& package, const std::string& name) {
    auto stream = package.part(name);
    if (!stream) {
        return Failure{std::move(stream).error()};
    }
    return XmlPart{std::move(*stream), name};
}

bool XmlPart::next() {
    if (!reader_ || stopped_ || at_end_) {
        return false;
    }
    const Quiet quiet;
    const int state = xmlTextReaderRead(reader_.get());
    if (state != 1) {
        at_end_ = state == 0;
        stopped_ = true;
        return false;
    }
    has_type_ = xmlTextReaderNodeType(reader_.get()) == XML_READER_TYPE_DOCUMENT_TYPE;
    stopped_ = has_type_;
    return !has_type_;
}

Result<void> XmlPart::end() const {
    if (!with_) {
        return with_;
    }
    if (has_type_) {
        return fail_field("", "unsupported", "holds a document type (DTD), as no workbook does");
    }
    if (stream_->fault() == PartFault::too_large) {
        return fail_field(
            "",
            "out_of_range",
            fmt::format("unfolds to more than {} MiB: split it", unfolded_bytes_max / 1024 / 1024)
        );
    }
    if (!at_end_ || stream_->fault() == PartFault::broken) {
        return fail_field(
            "",
            "malformed",
            fmt::format("is a broken workbook in {:.200}: save it and send it again", name_)
        );
    }
    return {};
}

void XmlPart::stop(Result<void> with) noexcept {
    with_ = std::move(with);
    stopped_ = true;
    at_end_ = true;
}

bool XmlPart::starts(std::string_view element) const {
    return xmlTextReaderNodeType(reader_.get()) == XML_READER_TYPE_ELEMENT &&
           view(xmlTextReaderConstLocalName(reader_.get())) == element;
}

bool XmlPart::ends(std::string_view element) const {
    return xmlTextReaderNodeType(reader_.get()) == XML_READER_TYPE_END_ELEMENT &&
           view(xmlTextReaderConstLocalName(reader_.get())) == element;
}

bool XmlPart::is_empty() const {
    return xmlTextReaderIsEmptyElement(reader_.get()) == 1;
}

int XmlPart::depth() const {
    return xmlTextReaderDepth(reader_.get());
}

std::string_view XmlPart::text() const {
    switch (xmlTextReaderNodeType(reader_.get())) {
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        return view(xmlTextReaderConstValue(reader_.get()));
    default:
        return {};
    }
}

std::string XmlPart::attribute(std::string_view name) const {
    std::string value;
    int found = xmlTextReaderMoveToFirstAttribute(reader_.get());
    while (found == 1) {
        if (view(xmlTextReaderConstLocalName(reader_.get())) == name) {
            value = view(xmlTextReaderConstValue(reader_.get()));
            break;
        }
        found = xmlTextReaderMoveToNextAttribute(reader_.get());
    }
    xmlTextReaderMoveToElement(reader_.get());
    return value;
}

bool is_true(std::string_view attribute) noexcept {
    return attribute == "1" || attribute == "true" || attribute == "on";
}

} // namespace route9::adapters::workbook
