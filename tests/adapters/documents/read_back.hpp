// SPDX-License-Identifier: Apache-2.0
// Other programs that read what was drawn: poppler for the pages, zbar for the codes.
#pragma once

#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

namespace route9::adapters {

struct ClosePipe {
    void operator()(std::FILE* pipe) const { pclose(pipe); }
};

inline std::string output_of(const std::string& command) {
    const std::unique_ptr<std::FILE, ClosePipe> pipe{popen(command.c_str(), "r")};
    std::string out;
    std::array<char, 4096> chunk{};
    while (const auto size = std::fread(chunk.data(), 1, chunk.size(), pipe.get())) {
        out.append(chunk.data(), size);
    }
    return out;
}

/// A folder of its own that goes with it.
class ReadBack {
public:
    explicit ReadBack(const std::string& name)
        : folder_(
              std::filesystem::temp_directory_path() /
              ("route9-" + name + "-" + std::to_string(getpid()))
          ) {
        std::filesystem::create_directories(folder_);
    }
    ReadBack(const ReadBack&) = delete;
    ReadBack& operator=(const ReadBack&) = delete;
    ~ReadBack() { std::filesystem::remove_all(folder_); }

    std::string save(const std::string& name, std::string_view bytes) const {
        const auto path = (folder_ / name).string();
        std::ofstream{path, std::ios::binary} << bytes;
        return path;
    }
    std::string words(std::string_view pdf) const {
        return output_of("pdftotext -layout " + save("words.pdf", pdf) + " -");
    }
    std::string facts(std::string_view pdf) const {
        return output_of("pdfinfo " + save("facts.pdf", pdf));
    }
    /// What zbar reads on a page printed with that many dots an inch: "qrcode" or "code128".
    std::string codes(std::string_view pdf, const std::string& kind, int dpi = 203) const {
        const auto file = save("codes.pdf", pdf);
        const auto picture = (folder_ / "codes").string();
        output_of(
            "pdftoppm -r " + std::to_string(dpi) + " -png -singlefile " + file + " " + picture
        );
        return codes_of_picture(picture + ".png", kind);
    }
    static std::string codes_of_picture(const std::string& path, const std::string& kind) {
        return output_of("zbarimg -q --raw -Sdisable -S" + kind + ".enable " + path);
    }

private:
    std::filesystem::path folder_;
};

} // namespace route9::adapters
