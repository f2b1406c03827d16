// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineshape.h"

namespace sekisho::widgets {

namespace {

qsizetype runLength(QStringView text, char16_t mark)
{
    qsizetype length = 0;
    while (length < text.size() && text[length] == mark)
        ++length;
    return length;
}

bool consistsOf(QStringView text, char16_t mark)
{
    return !text.isEmpty() && runLength(text, mark) == text.size();
}

// Digits of an ordered marker: one to nine (CommonMark §5.2).
qsizetype digitCount(QStringView text)
{
    qsizetype count = 0;
    while (count < text.size() && count < 10 && text[count] >= u'0' && text[count] <= u'9')
        ++count;
    return count > 9 ? 0 : count;
}

// Length of the marker itself, or 0.
qsizetype markerLength(QStringView text)
{
    if (text.isEmpty())
        return 0;
    if (text[0] == u'-' || text[0] == u'+' || text[0] == u'*')
        return 1;
    const qsizetype digits = digitCount(text);
    const bool ordered = digits > 0 && digits < text.size() && (text[digits] == u'.' || text[digits] == u')');
    return ordered ? digits + 1 : 0;
}

qsizetype leadingCharacters(QStringView line)
{
    qsizetype count = 0;
    while (count < line.size() && (line[count] == u' ' || line[count] == u'\t'))
        ++count;
    return count;
}

} // namespace

qsizetype indentOf(QStringView line)
{
    qsizetype columns = 0;
    for (const QChar c : line) {
        if (c == u' ')
            ++columns;
        else if (c == u'\t')
            columns += 4 - columns % 4;
        else
            break;
    }
    return columns;
}

bool isBlankLine(QStringView line)
{
    return leadingCharacters(line) == line.size();
}

bool isHeadingLine(QStringView line)
{
    const QStringView text = line.trimmed();
    const qsizetype level = runLength(text, u'#');
    return level >= 1 && level <= 6 && (level == text.size() || text[level] == u' ' || text[level] == u'\t');
}

bool isRuleLine(QStringView line)
{
    const QStringView text = line.trimmed();
    if (text.isEmpty() || !QStringView(u"-*_").contains(text[0]))
        return false;
    qsizetype marks = 0;
    for (const QChar c : text) {
        if (c == text[0])
            ++marks;
        else if (c != u' ' && c != u'\t')
            return false;
    }
    return marks >= 3;
}

bool isSetextUnderline(QStringView line)
{
    const QStringView text = line.trimmed();
    return consistsOf(text, u'=') || consistsOf(text, u'-');
}

bool isQuoteLine(QStringView line)
{
    return line.trimmed().startsWith(u'>');
}

bool isTableLine(QStringView line)
{
    return line.trimmed().startsWith(u'|');
}

std::optional<FenceStart> fenceStart(QStringView line)
{
    const QStringView text = line.trimmed();
    if (text.isEmpty() || (text[0] != u'`' && text[0] != u'~'))
        return std::nullopt;
    const char16_t mark = text[0].unicode();
    const qsizetype length = runLength(text, mark);
    if (length < 3 || (mark == u'`' && text.sliced(length).contains(u'`')))
        return std::nullopt;
    return FenceStart{mark, length};
}

bool closesFence(QStringView line, const FenceStart &fence)
{
    const QStringView text = line.trimmed();
    return consistsOf(text, fence.mark) && text.size() >= fence.length;
}

std::optional<ListMarker> listMarker(QStringView line)
{
    const qsizetype lead = leadingCharacters(line);
    const QStringView text = line.sliced(lead);
    const qsizetype length = markerLength(text);
    if (length == 0 || (length < text.size() && text[length] != u' ' && text[length] != u'\t'))
        return std::nullopt;
    ListMarker marker;
    marker.mark = text[length - 1].unicode();
    marker.ordered = marker.mark == u'.' || marker.mark == u')';
    marker.number = marker.ordered ? text.first(length - 1).toInt() : 0;
    marker.indent = indentOf(line);
    const QStringView rest = text.sliced(length);
    marker.empty = isBlankLine(rest);
    const qsizetype gap = marker.empty ? 1 : indentOf(rest);
    marker.contentIndent = marker.indent + length + gap;
    marker.contentStart = lead + length + (marker.empty ? rest.size() : leadingCharacters(rest));
    return marker;
}

bool interruptsParagraph(QStringView line)
{
    if (isHeadingLine(line) || isRuleLine(line) || isQuoteLine(line) || fenceStart(line))
        return true;
    const auto marker = listMarker(line);
    return marker && !marker->empty && (!marker->ordered || marker->number == 1);
}

} // namespace sekisho::widgets
