// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>

namespace sekisho::widgets {

// Colours, fonts and measures of the message view and the composer; made from the theme by whoever owns both.
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

    static ChatStyle light();
    static ChatStyle dark();

    // Width of the text column in pixels.
    int columnWidth() const;

    bool operator==(const ChatStyle &) const = default;
};

} // namespace sekisho::widgets
