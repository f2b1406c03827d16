// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <optional>

namespace sekisho::widgets {

// What a single line of Markdown starts, seen alone (CommonMark 0.30 §4 and §5; GFM §4.10 for tables).

struct FenceStart {
    char16_t mark = u'`';
    qsizetype length = 3;
};

struct ListMarker {
    char16_t mark = u'-'; // one of - + * . )
    bool ordered = false;
    int number = 0;
    qsizetype indent = 0;        // columns before the marker
    qsizetype contentIndent = 0; // columns before the content
    qsizetype contentStart = 0;  // characters before the content
    bool empty = false;

    bool continues(const ListMarker &list) const { return mark == list.mark && ordered == list.ordered; }
};

qsizetype indentOf(QStringView line); // in columns; a tab goes to the next multiple of four
bool isBlankLine(QStringView line);
bool isHeadingLine(QStringView line);
bool isRuleLine(QStringView line);
bool isSetextUnderline(QStringView line);
bool isQuoteLine(QStringView line);
bool isTableLine(QStringView line); // starts with a pipe
std::optional<FenceStart> fenceStart(QStringView line);
bool closesFence(QStringView line, const FenceStart &fence);
std::optional<ListMarker> listMarker(QStringView line);

// True if the line ends a paragraph before it without a blank line between.
bool interruptsParagraph(QStringView line);

} // namespace sekisho::widgets
