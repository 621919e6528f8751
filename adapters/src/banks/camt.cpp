// SPDX-License-Identifier: Apache-2.0
#include "adapters/banks/camt.hpp"

#include "camt_entry.hpp"
#include "core/limits.hpp"

#include <fmt/format.h>
#include <libxml/xmlreader.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace route9::adapters::banks {
namespace {

using payments::BankStatement;
using payments::StatementFile;

struct FreeReader {
    void operator()(xmlTextReader* reader) const noexcept { xmlFreeTextReader(reader); }
};
using ReaderHandle = std::unique_ptr<xmlTextReader, FreeReader>;

std::string_view view(const xmlChar* text) noexcept {
    return text == nullptr ? std::string_view{}
                           : std::string_view{reinterpret_cast<const char*>(text)};
}

void keep_first_fault(void* user, xmlError* error) {
    auto& fault = *static_cast<std::string*>(user);
    if (fault.empty() && error != nullptr && error->message != nullptr) {
        std::string_view message{error->message};
        message = message.substr(0, message.find_last_not_of('\n') + 1);
        fault = fmt::format("line {}: {}", error->line, message);
    }
}

bool is_statement(std::string_view name) noexcept {
    return name == "Stmt" || name == "Rpt" || name == "Ntfctn";
}

/// "camt.053.001.08" out of whatever namespace the bank made of it.
std::string format_of(std::string_view name_space, std::string_view statement) {
    constexpr std::size_t length = std::string_view{"camt.053.001.08"}.size();
    if (const auto at = name_space.find("camt."); at != std::string_view::npos) {
        return std::string{name_space.substr(at, length)};
    }
    if (statement == "Rpt") {
        return "camt.052";
    }
    return statement == "Stmt" ? "camt.053" : "camt.054";
}

class CamtReader {
public:
    explicit CamtReader(xmlTextReader* reader) : reader_(reader) {}

    /// False when the XML ended badly; the caller knows the fault.
    bool run();

    StatementFile file;
    FieldErrors errors;
    bool refused_dtd = false;
    bool too_deep = false;

private:
    void start_statement(std::string_view name);
    void finish_statement();
    bool read_child(std::string_view name);
    void read_part(const XmlElement& element, BankStatement& statement, const CamtContext& in);
    void read_balance(const XmlElement& balance, BankStatement& statement, const CamtContext& in);

    xmlTextReader* reader_;
    std::optional<int> statement_depth_;
    std::string path_;
    std::size_t entries_ = 0;
    std::size_t entries_here_ = 0;
    bool opening_is_final_ = false;
};

bool CamtReader::run() {
    int state = xmlTextReaderRead(reader_);
    while (state == 1) {
        const int type = xmlTextReaderNodeType(reader_);
        const int depth = xmlTextReaderDepth(reader_);
        const auto name = view(xmlTextReaderConstLocalName(reader_));
        refused_dtd = type == XML_READER_TYPE_DOCUMENT_TYPE;
        too_deep = depth > limits::statement_depth_max;
        if (refused_dtd || too_deep) {
            return false;
        }
        bool consumed = false;
        if (type == XML_READER_TYPE_ELEMENT && statement_depth_ && depth == *statement_depth_ + 1) {
            if (!read_child(name)) {
                return false;
            }
            consumed = true;
        } else if (type == XML_READER_TYPE_ELEMENT && !statement_depth_ && is_statement(name)) {
            start_statement(name);
            if (xmlTextReaderIsEmptyElement(reader_) == 1) {
                finish_statement();
            }
        } else if (type == XML_READER_TYPE_END_ELEMENT && statement_depth_ == depth) {
            finish_statement();
        }
        state = consumed ? xmlTextReaderNext(reader_) : xmlTextReaderRead(reader_);
    }
    return state == 0;
}

void CamtReader::start_statement(std::string_view name) {
    statement_depth_ = xmlTextReaderDepth(reader_);
    if (file.format.empty()) {
        file.format = format_of(view(xmlTextReaderConstNamespaceUri(reader_)), name);
    }
    file.statements.emplace_back();
    path_ = fmt::format("/{}[{}]", name, file.statements.size());
    entries_here_ = 0;
    opening_is_final_ = false;
}

void CamtReader::finish_statement() {
    auto& statement = file.statements.back();
    statement_depth_.reset();
    if (statement.currency.empty() && !statement.lines.empty()) {
        statement.currency = statement.lines.front().currency;
    }
    if (payments::chain_ok(statement) == false) {
        statement.warnings.emplace_back("opening balance and booked lines do not give the closing");
    }
}

/// The part of the statement the reader stands on; false when it is not well-formed.
bool CamtReader::read_child(std::string_view name) {
    constexpr std::array<std::string_view, 5> parts{"Id", "Acct", "FrToDt", "Bal", "Ntry"};
    if (std::ranges::find(parts, name) == parts.end()) {
        return true;
    }
    auto& statement = file.statements.back();
    const bool is_entry = name == "Ntry";
    if (is_entry && ++entries_ > limits::statement_entries_max) {
        if (entries_ == limits::statement_entries_max + 1) {
            errors.push_back({path_, "too_many", "split the file: it has too many entries"});
        }
        return true;
    }
    const std::string own_name{name};
    const auto* node = xmlTextReaderExpand(reader_);
    if (node == nullptr) {
        return false;
    }
    const CamtContext in{
        .path = is_entry ? fmt::format("{}/Ntry[{}]", path_, ++entries_here_)
                         : fmt::format("{}/{}", path_, own_name),
        .errors = &errors,
        .warnings = &statement.warnings,
    };
    if (errors.size() < limits::field_errors_max) {
        read_part(XmlElement{node}, statement, in);
    }
    return true;
}

void CamtReader::read_part(
    const XmlElement& element, BankStatement& statement, const CamtContext& in
) {
    const auto name = element.name();
    if (name == "Id") {
        statement.id = element.text();
    } else if (name == "Acct") {
        statement.account = read_account(element);
        if (const auto currency = element.text("Ccy"); !currency.empty()) {
            statement.currency = currency;
        }
    } else if (name == "FrToDt") {
        const auto day = [&](const char* path) -> std::optional<Day> {
            const auto parsed = parse_day(element.text(path).substr(0, 10));
            return parsed ? std::optional{*parsed} : std::nullopt;
        };
        statement.from = day("FrDtTm");
        statement.to = day("ToDtTm");
    } else if (name == "Bal") {
        read_balance(element, statement, in);
    } else if (auto line = read_entry(element, in)) {
        statement.lines.push_back(*std::move(line));
    }
}

/// OPBD and CLBD; the closing of the day before (PRCD) opens where OPBD is missing.
void CamtReader::read_balance(
    const XmlElement& balance, BankStatement& statement, const CamtContext& in
) {
    auto type = balance.text("Tp/CdOrPrtry/Cd");
    if (type.empty()) {
        type = balance.text("Tp/Cd");
    }
    if (type != "OPBD" && type != "CLBD" && type != "PRCD") {
        return;
    }
    std::string currency;
    const auto amount = read_signed_amount(balance, in, currency);
    if (!amount) {
        return;
    }
    if (statement.currency.empty()) {
        statement.currency = currency;
    }
    if (currency != statement.currency) {
        statement.warnings.push_back(fmt::format(
            "{}: a balance in {} of an account kept in {}", in.path, currency, statement.currency
        ));
    }
    if (type == "CLBD") {
        statement.closing = amount;
    } else if (!opening_is_final_) {
        statement.opening = amount;
        opening_is_final_ = type == "OPBD";
    }
}

} // namespace

Result<StatementFile> read_camt(std::string_view xml) {
    if (xml.size() > limits::upload_bytes_max) {
        return fail(ErrorCode::payload_too_large, "a statement file is at most 32 MiB");
    }
    // Entities stay unexpanded and nothing is fetched; a document type is refused where it stands.
    const ReaderHandle reader{xmlReaderForMemory(
        xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, XML_PARSE_NONET
    )};
    if (!reader) {
        return fail(ErrorCode::malformed_request, "the file is empty or cannot be read as XML");
    }
    std::string fault;
    xmlTextReaderSetStructuredErrorHandler(reader.get(), &keep_first_fault, &fault);
    CamtReader camt{reader.get()};
    const bool complete = camt.run();
    if (camt.refused_dtd) {
        return fail_field("/", "unsupported", "take the document type (DTD) out of the file");
    }
    if (camt.too_deep) {
        return fail(ErrorCode::malformed_request, "the elements are nested too deeply");
    }
    if (!complete || !fault.empty()) {
        return fail(ErrorCode::malformed_request, "this is no well-formed XML: " + fault);
    }
    if (camt.file.statements.empty()) {
        return fail_field(
            "/", "required", "the file holds no statement: Stmt, Rpt or Ntfctn is missing"
        );
    }
    if (!camt.errors.empty()) {
        return fail_fields(std::move(camt.errors));
    }
    return std::move(camt.file);
}

} // namespace route9::adapters::banks
