// SPDX-License-Identifier: Apache-2.0
#include "gateway/tools/verify_tool.hpp"

#include "adapters/marketplaces/hook_diagnosis.hpp"
#include "adapters/marketplaces/simple_rule.hpp"
#include "core/crypto.hpp"
#include "data_file.hpp"
#include "gateway/intake/connection_checks.hpp"
#include "gateway/tools/tool_input.hpp"
#include "gateway/tools/verify_log_tool.hpp"
#include "nearest_name.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <ostream>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using adapters::HeaderField;
using adapters::HookDiagnosis;
using adapters::Profile;
using adapters::ProfileTable;

constexpr std::string_view kUsage =
    "route9 verify webhook --platform NAME --secret SECRET [--header 'NAME: VALUE'] ... "
    "[--query NAME=VALUE] ... [--set NAME=VALUE] ... [--at TIME] [--data DIR] [BODY_FILE]\n"
    "route9 verify log DIRECTORY|http://HOST:PORT/log/TENANT [--key NAME+ID+KEY] "
    "[--since CHECKPOINT_FILE]\n"
    "route9 verify passport [--key NAME+ID+KEY] [PASSPORT_FILE]";

struct Question {
    std::string platform;
    std::vector<std::pair<std::string, std::string>> headers;
    std::vector<std::pair<std::string, std::string>> query;
    adapters::HookKeys keys;
    Instant at = std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
    std::string body_file = "-";
    std::string data{}; // where the profiles are; empty = where the program finds them
};

std::string without_blanks(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    const auto last = text.find_last_not_of(" \t\r\n");
    return first == text.npos ? std::string{} : text.substr(first, last - first + 1);
}

/// "NAME: VALUE" and "NAME=VALUE".
std::optional<std::pair<std::string, std::string>> split(const std::string& text, char at) {
    const auto end = text.find(at);
    if (end == text.npos || end == 0) {
        return std::nullopt;
    }
    return std::pair{without_blanks(text.substr(0, end)), without_blanks(text.substr(end + 1))};
}

Result<void> take_option(Question& question, const std::string& name, const std::string& value) {
    if (name == "--platform") {
        question.platform = value;
    } else if (name == "--secret") {
        const auto number = std::to_string(question.keys.secrets.size() + 1);
        question.keys.secrets.push_back({"secret " + number, Secret{std::string_view{value}}});
    } else if (name == "--header") {
        const auto field = split(value, ':');
        if (!field) {
            return fail_field(name, "bad_value", "write --header 'NAME: VALUE', with a colon");
        }
        question.headers.push_back(*field);
    } else if (name == "--query") {
        const auto parameter = split(value, '=');
        if (!parameter) {
            return fail_field(name, "bad_value", "write --query NAME=VALUE, with =");
        }
        question.query.push_back(*parameter);
    } else if (name == "--set") {
        const auto setting = split(value, '=');
        if (!setting) {
            return fail_field(name, "bad_value", "write --set NAME=VALUE, with =");
        }
        question.keys.settings[setting->first] = setting->second;
    } else if (name == "--data") {
        question.data = value;
    } else if (name == "--at") {
        const auto at = parse_rfc3339(value);
        if (!at) {
            return fail_field(name, "bad_value", "write a time like 2026-03-10T08:00:00+07:00");
        }
        question.at = *at;
    } else {
        return fail_field(name, "unknown_value", "use: " + std::string{kUsage});
    }
    return {};
}

Result<Question> read_question(std::span<const std::string> words) {
    Question question;
    bool has_body = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool is_option = words[i].starts_with("--");
        if (is_option && i + 1 < words.size()) {
            if (auto taken = take_option(question, words[i], words[i + 1]); !taken) {
                return Failure{std::move(taken).error()};
            }
            ++i;
        } else if (is_option || std::exchange(has_body, true)) {
            return fail_field(words[i], "unknown_value", "use: " + std::string{kUsage});
        } else {
            question.body_file = words[i];
        }
    }
    return question;
}

Result<const Profile*> find_profile(const ProfileTable& profiles, const std::string& platform) {
    const Profile* found = profiles.find(platform);
    if (found != nullptr) {
        return found;
    }
    std::vector<std::string> known;
    known.reserve(profiles.rows().size());
    for (const Profile& row : profiles.rows()) {
        known.push_back(row.platform);
    }
    const std::string near = nearest_name(platform, known);
    return fail_field(
        "--platform",
        "unknown_value",
        "use one of " + listed(known) + (near.empty() ? "" : " (did you mean " + near + "?)")
    );
}

/// Settings that make no rule are told before anything is verified.
Result<void> check_given(const Profile& profile, const adapters::HookSettings& settings) {
    if (profile.signature.scheme != adapters::SignatureScheme::simple) {
        auto checked = check_settings(profile, {settings.begin(), settings.end()});
        if (checked) {
            return checked;
        }
        Error error = std::move(checked).error();
        for (FieldError& field : error.fields) {
            field.pointer = "--set"; // the message names the setting
        }
        return Failure{std::move(error)};
    }
    auto rule = adapters::simple_rule(settings);
    return rule ? Result<void>{} : Failure{std::move(rule).error()};
}

void tell(
    std::ostream& output,
    const Profile& profile,
    const adapters::HookSettings& settings,
    const HookDiagnosis& diagnosis
) {
    const adapters::Verification& verdict = diagnosis.verdict;
    if (verdict.accepted) {
        output << "good: " << profile.platform << " has signed it (" << verdict.secret_id << ")\n";
        return;
    }
    output << "not good: " << name(verdict.refusal) << ": " << explain(verdict.refusal) << '\n';
    for (const std::string& expected : diagnosis.expected) {
        output << "expected in " << diagnosis.header << ": " << expected << '\n';
    }
    for (const std::string& hint : diagnosis.hints) {
        output << "hint: " << hint << '\n';
    }
    for (const auto& name : unsigned_without(profile, {settings.begin(), settings.end()})) {
        output << "hint: give --set " << name << "=…, " << profile.platform << " signs it\n";
    }
}

int answer(
    const Question& question,
    const ProfileTable& profiles,
    const Profile& profile,
    const std::string& body,
    std::ostream& output
) {
    std::vector<HeaderField> fields;
    fields.reserve(question.headers.size());
    for (const auto& [name, value] : question.headers) {
        fields.push_back({name, value});
    }
    std::vector<HeaderField> query;
    query.reserve(question.query.size());
    for (const auto& [name, value] : question.query) {
        query.push_back({name, value});
    }
    const auto url = question.keys.settings.find("public_url");
    const adapters::HookRequest request{
        .headers = fields,
        .body = body,
        .public_url = url == question.keys.settings.end() ? std::string_view{} : url->second,
        .query = query,
    };
    const HookDiagnosis diagnosis =
        adapters::diagnose_hook(profiles, profile, request, question.keys, question.at);
    tell(output, profile, question.keys.settings, diagnosis);
    return diagnosis.verdict.accepted ? tools::exit_done : tools::exit_refused;
}

} // namespace

int run_verify_tool(
    std::span<const std::string> args,
    std::istream& input,
    std::ostream& output,
    std::ostream& errors,
    const std::filesystem::path& data_directory
) {
    crypto_start();
    if (std::ranges::find(args, "--help") != args.end()) {
        output << "usage: " << kUsage << '\n';
        return tools::exit_done;
    }
    if (!args.empty() && args.front() == "log") {
        return run_verify_log_tool(args.subspan(1), output, errors);
    }
    if (!args.empty() && args.front() == "passport") {
        return run_verify_passport_tool(args.subspan(1), input, output, errors);
    }
    if (args.empty() || args.front() != "webhook") {
        return tools::tell_usage(errors, kUsage);
    }
    const auto question = read_question(args.subspan(1));
    if (!question) {
        tools::tell_error(errors, question.error());
        return tools::exit_usage;
    }
    const auto profiles = load_profiles(
        question->data.empty() ? data_directory : std::filesystem::path{question->data}
    );
    if (!profiles) {
        tools::tell_error(errors, profiles.error());
        return tools::exit_refused;
    }
    const auto profile = find_profile(*profiles, question->platform);
    if (!profile) {
        tools::tell_error(errors, profile.error());
        return tools::exit_usage;
    }
    if (auto checked = check_given(**profile, question->keys.settings); !checked) {
        tools::tell_error(errors, checked.error());
        return tools::exit_usage;
    }
    const auto body = tools::read_input(question->body_file, input);
    if (!body) {
        tools::tell_error(errors, body.error());
        return tools::exit_refused;
    }
    return answer(*question, *profiles, **profile, *body, output);
}

} // namespace route9::gateway
