// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoprompt.h"

#include "tokenestimate.h"

#include <QRegularExpression>

namespace sekisho::providers {

using namespace Qt::Literals::StringLiterals;

namespace {

QString contentText(const core::Json &content)
{
    if (content.is_string())
        return content.get<QString>();
    QStringList texts;
    if (content.is_array()) {
        for (const core::Json &part : content)
            texts.append(core::stringOr(part, "text"));
    }
    return texts.join(u'\n').trimmed();
}

QStringList userMessages(const core::Json &messages)
{
    QStringList texts;
    for (const core::Json &message : messages) {
        if (core::stringOr(message, "role") == "user"_L1)
            texts.append(contentText(core::memberOr(message, "content")));
    }
    return texts;
}

std::optional<std::int64_t> tokenLimit(const core::Json &request)
{
    for (const char *field : {"max_completion_tokens", "max_tokens"}) {
        if (core::memberOr(request, field).is_number())
            return core::integerOr(request, field);
    }
    return std::nullopt;
}

void takeCommand(DemoPrompt &prompt)
{
    static const QRegularExpression command(u"^\\s*/demo[ \\t]+([a-z-]+)(?:[ \\t]+(\\d{1,4}))?[ \\t]*"_s);
    const auto match = command.match(prompt.text);
    if (!match.hasMatch())
        return;
    prompt.command = match.captured(1);
    prompt.argument = match.captured(2);
    prompt.text = prompt.text.mid(match.capturedEnd()).trimmed();
}

} // namespace

core::Result<DemoPrompt> DemoPrompt::fromRequest(const core::Json &request)
{
    const core::Json &messages = core::memberOr(request, "messages");
    if (!messages.is_array())
        return core::fail(core::ErrorKind::InvalidInput, u"Field 'messages' must be a list"_s, {},
                          u"messages"_s);
    const QStringList texts = userMessages(messages);
    DemoPrompt prompt;
    prompt.text = texts.isEmpty() ? QString() : texts.last();
    prompt.previous = texts.size() > 1 ? texts.at(texts.size() - 2) : QString();
    prompt.promptTokens = estimatePromptTokens(request);
    prompt.maxTokens = tokenLimit(request);
    takeCommand(prompt);
    return prompt;
}

} // namespace sekisho::providers
