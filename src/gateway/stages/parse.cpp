// SPDX-License-Identifier: GPL-3.0-or-later
#include "parse.h"

#include <simdjson.h>

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;
namespace dom = simdjson::dom;

namespace {

// What one picture, recording or file may cost beyond its name; the dearest common models stay below it.
constexpr std::int64_t TokensPerAttachment = 16384;
constexpr qsizetype LongestName = 512;
constexpr std::int64_t LargestCount = 100'000'000;
// The parser's memory is some ten times the body's. It is kept for the next one unless this one was unusual.
constexpr std::size_t UsualBody = 1024 * 1024;

core::Failure bad(const QString &message, const QString &param)
{
    return core::fail(ErrorKind::InvalidInput, message, {}, param);
}

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Absent, null and other types are empty.
QString textAt(const dom::object &object, std::string_view key)
{
    std::string_view text;
    return object[key].get(text) ? QString() : textOf(text).left(LongestName);
}

QString textOrNumberAt(const dom::object &object, std::string_view key)
{
    std::int64_t number = 0;
    if (!object[key].get(number))
        return QString::number(number);
    return textAt(object, key);
}

core::Result<std::optional<std::int64_t>> countAt(const dom::object &object, const char *key)
{
    const auto value = object[key];
    if (value.error() == simdjson::NO_SUCH_FIELD || (!value.error() && value.is_null()))
        return std::optional<std::int64_t>();
    std::int64_t count = 0;
    if (value.get(count) || count < 1 || count > LargestCount)
        return bad(u"%1 must be a whole number, one or more."_s.arg(QLatin1StringView(key)),
                   QString::fromLatin1(key));
    return std::optional<std::int64_t>(count);
}

core::Result<bool> flagAt(const dom::object &object, const char *key)
{
    const auto value = object[key];
    if (value.error() == simdjson::NO_SUCH_FIELD || (!value.error() && value.is_null()))
        return false;
    bool flag = false;
    if (value.get(flag))
        return bad(u"%1 must be true or false."_s.arg(QLatin1StringView(key)), QString::fromLatin1(key));
    return flag;
}

QStringList textsAt(const dom::object &object, std::string_view key)
{
    QStringList texts;
    dom::array array;
    if (object[key].get(array))
        return texts;
    for (const dom::element element : array) {
        std::string_view text;
        if (!element.get(text))
            texts.append(textOf(text).left(LongestName));
    }
    return texts;
}

/// Length of an attachment's data inside one part of a message: base64 that is not prompt text.
std::int64_t attachmentBytes(const dom::object &part)
{
    constexpr std::pair<std::string_view, std::string_view> Places[] = {
        {"image_url", "url"}, {"input_audio", "data"}, {"file", "file_data"}};
    for (const auto &[holder, member] : Places) {
        std::string_view data;
        if (!part[holder][member].get(data))
            return static_cast<std::int64_t>(data.size());
    }
    return -1;
}

void countAttachments(const dom::array &parts, std::int64_t &tokens)
{
    for (const dom::element element : parts) {
        dom::object part;
        if (element.get(part))
            continue;
        if (const auto bytes = attachmentBytes(part); bytes >= 0)
            tokens += TokensPerAttachment - bytes;
    }
}

/// One token for every byte of the body, a fixed sum for every attachment instead of its bytes.
std::int64_t promptBound(const dom::array &messages, qsizetype bodySize)
{
    std::int64_t tokens = bodySize;
    for (const dom::element message : messages) {
        dom::array parts;
        if (!message["content"].get(parts))
            countAttachments(parts, tokens);
    }
    return std::max<std::int64_t>(tokens, 1);
}

QString headerText(const http::Headers &headers, QByteArrayView name)
{
    return QString::fromUtf8(headers.value(name)).left(LongestName);
}

QString firstOf(std::initializer_list<QString> texts)
{
    for (const QString &text : texts) {
        if (!text.isEmpty())
            return text;
    }
    return {};
}

QStringList splitTags(const QString &list)
{
    QStringList tags;
    for (const QString &tag : list.split(u',', Qt::SkipEmptyParts)) {
        if (!tag.trimmed().isEmpty())
            tags.append(tag.trimmed());
    }
    return tags;
}

} // namespace

class Parse::Private
{
public:
    explicit Private(QByteArrayList customerHeaders)
        : m_customerHeaders(std::move(customerHeaders))
    {
    }
    core::Result<ChatCommand> read(const http::Request &request, const QString &pathModel);

private:
    core::Result<ChatCommand> readBody(const http::Request &request, const QString &pathModel);
    core::Result<void> readModel(const QString &pathModel);
    core::Result<void> readMessages(qsizetype bodySize);
    core::Result<void> readOptions();
    QString endUser(const http::Headers &headers);
    void readLabels(const http::Headers &headers);
    void readTags(const http::Headers &headers, const dom::object *metadata);
    void keepHeaders(const http::Headers &headers);

    const QByteArrayList m_customerHeaders;
    dom::parser m_parser;
    dom::object m_body;
    ChatCommand m_command;
};

core::Result<ChatCommand> Parse::Private::read(const http::Request &request, const QString &pathModel)
{
    auto command = readBody(request, pathModel);
    if (m_parser.capacity() > UsualBody)
        m_parser = dom::parser();
    return command;
}

core::Result<ChatCommand> Parse::Private::readBody(const http::Request &request, const QString &pathModel)
{
    m_command = {};
    dom::element root;
    if (m_parser.parse(request.body.constData(), static_cast<std::size_t>(request.body.size())).get(root))
        return bad(u"The request body is not valid JSON."_s, u"request_body"_s);
    if (root.get(m_body))
        return bad(u"The request body must be a JSON object."_s, u"request_body"_s);
    auto done = readModel(pathModel);
    if (done)
        done = readMessages(request.body.size());
    if (done)
        done = readOptions();
    if (!done)
        return core::fail(done.error());
    readLabels(request.headers);
    return std::move(m_command);
}

core::Result<void> Parse::Private::readModel(const QString &pathModel)
{
    m_command.model = pathModel.isEmpty() ? textAt(m_body, "model") : pathModel;
    if (m_command.model.isEmpty())
        return bad(u"The request must name a model."_s, u"model"_s);
    return {};
}

core::Result<void> Parse::Private::readMessages(qsizetype bodySize)
{
    dom::array messages;
    if (m_body["messages"].get(messages))
        return bad(u"The request must have a list of messages."_s, u"messages"_s);
    if (messages.size() == 0)
        return bad(u"The list of messages is empty."_s, u"messages"_s);
    m_command.promptTokensAtMost = promptBound(messages, bodySize);
    return {};
}

core::Result<void> Parse::Private::readOptions()
{
    const auto stream = flagAt(m_body, "stream");
    const auto newer = countAt(m_body, "max_completion_tokens");
    const auto older = countAt(m_body, "max_tokens");
    const auto choices = countAt(m_body, "n");
    if (!stream)
        return core::fail(stream.error());
    for (const auto *count : {&newer, &older, &choices}) {
        if (!*count)
            return core::fail(count->error());
    }
    m_command.stream = *stream;
    m_command.maxTokens = *newer ? *newer : *older;
    m_command.choices = choices->value_or(1);
    bool wantsUsage = false;
    m_command.wantsUsage = !m_body["stream_options"]["include_usage"].get(wantsUsage) && wantsUsage;
    return {};
}

/// In LiteLLM's order (litellm-api §6.2), up to what the metadata say.
QString Parse::Private::endUser(const http::Headers &headers)
{
    QByteArrayList names{"x-litellm-customer-id", "x-litellm-end-user-id"};
    for (const QByteArray &name : names + m_customerHeaders) {
        if (QString text = headerText(headers, name); !text.isEmpty())
            return text;
    }
    dom::object metadata;
    const bool hasMetadata = !m_body["litellm_metadata"].get(metadata);
    return firstOf(
        {textOrNumberAt(m_body, "user"), hasMetadata ? textOrNumberAt(metadata, "user") : QString()});
}

void Parse::Private::readLabels(const http::Headers &headers)
{
    dom::object metadata;
    const bool hasMetadata = !m_body["metadata"].get(metadata);
    const auto meta = [&](std::string_view key) {
        return hasMetadata ? textOrNumberAt(metadata, key) : QString();
    };
    m_command.endUser = firstOf({endUser(headers), meta("user_id"), meta("trace_user_id")});
    m_command.sessionId = firstOf(
        {headerText(headers, "x-litellm-trace-id"), headerText(headers, "x-litellm-session-id"),
         textAt(m_body, "litellm_session_id"), textAt(m_body, "litellm_trace_id"), meta("session_id")});
    readTags(headers, hasMetadata ? &metadata : nullptr);
    if (const QString traceId = meta("trace_id"); !traceId.isEmpty())
        m_command.spendMetadata["trace_id"] = traceId;
    keepHeaders(headers);
}

void Parse::Private::readTags(const http::Headers &headers, const dom::object *metadata)
{
    m_command.tags = splitTags(headerText(headers, "x-litellm-tags"));
    if (m_command.tags.isEmpty() && metadata)
        m_command.tags = textsAt(*metadata, "tags");
    if (m_command.tags.isEmpty())
        m_command.tags = textsAt(m_body, "tags");
}

void Parse::Private::keepHeaders(const http::Headers &headers)
{
    const QByteArray given = headers.value("x-litellm-spend-logs-metadata");
    if (!given.isEmpty() && given.size() <= 4096) {
        if (auto parsed = core::parseJson(given); parsed && parsed->is_object())
            m_command.spendMetadata["spend_logs_metadata"] = std::move(*parsed);
    }
    const QString clientCallId = headerText(headers, "x-litellm-call-id");
    if (!clientCallId.isEmpty())
        m_command.spendMetadata["client_call_id"] = clientCallId;
}

Parse::Parse(QByteArrayList customerHeaders)
    : d(std::make_unique<Private>(std::move(customerHeaders)))
{
}

Parse::~Parse() = default;

core::Result<ChatCommand> Parse::run(const http::Request &request, const QString &pathModel)
{
    return d->read(request, pathModel);
}

} // namespace sekisho::gateway
