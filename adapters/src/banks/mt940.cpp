// SPDX-License-Identifier: Apache-2.0
#include "adapters/banks/mt940.hpp"

#include "bank_text.hpp"
#include "core/limits.hpp"
#include "mt940_line.hpp"

#include <algorithm>
#include <utility>

namespace route9::adapters::banks {
namespace {

using payments::BankStatement;
using payments::StatementFile;

constexpr std::string_view kFirstTag = ":20:";

/// Control bytes that transports leave behind go, line ends become '\n'.
std::string cleaned(std::string_view file) {
    std::string text = bank_text(file, CodePage::western);
    std::ranges::replace(text, '\t', ' ');
    std::erase_if(text, [](char character) {
        return (static_cast<unsigned char>(character) < 0x20 && character != '\n') ||
               character == '\x7F';
    });
    return text;
}

class Mt940Reader {
public:
    void take(const Mt940Field& field);
    /// The end of the text, which ends the message that is still open.
    void end(std::size_t last_line, bool inside_tag);

    StatementFile file;
    FieldErrors errors;

private:
    void start(const Mt940Field& field);
    void finish(std::size_t line, bool cut_off);
    void take_inside(const Mt940Field& field);
    void take_balance(const Mt940Field& field);
    void take_line(const Mt940Field& field);
    Mt940Place place_of(const Mt940Field& field);

    bool open_ = false;
    bool interim_ = false;          // MT942
    bool totals_ = false;           // its :90D: or :90C: were there
    bool has_line_ = false;         // the field before was a good :61: or what was told of it
    std::size_t entries_ = 0;       // of the whole file
    std::size_t errors_before_ = 0; // this message
};

Mt940Place Mt940Reader::place_of(const Mt940Field& field) {
    return {
        .line = field.line,
        .tag = field.tag,
        .errors = &errors,
        .warnings = &file.statements.back().warnings,
    };
}

void Mt940Reader::take(const Mt940Field& field) {
    if (field.ends_message()) {
        if (open_) {
            finish(field.line, false);
        }
    } else if (field.tag == "20") {
        if (open_) {
            finish(field.line, false);
        }
        start(field);
    } else if (open_) {
        take_inside(field);
    } else if (errors.size() < limits::field_errors_max) {
        const Mt940Place place{.line = field.line, .tag = "20", .errors = &errors};
        place.refuse("required", "a message begins with :20:, here is :" + field.tag + ":");
    }
}

void Mt940Reader::end(std::size_t last_line, bool inside_tag) {
    if (open_) {
        finish(last_line, true);
    } else if (file.statements.empty() || inside_tag) {
        const Mt940Place place{.line = last_line, .tag = "20", .errors = &errors};
        place.refuse("required", "the text ends before a message begins with :20:");
    }
}

void Mt940Reader::start(const Mt940Field& field) {
    open_ = true;
    interim_ = false;
    totals_ = false;
    has_line_ = false;
    errors_before_ = errors.size();
    file.statements.emplace_back().id = field.text.substr(0, field.text.find('\n'));
}

/// `cut_off`: the text is at its end without the mark that ends a message.
void Mt940Reader::finish(std::size_t line, bool cut_off) {
    open_ = false;
    auto& statement = file.statements.back();
    if (file.format.empty()) {
        file.format = interim_ ? "mt942" : "mt940";
    }
    const auto missing = [&](std::string_view tag, const char* message) {
        const Mt940Place place{.line = line, .tag = tag, .errors = &errors};
        place.refuse("required", message);
    };
    if (errors.size() > errors_before_) {
        return; // what is missing may be what was bad
    }
    if (statement.account.empty()) {
        missing("25", "the account is missing, or the file was cut off before this line ends");
    } else if (!interim_ && !statement.opening) {
        missing("60F", "the opening balance is missing, or the file was cut off");
    } else if (!interim_ && !statement.closing) {
        missing("62F", "the closing balance is missing, or the file was cut off");
    } else if (interim_ && cut_off && !totals_) {
        missing("90D", "neither totals nor the mark - end the report: the file was cut off");
    }
    if (payments::chain_ok(statement) == false) {
        statement.warnings.emplace_back("opening balance and booked lines do not give the closing");
    }
}

void Mt940Reader::take_inside(const Mt940Field& field) {
    auto& statement = file.statements.back();
    if (field.tag == "86" || field.tag == "NS") {
        if (has_line_) {
            auto& line = statement.lines.back();
            field.tag == "86" ? add_information(line, field.text) : add_ns_block(line, field.text);
        }
        return;
    }
    has_line_ = false;
    if (field.tag == "25") {
        statement.account = field.text.substr(0, field.text.find_first_of(" \n"));
    } else if (field.tag == "60F" || field.tag == "60M" || field.tag == "62F" ||
               field.tag == "62M") {
        take_balance(field);
    } else if (field.tag == "34F") {
        interim_ = true;
        statement.currency = field.text.substr(0, 3);
    } else if (field.tag == "90D" || field.tag == "90C") {
        totals_ = true;
    } else if (field.tag == "61") {
        take_line(field);
    }
}

void Mt940Reader::take_balance(const Mt940Field& field) {
    auto& statement = file.statements.back();
    const auto place = place_of(field);
    const auto balance = read_balance(field.text, place);
    if (!balance) {
        return;
    }
    if (statement.currency.empty()) {
        statement.currency = balance->currency;
    }
    if (statement.currency != balance->currency) {
        place.warn("a balance in " + balance->currency + " of an account kept in another currency");
    }
    if (field.tag.starts_with("60")) {
        statement.opening = balance->amount;
        statement.from = balance->day;
    } else {
        statement.closing = balance->amount;
        statement.to = balance->day;
    }
}

void Mt940Reader::take_line(const Mt940Field& field) {
    auto& statement = file.statements.back();
    const auto place = place_of(field);
    if (++entries_ > limits::statement_entries_max) {
        if (entries_ == limits::statement_entries_max + 1) {
            place.refuse("too_many", "split the file: it has too many entries");
        }
        return;
    }
    if (statement.currency.empty()) {
        place.refuse("required", "no :60F: (or :34F: of an interim report) names the currency");
        return;
    }
    if (auto line = read_line(field.text, statement.currency, place)) {
        statement.lines.push_back(*std::move(line));
        has_line_ = true;
    }
}

} // namespace

bool looks_like_mt940(std::string_view file) {
    const std::string head = cleaned(file.substr(0, 1024));
    return head.starts_with("{1:") || head.starts_with(kFirstTag) ||
           head.find("\n:20:") != std::string::npos;
}

Result<StatementFile> read_mt940(std::string_view file) {
    if (file.size() > limits::upload_bytes_max) {
        return fail(ErrorCode::payload_too_large, "a statement file is at most 32 MiB");
    }
    const std::string text = cleaned(file);
    Mt940Reader reader;
    for (const Mt940Field& field : split_mt940(text)) {
        reader.take(field);
    }
    const std::string_view last = std::string_view{text}.substr(text.rfind('\n') + 1);
    reader.end(last_line_of(text), !last.empty() && kFirstTag.starts_with(last));
    if (!reader.errors.empty()) {
        return fail_fields(std::move(reader.errors));
    }
    return std::move(reader.file);
}

} // namespace route9::adapters::banks
