// SPDX-License-Identifier: GPL-3.0-or-later
#include "tailrepair.h"

#include "lineshape.h"

#include <QList>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

namespace {

// Follows the inline marks of the last paragraph, cell or list item of a tail.
class InlineScan
{
public:
    explicit InlineScan(QString text)
        : m_text(std::move(text))
    {
    }

    QString closed()
    {
        while (m_at < m_text.size())
            step();
        hideLinkTarget();
        return withClosers();
    }

private:
    struct Opener {
        QString mark;
        qsizetype at;
    };

    qsizetype runAt(qsizetype at) const
    {
        qsizetype end = at;
        while (end < m_text.size() && m_text[end] == m_text[at])
            ++end;
        return end - at;
    }

    void step()
    {
        const QChar c = m_text[m_at];
        if (c == u'\\')
            m_at += 2;
        else if (c == u'`')
            takeCode();
        else if (c == u'*' || c == u'_' || c == u'~')
            takeDelimiters();
        else if (c == u'[')
            m_bracket = m_at++;
        else if (c == u']')
            takeBracketEnd();
        else if (c == u'|' && m_inTable)
            reset();
        else
            ++m_at;
    }

    void reset()
    {
        m_openers.clear();
        m_bracket = -1;
        ++m_at;
    }

    void takeCode()
    {
        const qsizetype length = runAt(m_at);
        qsizetype from = m_at + length;
        while (from < m_text.size()) {
            from = m_text.indexOf(u'`', from);
            if (from < 0)
                break;
            const qsizetype other = runAt(from);
            from += other;
            if (other == length) {
                m_at = from;
                return;
            }
        }
        m_openers.append({QString(length, u'`'), m_at});
        m_at = m_text.size();
    }

    void takeDelimiters()
    {
        const qsizetype length = runAt(m_at);
        const QChar mark = m_text[m_at];
        const QChar before = m_at > 0 ? m_text[m_at - 1] : QChar(u' ');
        const QChar after = m_at + length < m_text.size() ? m_text[m_at + length] : QChar();
        const qsizetype at = std::exchange(m_at, m_at + length);
        qsizetype left = before.isSpace() ? length : closeWith(mark, length);
        const bool insideWord = before.isLetterOrNumber() && after.isLetterOrNumber() &&
                                before.unicode() < 128 && (mark == u'_' || length == 1);
        if (left == 0 || after.isSpace() || insideWord || (mark == u'~' && left < 2 && !after.isNull()))
            return;
        if (mark == u'_' && before.isLetterOrNumber())
            return;
        m_openers.append({QString(left, mark), at + length - left});
    }

    // Matches a run against what is open; returns how many of its marks are left over.
    qsizetype closeWith(QChar mark, qsizetype length)
    {
        while (length > 0) {
            qsizetype i = m_openers.size() - 1;
            while (i >= 0 && m_openers[i].mark[0] != mark)
                --i;
            if (i < 0)
                return length;
            m_openers.resize(i + 1);
            const qsizetype used = qMin(length, m_openers[i].mark.size());
            m_openers[i].mark.chop(used);
            length -= used;
            if (m_openers[i].mark.isEmpty())
                m_openers.removeLast();
        }
        return 0;
    }

    void takeBracketEnd()
    {
        ++m_at;
        if (m_bracket < 0 || m_at >= m_text.size() || m_text[m_at] != u'(') {
            m_bracket = m_at >= m_text.size() ? m_bracket : -1;
            return;
        }
        const qsizetype end = m_text.indexOf(u')', m_at);
        if (end < 0) {
            m_at = m_text.size();
            return;
        }
        m_at = end + 1;
        m_bracket = -1;
    }

    // [text](htt -> text, and [te -> te: a link is shown when its target is complete.
    void hideLinkTarget()
    {
        if (m_bracket < 0)
            return;
        const qsizetype close = m_text.indexOf(u']', m_bracket);
        if (close >= 0)
            m_text.truncate(close);
        const bool image = m_bracket > 0 && m_text[m_bracket - 1] == u'!';
        const qsizetype from = image ? m_bracket - 1 : m_bracket;
        const qsizetype removed = image ? 2 : 1;
        m_text.remove(from, removed);
        for (Opener &opener : m_openers)
            opener.at -= opener.at > from ? removed : 0;
    }

    QString withClosers()
    {
        if (m_text.endsWith(u'\\') && !m_text.endsWith(u"\\\\"_s))
            m_text.chop(1);
        qsizetype end = m_text.size();
        while (end > 0 && m_text[end - 1].isSpace())
            --end;
        const QString space = m_text.sliced(end);
        m_text.truncate(end);
        while (!m_openers.isEmpty()) {
            const Opener opener = m_openers.takeLast();
            if (opener.at + opener.mark.size() >= m_text.size())
                m_text.truncate(opener.at);
            else
                m_text += opener.mark;
        }
        return m_text + space;
    }

    QString m_text;
    qsizetype m_at = 0;
    qsizetype m_bracket = -1;
    bool m_inTable = m_text.startsWith(u'|');
    QList<Opener> m_openers;
};

// Inline marks do not reach across these.
qsizetype startOfLastInline(const QString &tail)
{
    qsizetype lineStart = tail.lastIndexOf(u'\n') + 1;
    while (lineStart > 0) {
        const QStringView line = QStringView(tail).sliced(lineStart);
        const QStringView first =
            line.first(qMax<qsizetype>(0, line.indexOf(u'\n') < 0 ? line.size() : line.indexOf(u'\n')));
        if (isBlankLine(first) || isTableLine(first) || interruptsParagraph(first) || listMarker(first))
            break;
        lineStart = lineStart < 2 ? 0 : tail.lastIndexOf(u'\n', lineStart - 2) + 1;
    }
    const QStringView rest = QStringView(tail).sliced(lineStart);
    const auto marker = listMarker(rest.first(rest.indexOf(u'\n') < 0 ? rest.size() : rest.indexOf(u'\n')));
    return marker ? lineStart + marker->contentStart : lineStart;
}

// True for a last line that may become anything: "-", "==", "#", "``", "**".
bool isHalfMark(QStringView line)
{
    const QStringView text = line.trimmed();
    if (text.isEmpty() || text.size() > 6)
        return false;
    return std::all_of(text.begin(), text.end(), [&](QChar c) { return c == text[0]; }) &&
           QStringView(u"-=#`~*_+>").contains(text[0]);
}

struct OpenFence {
    FenceStart fence;
    bool open = false;
};

OpenFence fenceState(QStringView tail)
{
    OpenFence state;
    for (const QStringView line : tail.split(u'\n')) {
        if (state.open) {
            state.open = !closesFence(line, state.fence);
            continue;
        }
        QStringView content = line;
        for (auto marker = listMarker(content); marker && !isRuleLine(content); marker = listMarker(content))
            content = content.sliced(marker->contentStart);
        if (const auto fence = fenceStart(content))
            state = {*fence, true};
    }
    return state;
}

// A row of pipes becomes a table when its second line is complete; show it as one from the first line on.
QString withDelimiterRow(const QString &tail)
{
    const QStringList lines = tail.split(u'\n');
    const bool second = lines.size() == 1 || lines[1].isEmpty() ||
                        std::all_of(lines[1].begin(), lines[1].end(),
                                    [](QChar c) { return QStringView(u"|:- ").contains(c); });
    if (!isTableLine(tail) || lines.size() > 2 || !second)
        return tail;
    const QString header = lines[0].trimmed();
    const qsizetype pipes = header.count(u'|') - header.count(u"\\|"_s);
    const qsizetype columns = header.size() > 1 && header.endsWith(u'|') ? pipes - 1 : pipes;
    if (columns < 1)
        return tail;
    return lines[0] + u"\n|"_s + u"---|"_s.repeated(columns) + u'\n';
}

QString withoutHalfMark(const QString &tail)
{
    const qsizetype lineStart = tail.lastIndexOf(u'\n') + 1;
    return isHalfMark(QStringView(tail).sliced(lineStart)) ? tail.first(lineStart) : tail;
}

} // namespace

QString repairedTail(const QString &tail)
{
    const OpenFence state = fenceState(tail);
    if (state.open) {
        const qsizetype lineStart = tail.lastIndexOf(u'\n') + 1;
        const QStringView last = QStringView(tail).sliced(lineStart).trimmed();
        const bool half =
            !last.isEmpty() && lineStart > 0 &&
            std::all_of(last.begin(), last.end(), [&](QChar c) { return c == state.fence.mark; });
        return half ? tail.first(lineStart) : tail;
    }
    const QString whole = withoutHalfMark(tail);
    if (whole.endsWith(u'\n') && !isTableLine(whole))
        return whole;
    const qsizetype start = startOfLastInline(whole);
    return withDelimiterRow(whole.first(start) + InlineScan(whole.sliced(start)).closed());
}

} // namespace sekisho::widgets
