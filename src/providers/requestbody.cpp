// SPDX-License-Identifier: GPL-3.0-or-later
#include "requestbody.h"

#include <core/json.h>

#include <array>
#include <simdjson.h>

namespace sekisho::providers {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Members as bytes of the body they were read from.
struct Member {
    std::string key;
    std::string_view value;
};

bool isForTheGatewayOnly(std::string_view key)
{
    static constexpr std::array names{"metadata",   "tags",  "fallbacks", "num_retries",
                                      "guardrails", "cache", "no-log"};
    return key.starts_with("litellm_") || key.starts_with("mock_") ||
           std::find(names.begin(), names.end(), key) != names.end();
}

std::string_view trimmed(std::string_view text)
{
    const auto last = text.find_last_not_of(" \t\r\n");
    return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

std::string_view bytesOf(simdjson::ondemand::value value)
{
    switch (value.type()) {
    case simdjson::ondemand::json_type::object:
        return value.get_object().value().raw_json();
    case simdjson::ondemand::json_type::array:
        return value.get_array().value().raw_json();
    default:
        return trimmed(value.raw_json_token());
    }
}

/// Throws simdjson_error. The views point into `body`.
std::vector<Member> membersOf(const simdjson::padded_string &body)
{
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document = parser.iterate(body);
    std::vector<Member> members;
    for (auto field : document.get_object()) {
        std::string key(std::string_view(field.unescaped_key()));
        members.push_back({std::move(key), bytesOf(field.value())});
    }
    return members;
}

std::string quoted(const QString &text)
{
    return core::toJsonBytes(core::Json(text)).toStdString();
}

std::string withUsage(std::string_view options)
{
    auto parsed = core::parseJson(QByteArrayView(options.data(), static_cast<qsizetype>(options.size())));
    core::Json object = parsed && parsed->is_object() ? std::move(*parsed) : core::Json::object();
    object["include_usage"] = true;
    return core::toJsonBytes(object).toStdString();
}

class BodyWriter
{
public:
    void add(std::string_view key, std::string_view value)
    {
        m_text += m_text.isEmpty() ? "{" : ",";
        m_text += core::toJsonBytes(core::Json(key));
        m_text += ':';
        m_text.append(value.data(), static_cast<qsizetype>(value.size()));
    }
    QByteArray finish() { return m_text + '}'; }

private:
    QByteArray m_text;
};

QByteArray rewritten(const std::vector<Member> &members, const QString &model, UsageInStream usage)
{
    BodyWriter writer;
    writer.add("model", quoted(model));
    bool hasOptions = usage == UsageInStream::AsAsked;
    for (const Member &member : members) {
        if (member.key == "model" || isForTheGatewayOnly(member.key))
            continue;
        if (member.key == "stream_options" && usage == UsageInStream::Always) {
            writer.add(member.key, withUsage(member.value));
            hasOptions = true;
        } else {
            writer.add(member.key, member.value);
        }
    }
    if (!hasOptions)
        writer.add("stream_options", R"({"include_usage":true})");
    return writer.finish();
}

} // namespace

core::Result<QByteArray> upstreamRequestBody(const QByteArray &clientBody, const QString &upstreamModel,
                                             UsageInStream usage)
{
    const simdjson::padded_string body(clientBody.constData(), static_cast<std::size_t>(clientBody.size()));
    try {
        return rewritten(membersOf(body), upstreamModel, usage);
    } catch (const simdjson::simdjson_error &) {
        return core::fail(core::ErrorKind::InvalidInput, u"The request body is not a JSON object"_s);
    }
}

} // namespace sekisho::providers
