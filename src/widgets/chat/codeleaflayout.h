// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codehighlighter.h"
#include "leaflayout.h"

#include <QTextLayout>

#include <unordered_map>
#include <vector>

namespace sekisho::widgets {

// A code block: a bar with the language and a copy button, then lines that do not wrap. Only lines that were
// painted have a layout, so a block of any length costs what shows of it.
class CodeLeafLayout : public LeafLayout
{
public:
    CodeLeafLayout(const LeafContent &content, const ChatStyle &style, qreal width);

    qreal height() const override;
    void paint(QPainter &painter, const LeafPaint &what) override;
    int offsetAt(QPointF point) override;
    QRectF rectOf(TextRange range) override;
    QList<LeafControl> controls() const override;
    qreal maximumScroll() const override;
    void setScroll(qreal scroll) override { m_scroll = scroll; }
    bool extendTo(const LeafContent &content) override;

    static qreal heightFor(const LeafContent &content, const ChatStyle &style);

private:
    int lineAt(qreal y) const;
    QStringView lineText(int line) const;
    QTextLayout &layoutOf(int line);
    int stateBefore(int line);
    QList<QTextLayout::FormatRange> formatsOf(int line);
    QRectF codeRect() const;
    qreal lineTop(int line) const;
    void takeLines(qsizetype from);
    void paintFrame(QPainter &painter, const LeafPaint &what) const;
    void paintLine(QPainter &painter, int line, const LeafPaint &what);
    void fill(QPainter &painter, int line, TextRange range, const QColor &color);
    void paintScrollBar(QPainter &painter) const;
    void forgetFar(int first, int last);

    LeafContent m_content;
    ChatStyle m_style;
    qreal m_width;
    qreal m_scroll = 0;
    qreal m_lineHeight;
    int m_widest = 0; // in half-width characters
    std::vector<int> m_starts;
    std::vector<int> m_states{0}; // of the highlighter before each line, as far as known
    CodeHighlighter m_highlighter;
    std::unordered_map<int, std::unique_ptr<QTextLayout>> m_layouts;
};

} // namespace sekisho::widgets
