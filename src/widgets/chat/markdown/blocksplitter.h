// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineshape.h"

#include <QStringList>

namespace sekisho::widgets {

// Cuts Markdown that arrives in pieces into the sources of its top-level blocks, line by line. What it has
// handed out never changes again; only tail() does. How the text was cut into pieces makes no difference.
// Reference links that are defined in another block are not seen, the price of never going back.
class BlockSplitter
{
public:
    // Returns the blocks that this piece closed, in order.
    QStringList feed(QStringView piece);
    // The text ends here: returns what was still open.
    QStringList finish();

    // Source of the block that is still open, including the unfinished line.
    QString tail() const;
    bool isInFence() const { return m_kind == Kind::Fence; }

private:
    enum class Kind { None, Paragraph, Fence, List, Quote };

    void takeCharacters(QStringView text);
    void takeLine(const QString &line);
    void startBlock(const QString &line);
    void continueParagraph(const QString &line);
    void continueList(const QString &line);
    void continueQuote(const QString &line);
    bool belongsToList(const QString &line) const;
    void noteListLine(const QString &line);
    void keep(const QString &line);
    void close();
    void restart(const QString &line);

    Kind m_kind = Kind::None;
    QString m_open; // complete lines of the open block
    QString m_line; // the unfinished line
    bool m_lastWasReturn = false;
    QStringList m_closed;

    FenceStart m_fence;
    ListMarker m_list;
    std::optional<FenceStart> m_listFence; // a fence inside the list
    bool m_blankBefore = false;
    bool m_lazyPossible = false; // the line before was text of a paragraph
};

} // namespace sekisho::widgets
