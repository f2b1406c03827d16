// SPDX-License-Identifier: GPL-3.0-or-later
#include "tableleaflayout.h"

#include "textleaflayout.h"

#include <QPainter>

#include <algorithm>
#include <numeric>

namespace sekisho::widgets {

namespace {

constexpr qreal tableScale = 0.93;
constexpr qreal cellPadding = 12;
constexpr qreal rowPadding = 6;
constexpr qreal widestCell = 360;
constexpr qreal narrowestCell = 110;

qreal lineHeightOf(const LeafContent &content, const ChatStyle &style)
{
    const qreal factor = hasJapanese(content.text) ? style.japaneseLineHeight : style.latinLineHeight;
    return qRound(pixelsOf(style.messageFont) * tableScale * (factor - 0.1));
}

Qt::Alignment alignmentOf(CellAlignment alignment)
{
    return alignment == CellAlignment::End      ? Qt::AlignRight
           : alignment == CellAlignment::Center ? Qt::AlignHCenter
                                                : Qt::AlignLeft;
}

TextRange shifted(TextRange range, const LeafCell &cell)
{
    return {qMax(0, range.from - cell.start), qMin(cell.length, range.to - cell.start)};
}

} // namespace

qreal TableLeafLayout::rowHeightFor(const LeafContent &content, const ChatStyle &style)
{
    return lineHeightOf(content, style) + 2 * rowPadding;
}

TableLeafLayout::TableLeafLayout(const LeafContent &content, const ChatStyle &style, qreal width)
    : m_content(content)
    , m_style(style)
    , m_width(width)
{
    for (qsizetype row = 0; row < content.rows.size(); ++row)
        m_rows.push_back(makeRow(row));
    fitColumns();
    arrange(0);
}

// A table grows at its end while it streams: rows that did not change keep their layout.
bool TableLeafLayout::extendTo(const LeafContent &content)
{
    const bool same = content.kind == LeafKind::Table && content.alignments == m_content.alignments &&
                      content.indent == m_content.indent && content.rows.size() >= m_content.rows.size() &&
                      hasJapanese(content.text) == hasJapanese(m_content.text);
    if (!same || m_content.rows.isEmpty())
        return false;
    const qsizetype last = m_content.rows.size() - 1;
    const qsizetype kept =
        content.rows[last] == m_content.rows[last] && content.text.startsWith(m_content.text) ? last + 1
                                                                                              : last;
    const qsizetype keptText =
        kept > 0 ? m_content.rows[kept - 1].last().start + m_content.rows[kept - 1].last().length : 0;
    if (QStringView(content.text).first(qMin(keptText, content.text.size())) !=
        QStringView(m_content.text).first(keptText))
        return false;
    m_content = content;
    m_rows.resize(size_t(kept));
    for (qsizetype row = kept; row < content.rows.size(); ++row)
        m_rows.push_back(makeRow(row));
    arrange(fitColumns() ? 0 : size_t(kept));
    return true;
}

TableLeafLayout::Row TableLeafLayout::makeRow(qsizetype row) const
{
    Row made;
    for (qsizetype column = 0; column < m_content.rows[row].size(); ++column)
        made.cells.push_back(makeCell(row, column));
    return made;
}

TableLeafLayout::Cell TableLeafLayout::makeCell(qsizetype row, qsizetype column) const
{
    const LeafCell &source = m_content.rows[row][column];
    InlineTextFormat format;
    format.font = scaled(m_style.messageFont, tableScale);
    format.font.setWeight(row == 0 ? QFont::DemiBold : QFont::Normal);
    format.color = m_style.text;
    format.lineHeight = lineHeightOf(m_content, m_style);
    format.alignment = alignmentOf(m_content.alignments.value(column, CellAlignment::Start));
    Cell cell{source, {}, 0};
    cell.text = std::make_unique<InlineText>(m_content.text.sliced(source.start, source.length), source.spans,
                                             format, m_style);
    cell.text->layOut(widestCell);
    cell.natural = cell.text->naturalWidth() + 1;
    return cell;
}

// Sets the columns' edges from the natural widths; true if they moved.
bool TableLeafLayout::fitColumns()
{
    std::vector<qreal> widths(size_t(m_content.alignments.size()), 24);
    for (const Row &row : m_rows) {
        for (size_t column = 0; column < qMin(row.cells.size(), widths.size()); ++column)
            widths[column] = qMax(widths[column], row.cells[column].natural);
    }
    const qreal padding = 2 * cellPadding * qreal(widths.size());
    const qreal sum = std::accumulate(widths.begin(), widths.end(), padding);
    if (sum > available()) {
        qreal slack = 0;
        for (const qreal width : widths)
            slack += qMax(0.0, width - narrowestCell);
        const qreal share = slack > 0 ? qMin(1.0, (sum - available()) / slack) : 0;
        for (qreal &width : widths)
            width -= qMax(0.0, width - narrowestCell) * share;
    }
    std::vector<qreal> lefts{0};
    for (const qreal width : widths)
        lefts.push_back(lefts.back() + width + 2 * cellPadding);
    const bool moved = lefts != m_lefts;
    m_lefts = std::move(lefts);
    return moved;
}

void TableLeafLayout::placeRow(Row &row)
{
    row.height = 0;
    for (size_t column = 0; column < row.cells.size() && column + 1 < m_lefts.size(); ++column) {
        row.cells[column].text->layOut(m_lefts[column + 1] - m_lefts[column] - 2 * cellPadding);
        row.height = qMax(row.height, row.cells[column].text->height());
    }
    row.height += 2 * rowPadding;
}

void TableLeafLayout::arrange(size_t firstRow)
{
    qreal top = firstRow > 0 ? m_rows[firstRow - 1].top + m_rows[firstRow - 1].height : 0;
    for (size_t row = firstRow; row < m_rows.size(); ++row) {
        m_rows[row].top = top;
        placeRow(m_rows[row]);
        top += m_rows[row].height;
    }
}

qreal TableLeafLayout::totalWidth() const
{
    return m_lefts.back();
}

qreal TableLeafLayout::height() const
{
    const qreal rows = m_rows.empty() ? 0 : m_rows.back().top + m_rows.back().height;
    return rows + (maximumScroll() > 0 ? 8 : 0);
}

qreal TableLeafLayout::maximumScroll() const
{
    return qMax(0.0, totalWidth() - available());
}

QPointF TableLeafLayout::cellOrigin(const Row &row, size_t column) const
{
    return {m_content.indent + m_lefts[column] + cellPadding - m_scroll, row.top + rowPadding};
}

void TableLeafLayout::paintRow(QPainter &painter, const Row &row, const LeafPaint &what, bool header) const
{
    for (size_t column = 0; column < row.cells.size() && column + 1 < m_lefts.size(); ++column) {
        const Cell &cell = row.cells[column];
        LeafPaint inner = what;
        inner.selection = shifted(what.selection, cell.source);
        inner.currentMatch = shifted(what.currentMatch, cell.source);
        for (TextRange &match : inner.matches)
            match = shifted(match, cell.source);
        cell.text->paint(painter, cellOrigin(row, column), inner);
    }
    const qreal y = row.top + row.height - 1;
    const qreal width = qMin(totalWidth(), available());
    painter.fillRect(QRectF(m_content.indent, y, width, 1), header ? m_style.quiet : m_style.line);
}

void TableLeafLayout::paint(QPainter &painter, const LeafPaint &what)
{
    paintQuoteBars(painter, m_content, m_style, height());
    painter.save();
    painter.setClipRect(QRectF(m_content.indent, 0, available(), height()), Qt::IntersectClip);
    for (size_t row = rowAt(what.clip.top()); row < m_rows.size() && m_rows[row].top < what.clip.bottom();
         ++row)
        paintRow(painter, m_rows[row], what, row == 0);
    painter.restore();
    paintScrollBar(painter);
}

void TableLeafLayout::paintScrollBar(QPainter &painter) const
{
    if (maximumScroll() <= 0)
        return;
    const qreal share = available() / totalWidth();
    const qreal room = available() * (1 - share);
    const QRectF handle(m_content.indent + room * m_scroll / maximumScroll(), height() - 5,
                        available() * share, 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.line);
    painter.drawRoundedRect(handle, 2, 2);
}

size_t TableLeafLayout::rowAt(qreal y) const
{
    const auto after = std::upper_bound(m_rows.begin(), m_rows.end(), y,
                                        [](qreal at, const Row &row) { return at < row.top; });
    return after == m_rows.begin() ? 0 : size_t(after - m_rows.begin() - 1);
}

size_t TableLeafLayout::columnAt(qreal x) const
{
    const auto after = std::upper_bound(m_lefts.begin(), m_lefts.end(), x);
    const size_t column = after == m_lefts.begin() ? 0 : size_t(after - m_lefts.begin() - 1);
    return qMin(column, m_lefts.size() - 2);
}

int TableLeafLayout::offsetAt(QPointF point)
{
    if (m_rows.empty() || m_lefts.size() < 2 || point.y() < 0)
        return 0;
    const Row &row = m_rows[rowAt(point.y())];
    const size_t column = columnAt(point.x() - m_content.indent + m_scroll);
    if (point.y() >= row.top + row.height || row.cells.empty())
        return int(m_content.text.size());
    const Cell &cell = row.cells[qMin(column, row.cells.size() - 1)];
    return cell.source.start + cell.text->offsetAt(point - cellOrigin(row, column));
}

QRectF TableLeafLayout::rectOf(TextRange range)
{
    for (const Row &row : m_rows) {
        for (size_t column = 0; column < row.cells.size() && column + 1 < m_lefts.size(); ++column) {
            const LeafCell &source = row.cells[column].source;
            if (range.from >= source.start && range.from <= source.start + source.length)
                return row.cells[column]
                    .text->rectOf(shifted(range, source))
                    .translated(cellOrigin(row, column));
        }
    }
    return {};
}

QString TableLeafLayout::hrefAt(QPointF point)
{
    if (m_rows.empty() || m_lefts.size() < 2)
        return {};
    const Row &row = m_rows[rowAt(point.y())];
    const size_t column = columnAt(point.x() - m_content.indent + m_scroll);
    return column < row.cells.size() ? row.cells[column].text->hrefAt(point - cellOrigin(row, column))
                                     : QString();
}

} // namespace sekisho::widgets
