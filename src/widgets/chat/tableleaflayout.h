// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inlinetext.h"

#include <vector>

namespace sekisho::widgets {

// A table in a grid of its own: columns as wide as their text, narrowed as far as they bear it, then
// scrolled.
class TableLeafLayout : public LeafLayout
{
public:
    TableLeafLayout(const LeafContent &content, const ChatStyle &style, qreal width);

    qreal height() const override;
    void paint(QPainter &painter, const LeafPaint &what) override;
    int offsetAt(QPointF point) override;
    QRectF rectOf(TextRange range) override;
    QString hrefAt(QPointF point) override;
    qreal maximumScroll() const override;
    void setScroll(qreal scroll) override { m_scroll = scroll; }
    bool extendTo(const LeafContent &content) override;

    static qreal rowHeightFor(const LeafContent &content, const ChatStyle &style);

private:
    struct Cell {
        LeafCell source;
        std::unique_ptr<InlineText> text;
        qreal natural = 0;
    };
    struct Row {
        std::vector<Cell> cells;
        qreal top = 0;
        qreal height = 0;
    };

    Row makeRow(qsizetype row) const;
    Cell makeCell(qsizetype row, qsizetype column) const;
    void arrange(size_t firstRow);
    bool fitColumns();
    void placeRow(Row &row);
    size_t rowAt(qreal y) const;
    size_t columnAt(qreal x) const;
    qreal available() const { return m_width - m_content.indent; }
    qreal totalWidth() const;
    QPointF cellOrigin(const Row &row, size_t column) const;
    void paintRow(QPainter &painter, const Row &row, const LeafPaint &what, bool header) const;
    void paintScrollBar(QPainter &painter) const;

    LeafContent m_content;
    ChatStyle m_style;
    qreal m_width;
    qreal m_scroll = 0;
    std::vector<Row> m_rows;
    std::vector<qreal> m_lefts; // left edge of each column, and the right edge of the last
};

} // namespace sekisho::widgets
