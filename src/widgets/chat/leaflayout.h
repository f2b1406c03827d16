// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "leaf.h"

#include <QRectF>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace sekisho::widgets {

struct TextRange {
    int from = 0;
    int to = 0;

    bool isEmpty() const { return from >= to; }
};

// What a leaf shows besides its content. Everything is in the leaf's own coordinates.
struct LeafPaint {
    QRectF clip;
    TextRange selection;
    QList<TextRange> matches;
    TextRange currentMatch;
    QString hoveredControl;
    QString focusedControl;
    QString hoveredLink;
};

// Something to press inside a leaf: "copy-code", an action of a notice or a footer.
struct LeafControl {
    QString key;
    QString label;
    QRectF rect;
};

// A leaf laid out for one width. The height never changes afterwards.
class LeafLayout
{
public:
    virtual ~LeafLayout() = default;

    virtual qreal height() const = 0;
    virtual void paint(QPainter &painter, const LeafPaint &what) = 0;

    virtual int offsetAt(QPointF) { return 0; }
    virtual QRectF rectOf(TextRange) { return {}; } // of its first line
    virtual QString hrefAt(QPointF) { return {}; }
    virtual QList<LeafControl> controls() const { return {}; }

    // How far the content can be moved sideways, and how far it is.
    virtual qreal maximumScroll() const { return 0; }
    virtual void setScroll(qreal) {}

    // Takes over content that begins as this one did, if that is cheaper than a new layout. Changes height().
    virtual bool extendTo(const LeafContent &) { return false; }
};

std::unique_ptr<LeafLayout> makeLeafLayout(const LeafContent &content, const ChatStyle &style, qreal width);

// Height without a layout, from counts of characters; within a line or two for prose, exact for code.
qreal guessedHeight(const LeafContent &content, const ChatStyle &style, qreal width);

} // namespace sekisho::widgets
