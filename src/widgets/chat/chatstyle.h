// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <widgets/theme/colors.h>

#include <QColor>
#include <QFont>

namespace sekisho::widgets {

// Colours, fonts and measures of the message view and the composer, as the theme has them.
struct ChatStyle {
    QColor text;
    QColor quiet;
    QColor paper;
    QColor panel;
    QColor line;
    QColor accent;
    QColor good;
    QColor warn;
    QColor bad;
    QColor selection;   // behind selected text
    QColor findMatch;   // behind every match
    QColor findCurrent; // behind the match in question
    QColor codeKeyword;
    QColor codeString;
    QColor codeComment;
    QColor codeNumber;
    QFont messageFont;
    QFont uiFont;
    QFont codeFont;
    qreal latinLineHeight = 1.55;
    qreal japaneseLineHeight = 1.7;
    int textCharacters = 72; // half-width characters in a line
    int radius = 6;
    int sideMargin = 24; // least room beside the text

    static ChatStyle of(Scheme scheme) { return of(Colors::of(scheme)); }
    static ChatStyle of(const Colors &colors);
    static ChatStyle light() { return of(Scheme::Light); }
    static ChatStyle dark() { return of(Scheme::Dark); }

    // Width of the text column in pixels.
    int columnWidth() const;

    bool operator==(const ChatStyle &) const = default;
};

// Size of a font in pixels, however it was given; and the font in another size.
qreal pixelsOf(const QFont &font);
QFont scaled(QFont font, qreal factor);

} // namespace sekisho::widgets
