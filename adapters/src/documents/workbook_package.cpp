// SPDX-License-Identifier: Apache-2.0
#include "documents/workbook_package.hpp"

#include "documents/workbook_limits.hpp"

#include <fmt/format.h>

namespace route9::adapters::workbook {
namespace {

constexpr std::string_view kZip = "PK";
/// Compound files: workbooks before 2007, and every workbook with a password ([MS-OFFCRYPTO]).
constexpr std::string_view kCompound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// "EncryptedPackage" as the directory of a compound file has it, two bytes a character.
std::string encrypted_mark() {
    std::string mark;
    for (const char character : std::string_view{"EncryptedPackage"}) {
        mark += character;
        mark += '\0';
    }
    return mark;
}

Failure no_workbook(std::string_view file) {
    if (file.empty()) {
        return fail_field("", "empty", "holds nothing: send the workbook itself");
    }
    if (file.starts_with(kCompound) && file.contains(encrypted_mark())) {
        return fail_field("", "encrypted", "has a password: save it without one and send it again");
    }
    if (file.starts_with(kCompound)) {
        return fail_field(
            "", "unsupported", "is a workbook of Excel 97: save it as Excel workbook (.xlsx)"
        );
    }
    return fail_field(
        "", "malformed", "is no workbook: save the sheet as .xlsx, or send CSV as text/csv"
    );
}

bool has(zip_t* zip, const char* name) {
    return zip_name_locate(zip, name, ZIP_FL_NOCASE) >= 0;
}

} // namespace

int PartStream::read(char* buffer, int length) {
    const auto got = zip_fread(part_.get(), buffer, static_cast<zip_uint64_t>(length));
    if (got < 0) {
        fault_ = PartFault::broken;
        return -1;
    }
    *unfolded_ += static_cast<std::uint64_t>(got);
    if (*unfolded_ > unfolded_bytes_max) {
        fault_ = PartFault::too_large;
        return -1;
    }
    return static_cast<int>(got);
}

Result<Package> Package::open(std::string_view file) {
    if (!file.starts_with(kZip)) {
        return no_workbook(file);
    }
    zip_source_t* source = zip_source_buffer_create(file.data(), file.size(), 0, nullptr);
    zip_t* zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, nullptr);
    if (zip == nullptr) {
        zip_source_free(source);
        return fail_field("", "malformed", "is a broken workbook: save it and send it again");
    }
    Package package{zip};
    if (zip_get_num_entries(zip, 0) > entries_max) {
        return fail_field("", "out_of_range", fmt::format("holds more than {} parts", entries_max));
    }
    if (has(zip, "xl/vbaProject.bin")) {
        return fail_field("", "macros", "holds macros: save it as Excel workbook (.xlsx)");
    }
    if (!has(zip, "[Content_Types].xml")) {
        return has(zip, "content.xml")
                   ? fail_field("", "unsupported", "is an OpenDocument sheet: save it as .xlsx")
                   : no_workbook(file);
    }
    return package;
}

Result<std::unique_ptr<PartStream>> Package::part(const std::string& name) {
    const auto index = zip_name_locate(zip_.get(), name.c_str(), ZIP_FL_NOCASE);
    if (index < 0) {
        return fail_field("", "malformed", fmt::format("lacks its part {:.200}", name));
    }
    zip_stat_t facts{};
    const auto at = static_cast<zip_uint64_t>(index);
    const bool known = zip_stat_index(zip_.get(), at, 0, &facts) == 0;
    if (known && (facts.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
        facts.encryption_method != ZIP_EM_NONE) {
        return fail_field("", "encrypted", "has a password: save it without one and send it again");
    }
    zip_file_t* part = zip_fopen_index(zip_.get(), at, 0);
    if (part == nullptr) {
        return fail_field("", "malformed", "is a broken workbook: save it and send it again");
    }
    return std::make_unique<PartStream>(part, *unfolded_);
}

} // namespace route9::adapters::workbook
