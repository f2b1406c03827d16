// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatstyle.h"

#include <widgets/theme/metrics.h>

#include <QFontInfo>
#include <QFontMetricsF>
#include <QtMath>

namespace sekisho::widgets {

namespace {

// What only a conversation needs; picked for 4.5:1 on the panel, the grounds for 4.5:1 below text.
void addGrounds(ChatStyle &style, bool dark)
{
    style.selection = QColor(dark ? 0x2F3F78 : 0xCDD8FB);
    style.findMatch = QColor(dark ? 0x544716 : 0xFFF0B8);
    style.findCurrent = QColor(dark ? 0x7D620A : 0xFFD24D);
}

void addCodeColors(ChatStyle &style, bool dark)
{
    style.codeKeyword = QColor(dark ? 0xC79BF2 : 0x7B3FB5);
    style.codeString = QColor(dark ? 0x8CCB9B : 0x22723A);
    style.codeComment = style.quiet;
    style.codeNumber = QColor(dark ? 0xE8B27A : 0x9A4E00);
}

} // namespace

ChatStyle ChatStyle::of(const Colors &colors)
{
    ChatStyle style;
    style.text = colors.text;
    style.quiet = colors.quiet;
    style.paper = colors.paper;
    style.panel = colors.panel;
    style.line = colors.line;
    style.accent = colors.accent;
    style.good = colors.good;
    style.warn = colors.warn;
    style.bad = colors.bad;
    const bool dark = colors.paper.lightness() < 128;
    addGrounds(style, dark);
    addCodeColors(style, dark);
    style.messageFont = fontFor(TextRole::Message);
    style.uiFont = fontFor(TextRole::Ui);
    style.codeFont = fontFor(TextRole::Code);
    style.radius = metrics::radius;
    return style;
}

int ChatStyle::columnWidth() const
{
    return qCeil(QFontMetricsF(messageFont).horizontalAdvance(u'n') * textCharacters);
}

qreal pixelsOf(const QFont &font)
{
    return font.pixelSize() > 0 ? font.pixelSize() : QFontInfo(font).pixelSize();
}

QFont scaled(QFont font, qreal factor)
{
    if (font.pixelSize() > 0)
        font.setPixelSize(qRound(font.pixelSize() * factor));
    else
        font.setPointSizeF(font.pointSizeF() * factor);
    return font;
}

} // namespace sekisho::widgets
