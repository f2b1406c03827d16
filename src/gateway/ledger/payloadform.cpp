// SPDX-License-Identifier: GPL-3.0-or-later
#include "payloadform.h"

#include <core/json.h>

#include <array>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::Json;

namespace {

bool holdsSecret(std::string_view name)
{
    static constexpr std::array<std::string_view, 13> Names{"api_key",
                                                            "apikey",
                                                            "api-key",
                                                            "authorization",
                                                            "password",
                                                            "secret",
                                                            "client_secret",
                                                            "access_token",
                                                            "token",
                                                            "aws_secret_access_key",
                                                            "aws_access_key_id",
                                                            "azure_ad_token",
                                                            "vertex_credentials"};
    return std::any_of(Names.begin(), Names.end(), [name](std::string_view secret) {
        return QLatin1StringView(name.data(), qsizetype(name.size()))
                   .compare(QLatin1StringView(secret.data(), qsizetype(secret.size())),
                            Qt::CaseInsensitive) == 0;
    });
}

// What a text ends with usually says more about an answer than its middle.
std::string shortened(const std::string &text)
{
    constexpr qsizetype Kept = LongestStoredText / 2;
    const QString whole = QString::fromStdString(text);
    if (whole.size() <= LongestStoredText)
        return text;
    const auto leftOut = whole.size() - 2 * Kept;
    return (whole.left(Kept) + u"... (%1 characters left out) ..."_s.arg(leftOut) + whole.right(Kept))
        .toStdString();
}

void shorten(Json &value)
{
    if (value.is_string()) {
        value = shortened(value.get_ref<const std::string &>());
        return;
    }
    if (value.is_array()) {
        for (Json &item : value)
            shorten(item);
        return;
    }
    if (!value.is_object())
        return;
    for (auto &[name, member] : value.items()) {
        if (holdsSecret(name))
            member = "REDACTED";
        else
            shorten(member);
    }
}

QString stored(Json value)
{
    if (value.is_null())
        return u"{}"_s;
    shorten(value);
    const QByteArray bytes = core::toJsonBytes(value);
    if (bytes.size() <= LargestStoredValue)
        return QString::fromUtf8(bytes);
    return QString::fromUtf8(core::toJsonBytes({{"left_out", "too large to keep"}, {"bytes", bytes.size()}}));
}

/// The pieces of a streamed answer as the plain one it would have been.
class StreamedAnswer
{
public:
    void addEvent(QByteArrayView line)
    {
        constexpr QByteArrayView Prefix("data:");
        if (!line.startsWith(Prefix))
            return;
        const auto event = core::parseJson(line.sliced(Prefix.size()).trimmed());
        if (!event || !event->is_object())
            return;
        for (const char *name : {"id", "model", "created", "usage"}) {
            if (const Json &value = core::memberOr(*event, name); !value.is_null())
                m_answer[name] = value;
        }
        const Json &choices = core::memberOr(*event, "choices");
        if (choices.is_array() && !choices.empty())
            addChoice(choices.front());
    }
    Json take()
    {
        Json message{{"role", "assistant"}, {"content", m_content}};
        m_answer["choices"] =
            Json::array({{{"index", 0}, {"message", message}, {"finish_reason", m_finish}}});
        return std::move(m_answer);
    }

private:
    void addChoice(const Json &choice)
    {
        if (!choice.is_object())
            return;
        const Json &delta = core::memberOr(choice, "delta");
        if (delta.is_object())
            m_content += core::stringOr(delta, "content");
        if (const Json &reason = core::memberOr(choice, "finish_reason"); !reason.is_null())
            m_finish = reason;
    }

    Json m_answer = {{"object", "chat.completion"}};
    QString m_content;
    Json m_finish = nullptr;
};

Json answerOf(const RawPayload &payload)
{
    if (payload.response.isEmpty())
        return nullptr;
    if (!payload.isStream)
        return core::parseJson(payload.response).value_or(Json(nullptr));
    StreamedAnswer answer;
    for (const QByteArray &line : payload.response.split('\n'))
        answer.addEvent(line);
    return answer.take();
}

} // namespace

storage::SpendLogPayload storedForm(const RawPayload &payload)
{
    storage::SpendLogPayload form;
    form.requestId = payload.requestId;
    form.startTime = payload.startTime;
    form.response = stored(answerOf(payload));
    const auto body = core::parseJson(payload.request);
    if (!body || !body->is_object())
        return form;
    form.messages = stored(core::memberOr(*body, "messages"));
    form.request = stored({{"url", QString::fromUtf8(payload.path)}, {"method", "POST"}, {"body", *body}});
    return form;
}

} // namespace sekisho::gateway
