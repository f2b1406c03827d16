// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inlinetext.h"

namespace sekisho::widgets {

// A paragraph, a heading or the text of a list item, with its marker, its quote bars and perhaps a panel
// behind it.
class TextLeafLayout : public LeafLayout
{
public:
    TextLeafLayout(const LeafContent &content, const ChatStyle &style, qreal width);

    qreal height() const override;
    void paint(QPainter &painter, const LeafPaint &what) override;
    int offsetAt(QPointF point) override;
    QRectF rectOf(TextRange range) override;
    QString hrefAt(QPointF point) override;

    static InlineTextFormat formatOf(const LeafContent &content, const ChatStyle &style);
    static qreal padding(const LeafContent &content);

private:
    QPointF textOrigin() const;
    void paintPanel(QPainter &painter) const;
    void paintMarker(QPainter &painter) const;
    void paintTaskBox(QPainter &painter) const;

    LeafContent m_content;
    ChatStyle m_style;
    qreal m_width;
    InlineTextFormat m_format;
    InlineText m_text;
};

// Bars of the quotes a leaf stands in.
void paintQuoteBars(QPainter &painter, const LeafContent &content, const ChatStyle &style, qreal height);

} // namespace sekisho::widgets
