// SPDX-License-Identifier: GPL-3.0-or-later
#include "blocksplitter.h"

#include <utility>

namespace sekisho::widgets {

QStringList BlockSplitter::feed(QStringView piece)
{
    takeCharacters(piece);
    return std::exchange(m_closed, {});
}

QStringList BlockSplitter::finish()
{
    if (!m_line.isEmpty())
        takeLine(std::exchange(m_line, {}));
    close();
    return std::exchange(m_closed, {});
}

QString BlockSplitter::tail() const
{
    return m_open + m_line;
}

// Line ends are \n, \r or \r\n; the pair may be cut in two.
void BlockSplitter::takeCharacters(QStringView text)
{
    for (const QChar c : text) {
        const bool secondOfPair = m_lastWasReturn && c == u'\n';
        m_lastWasReturn = c == u'\r';
        if (secondOfPair)
            continue;
        if (c == u'\n' || c == u'\r')
            takeLine(std::exchange(m_line, {}));
        else
            m_line += c.isNull() ? QChar(QChar::ReplacementCharacter) : c;
    }
}

void BlockSplitter::takeLine(const QString &line)
{
    switch (m_kind) {
    case Kind::None:
        return startBlock(line);
    case Kind::Paragraph:
        return continueParagraph(line);
    case Kind::List:
        return continueList(line);
    case Kind::Quote:
        return continueQuote(line);
    case Kind::Fence:
        keep(line);
        if (closesFence(line, m_fence))
            close();
    }
}

void BlockSplitter::startBlock(const QString &line)
{
    if (isBlankLine(line))
        return;
    keep(line);
    if (isHeadingLine(line) || isRuleLine(line))
        return close();
    if (const auto fence = fenceStart(line)) {
        m_kind = Kind::Fence;
        m_fence = *fence;
    } else if (const auto marker = listMarker(line)) {
        m_kind = Kind::List;
        m_list = *marker;
        m_listFence.reset();
        noteListLine(line);
    } else {
        m_kind = isQuoteLine(line) ? Kind::Quote : Kind::Paragraph;
    }
}

void BlockSplitter::continueParagraph(const QString &line)
{
    if (isBlankLine(line))
        return close();
    // Models put a table right below a sentence; md4c would take both for one paragraph.
    const bool tableStarts = isTableLine(line) && !isTableLine(m_open);
    if (isSetextUnderline(line) && !isTableLine(m_open)) {
        keep(line);
        return close();
    }
    if (tableStarts || interruptsParagraph(line))
        return restart(line);
    keep(line);
}

void BlockSplitter::continueQuote(const QString &line)
{
    const bool ends = isBlankLine(line) || isTableLine(line);
    if (isQuoteLine(line) || (!ends && !interruptsParagraph(line)))
        keep(line);
    else
        restart(line);
}

void BlockSplitter::continueList(const QString &line)
{
    if (!belongsToList(line))
        return restart(line);
    keep(line);
    noteListLine(line);
}

bool BlockSplitter::belongsToList(const QString &line) const
{
    if (isBlankLine(line) || indentOf(line) >= m_list.contentIndent)
        return true;
    if (isRuleLine(line))
        return false;
    if (const auto marker = listMarker(line))
        return marker->continues(m_list);
    return m_lazyPossible && !m_blankBefore && !m_listFence && !isTableLine(line) &&
           !interruptsParagraph(line);
}

void BlockSplitter::noteListLine(const QString &line)
{
    m_blankBefore = isBlankLine(line);
    if (m_blankBefore)
        return;
    const bool outside = indentOf(line) < m_list.contentIndent;
    if (outside)
        m_listFence.reset();
    if (m_listFence) {
        if (closesFence(line, *m_listFence))
            m_listFence.reset();
        m_lazyPossible = false;
        return;
    }
    QStringView content = line;
    for (auto marker = listMarker(content); marker && !isRuleLine(content); marker = listMarker(content)) {
        if (outside && content.size() == line.size())
            m_list = *marker;
        content = content.sliced(marker->contentStart);
    }
    m_listFence = fenceStart(content);
    m_lazyPossible = !m_listFence && !content.isEmpty() && !isHeadingLine(content) && !isRuleLine(content);
}

void BlockSplitter::keep(const QString &line)
{
    m_open += line;
    m_open += u'\n';
}

void BlockSplitter::close()
{
    if (!m_open.isEmpty())
        m_closed.append(std::exchange(m_open, {}));
    m_kind = Kind::None;
}

void BlockSplitter::restart(const QString &line)
{
    close();
    startBlock(line);
}

} // namespace sekisho::widgets
