// SPDX-License-Identifier: GPL-3.0-or-later
#include "leaflayout.h"

#include "codeleaflayout.h"
#include "frameleaflayouts.h"
#include "tableleaflayout.h"
#include "textleaflayout.h"

#include <cmath>

namespace sekisho::widgets {

std::unique_ptr<LeafLayout> makeLeafLayout(const LeafContent &content, const ChatStyle &style, qreal width)
{
    switch (content.kind) {
    case LeafKind::Text:
        return std::make_unique<TextLeafLayout>(content, style, width);
    case LeafKind::Code:
        return std::make_unique<CodeLeafLayout>(content, style, width);
    case LeafKind::Table:
        return std::make_unique<TableLeafLayout>(content, style, width);
    case LeafKind::Header:
        return std::make_unique<HeaderLeafLayout>(content, style);
    case LeafKind::Rule:
        return std::make_unique<RuleLeafLayout>(content, style, width);
    case LeafKind::Waiting:
        return std::make_unique<WaitingLeafLayout>(style);
    case LeafKind::Notice:
        return std::make_unique<NoticeLeafLayout>(content, style, width);
    case LeafKind::Footer:
        return std::make_unique<FooterLeafLayout>(content, style, width);
    }
    Q_UNREACHABLE();
}

namespace {

qreal guessedTextHeight(const LeafContent &content, const ChatStyle &style, qreal width)
{
    const InlineTextFormat format = TextLeafLayout::formatOf(content, style);
    const qreal half = pixelsOf(format.font) * 0.52;
    const qreal room = qMax(40.0, width - content.indent - 2 * TextLeafLayout::padding(content));
    qreal lines = 0;
    qreal x = 0;
    for (const QChar c : content.text) {
        if (c == u'\n') {
            lines += qMax(1.0, std::ceil(x / room));
            x = 0;
        } else {
            x += c.unicode() >= 0x1100 ? pixelsOf(format.font) : half;
        }
    }
    lines += qMax(1.0, std::ceil(x / room));
    return lines * format.lineHeight + (content.panelStarts ? 9 : 0) + (content.panelEnds ? 9 : 0);
}

} // namespace

qreal guessedHeight(const LeafContent &content, const ChatStyle &style, qreal width)
{
    switch (content.kind) {
    case LeafKind::Text:
        return guessedTextHeight(content, style, width);
    case LeafKind::Code:
        return CodeLeafLayout::heightFor(content, style);
    case LeafKind::Table:
        return qreal(content.rows.size()) * TableLeafLayout::rowHeightFor(content, style);
    case LeafKind::Notice:
        return 48 + (content.actions.isEmpty() ? 0 : 40) + (content.detail.isEmpty() ? 0 : 22);
    case LeafKind::Header:
        return content.text.isEmpty() ? 0 : 24;
    case LeafKind::Waiting:
        return 24;
    case LeafKind::Rule:
        return 9;
    case LeafKind::Footer:
        return 22;
    }
    Q_UNREACHABLE();
}

} // namespace sekisho::widgets
