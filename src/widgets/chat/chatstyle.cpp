// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatstyle.h"

#include <QFontMetricsF>
#include <QtMath>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

namespace {

QFont fontOf(const QStringList &families, qreal pixels)
{
    QFont font(families);
    font.setPixelSize(qRound(pixels));
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

ChatStyle withFonts()
{
    const QStringList text{u"Noto Sans"_s, u"Noto Sans CJK JP"_s};
    ChatStyle style;
    style.messageFont = fontOf(text, 14.5);
    style.uiFont = fontOf(text, 13);
    style.codeFont = fontOf({u"Noto Sans Mono"_s, u"Noto Sans Mono CJK JP"_s, u"DejaVu Sans Mono"_s}, 13);
    style.codeFont.setStyleHint(QFont::Monospace);
    return style;
}

} // namespace

ChatStyle ChatStyle::light()
{
    ChatStyle style = withFonts();
    style.text = QColor(0x1F2328);
    style.quiet = QColor(0x656D76);
    style.paper = QColor(0xFFFFFF);
    style.panel = QColor(0xF6F7F9);
    style.line = QColor(0xE3E6EA);
    style.accent = QColor(0x3B5BDB);
    style.good = QColor(0x2B8A3E);
    style.warn = QColor(0xB35C00);
    style.bad = QColor(0xC92A2A);
    style.selection = QColor(0xCDD8FB);
    style.findMatch = QColor(0xFFF0B8);
    style.findCurrent = QColor(0xFFD24D);
    style.codeKeyword = QColor(0x7B3FB5);
    style.codeString = QColor(0x22723A);
    style.codeComment = QColor(0x656D76);
    style.codeNumber = QColor(0x9A4E00);
    return style;
}

ChatStyle ChatStyle::dark()
{
    ChatStyle style = withFonts();
    style.text = QColor(0xE6E8EB);
    style.quiet = QColor(0x9AA2AD);
    style.paper = QColor(0x17191C);
    style.panel = QColor(0x1E2125);
    style.line = QColor(0x2C3036);
    style.accent = QColor(0x7B93FF);
    style.good = QColor(0x69C37B);
    style.warn = QColor(0xE8A34D);
    style.bad = QColor(0xFF7B7B);
    style.selection = QColor(0x2F3F78);
    style.findMatch = QColor(0x544716);
    style.findCurrent = QColor(0x8A6D0B);
    style.codeKeyword = QColor(0xC79BF2);
    style.codeString = QColor(0x8CCB9B);
    style.codeComment = QColor(0x9AA2AD);
    style.codeNumber = QColor(0xE8B27A);
    return style;
}

int ChatStyle::columnWidth() const
{
    return qCeil(QFontMetricsF(messageFont).horizontalAdvance(u'n') * textCharacters);
}

} // namespace sekisho::widgets
