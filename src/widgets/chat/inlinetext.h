// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "leaflayout.h"

#include <QTextLayout>

namespace sekisho::widgets {

struct InlineTextFormat {
    QFont font;
    QColor color;
    qreal lineHeight = 20; // pixels
    Qt::Alignment alignment = Qt::AlignLeft;
};

// Lines of styled text with a fixed distance between baselines, whatever fonts the characters come from.
class InlineText
{
public:
    InlineText(const QString &text, const QList<LeafSpan> &spans, const InlineTextFormat &format,
               const ChatStyle &style);

    void layOut(qreal width);
    qreal height() const { return m_height; }
    qreal naturalWidth() const
    {
        return m_naturalWidth;
    } // of the longest line; before wrapping if width is huge
    qreal firstBaseline() const;

    // The ranges are of this text.
    void paint(QPainter &painter, QPointF at, const LeafPaint &what) const;
    int offsetAt(QPointF point) const;
    QString hrefAt(QPointF point) const;
    QRectF rectOf(TextRange range) const;

private:
    QList<QTextLayout::FormatRange> formatsOf(const QString &text) const;
    QTextCharFormat formatOf(const LeafSpan &span) const;
    QList<QRectF> rectsOf(TextRange range) const;
    void fill(QPainter &painter, TextRange range, const QColor &color) const;
    void paintCodeGrounds(QPainter &painter) const;

    ChatStyle m_style;
    QList<LeafSpan> m_spans;
    InlineTextFormat m_format;
    std::unique_ptr<QTextLayout> m_layout;
    qreal m_height = 0;
    qreal m_naturalWidth = 0;
};

} // namespace sekisho::widgets
