// SPDX-License-Identifier: GPL-3.0-or-later
#include "tokenestimate.h"

namespace sekisho::providers {

namespace {

constexpr std::int64_t TokensPerMessage = 4;
constexpr std::int64_t TokensPerReply = 3;
constexpr std::int64_t TokensPerImage = 765;

/// Kana, ideographs, hangul and their punctuation all lie in the three-byte range from U+2E80 up, and in
/// plane 2.
bool startsWideLetter(unsigned char lead, unsigned char next)
{
    return (lead == 0xe2 && next >= 0xba) || (lead >= 0xe3 && lead <= 0xed) || lead == 0xef || lead == 0xf0;
}

qsizetype letterLength(unsigned char lead)
{
    return lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

std::int64_t textTokens(const core::Json &value)
{
    if (!value.is_string())
        return 0;
    const auto &text = value.get_ref<const std::string &>();
    return estimateTokens(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
}

std::int64_t partTokens(const core::Json &part)
{
    const QString type = core::stringOr(part, "type");
    if (type == QLatin1String("image_url"))
        return TokensPerImage;
    return textTokens(core::memberOr(part, "text"));
}

std::int64_t contentTokens(const core::Json &content)
{
    if (!content.is_array())
        return textTokens(content);
    std::int64_t tokens = 0;
    for (const core::Json &part : content)
        tokens += partTokens(part);
    return tokens;
}

std::int64_t schemaTokens(const core::Json &value)
{
    return value.is_null() ? 0 : estimateTokens(core::toJsonBytes(value));
}

} // namespace

std::int64_t estimateTokens(QByteArrayView utf8)
{
    std::int64_t wide = 0;
    std::int64_t otherBytes = 0;
    for (qsizetype i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const auto next = i + 1 < utf8.size() ? static_cast<unsigned char>(utf8[i + 1]) : 0;
        const auto length = letterLength(lead);
        if (startsWideLetter(lead, static_cast<unsigned char>(next)))
            ++wide;
        else
            otherBytes += length;
        i += length;
    }
    return wide + (otherBytes + 3) / 4;
}

std::int64_t estimatePromptTokens(const core::Json &request)
{
    std::int64_t tokens = TokensPerReply;
    for (const core::Json &message : core::memberOr(request, "messages")) {
        tokens += TokensPerMessage + contentTokens(core::memberOr(message, "content"));
        tokens += schemaTokens(core::memberOr(message, "tool_calls"));
    }
    return tokens + schemaTokens(core::memberOr(request, "tools")) +
           schemaTokens(core::memberOr(request, "response_format"));
}

} // namespace sekisho::providers
