// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics.h"

#include <algorithm>

namespace sekisho::widgets {
namespace {

constexpr double pointsPerPixel = 0.75;

double pixelsOf(TextRole role)
{
    switch (role) {
    case TextRole::Small:
        return 12;
    case TextRole::Table:
        return 12.5;
    case TextRole::Message:
        return 14.5;
    case TextRole::Title:
        return 16;
    case TextRole::Display:
        return 20;
    case TextRole::Ui:
    case TextRole::Code:
        break;
    }
    return 13;
}

bool isJapanese(QChar character)
{
    const ushort code = character.unicode();
    return (code >= 0x3040 && code <= 0x30FF) || (code >= 0x3400 && code <= 0x9FFF);
}

} // namespace

QFont fontFor(TextRole role)
{
    QFont font;
    if (role == TextRole::Code)
        font.setFamilies({QStringLiteral("Noto Sans Mono"), QStringLiteral("DejaVu Sans Mono"),
                          QStringLiteral("Noto Sans Mono CJK JP"), QStringLiteral("monospace")});
    else
        font.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK JP"),
                          QStringLiteral("DejaVu Sans"), QStringLiteral("sans-serif")});
    // Points, because QFont takes whole pixels only; at the usual 96 dpi they are the pixels of the scale.
    font.setPointSizeF(pixelsOf(role) * pointsPerPixel);
    font.setWeight(role == TextRole::Title || role == TextRole::Display ? QFont::DemiBold : QFont::Normal);
    return font;
}

QFont strongFontFor(TextRole role)
{
    QFont font = fontFor(role);
    font.setWeight(QFont::DemiBold);
    return font;
}

double messageLineHeight(const QString &text)
{
    return std::any_of(text.begin(), text.end(), isJapanese) ? 1.7 : 1.55;
}

} // namespace sekisho::widgets
