// SPDX-License-Identifier: GPL-3.0-or-later
#include "badge.h"

#include <widgets/theme/colors.h>
#include <widgets/theme/metrics.h>

#include <QFontMetrics>
#include <QPainter>

namespace sekisho::widgets {
namespace {

std::pair<QColor, QColor> inkAndPaper(Badge::Kind kind)
{
    const Colors &c = Colors::current();
    switch (kind) {
    case Badge::Kind::Accent:
        return {c.accent, c.accentSoft};
    case Badge::Kind::Good:
        return {c.good, c.goodSoft};
    case Badge::Kind::Warn:
        return {c.warn, c.warnSoft};
    case Badge::Kind::Bad:
        return {c.bad, c.badSoft};
    case Badge::Kind::Neutral:
        break;
    }
    return {c.quiet, c.hover};
}

} // namespace

Badge::Badge(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

Badge::Badge(const QString &text, Kind kind, QWidget *parent)
    : Badge(parent)
{
    setText(text);
    setKind(kind);
}

void Badge::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Badge::setKind(Kind kind)
{
    m_kind = kind;
    update();
}

QSize Badge::sizeFor(const QString &text)
{
    const QFontMetrics metrics(fontFor(TextRole::Small));
    return {metrics.horizontalAdvance(text) + 2 * (space::s - 1), 18};
}

QSize Badge::sizeHint() const
{
    return sizeFor(m_text);
}

int Badge::paint(QPainter *painter, const QRect &rect, const QString &text, Kind kind)
{
    const QSize size = sizeFor(text);
    const QRect pill(rect.left(), rect.top() + (rect.height() - size.height()) / 2, size.width(),
                     size.height());
    const auto [ink, paper] = inkAndPaper(kind);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(paper);
    painter->drawRoundedRect(pill, pill.height() / 2.0, pill.height() / 2.0);
    painter->setPen(ink);
    painter->setFont(fontFor(TextRole::Small));
    painter->drawText(pill, Qt::AlignCenter, text);
    painter->restore();
    return size.width();
}

void Badge::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    paint(&painter, rect(), m_text, m_kind);
}

} // namespace sekisho::widgets
