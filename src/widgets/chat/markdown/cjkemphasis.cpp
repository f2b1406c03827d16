// SPDX-License-Identifier: GPL-3.0-or-later
#include "cjkemphasis.h"

namespace sekisho::widgets {

namespace {

// U+10A7F OLD SOUTH ARABIAN NUMERIC INDICATOR, category Po.
constexpr char16_t mark[] = u"\U00010A7F";
constexpr QStringView markView(mark, 2);

bool isWide(char16_t c)
{
    return (c >= 0x2E80 && c <= 0xA4CF && c != 0x3000) || (c >= 0xAC00 && c <= 0xD7FF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF) ||
           (c >= 0xD840 && c <= 0xD87F); // surrogates of planes 2 and 3
}

bool isPunctuation(QChar c)
{
    // ASCII symbols such as $ and % count as punctuation too (CommonMark 0.30 §2.1).
    return c.isPunct() || (c.unicode() < 128 && c.isPrint() && !c.isLetterOrNumber() && !c.isSpace());
}

bool isDelimiter(QChar c)
{
    return c == u'*' || c == u'~';
}

// Where the run of delimiters needs a mark beside it.
enum class MarkPlace { None, Before, After };

MarkPlace placeFor(QChar before, QChar after)
{
    if (before.isSpace() || after.isSpace() || before.isNull() || after.isNull())
        return MarkPlace::None;
    if (!isWide(before.unicode()) && !isWide(after.unicode()) && !before.isLowSurrogate())
        return MarkPlace::None;
    if (isPunctuation(before) == isPunctuation(after))
        return MarkPlace::None;
    return isPunctuation(before) ? MarkPlace::After : MarkPlace::Before;
}

} // namespace

QString withEmphasisMarks(const QString &markdown)
{
    if (!markdown.contains(u'*') && !markdown.contains(u'~'))
        return markdown;
    QString marked;
    marked.reserve(markdown.size() + 16);
    for (qsizetype i = 0; i < markdown.size();) {
        if (markdown[i] == u'\\' && i + 1 < markdown.size()) {
            marked += QStringView(markdown).sliced(i, 2);
            i += 2;
            continue;
        }
        qsizetype end = i;
        while (end < markdown.size() && isDelimiter(markdown[end]))
            ++end;
        if (end == i) {
            marked += markdown[i++];
            continue;
        }
        const QChar before = i > 0 ? markdown[i - 1] : QChar();
        const QChar after = end < markdown.size() ? markdown[end] : QChar();
        const MarkPlace place = placeFor(before, after);
        marked += place == MarkPlace::Before ? markView : QStringView();
        marked += QStringView(markdown).sliced(i, end - i);
        marked += place == MarkPlace::After ? markView : QStringView();
        i = end;
    }
    return marked;
}

QString withoutEmphasisMarks(const QString &text)
{
    if (!text.contains(markView))
        return text;
    QString plain = text;
    return plain.remove(markView.toString());
}

} // namespace sekisho::widgets
