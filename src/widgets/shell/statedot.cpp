// SPDX-License-Identifier: GPL-3.0-or-later
#include "statedot.h"

#include <widgets/theme/colors.h>
#include <widgets/theme/metrics.h>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {
namespace {

constexpr double radius = 4;

}

StateDot::StateDot(QWidget *parent)
    : QWidget(parent)
    , m_word(new QLabel(this))
{
    m_word->setObjectName(u"gatewayStateLabel"_s);
    m_word->setProperty("kind", u"quiet"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::l, 0, 0, 0);
    row->addWidget(m_word);
    retranslate();
}

void StateDot::setStatus(const GatewayStatus &status)
{
    m_status = status;
    retranslate();
    update();
}

bool StateDot::isGood() const
{
    return m_status.kind == GatewayStatus::Kind::Running || m_status.kind == GatewayStatus::Kind::Online;
}

bool StateDot::isBad() const
{
    return m_status.kind == GatewayStatus::Kind::Failed || m_status.kind == GatewayStatus::Kind::Offline;
}

QString StateDot::word() const
{
    switch (m_status.kind) {
    case GatewayStatus::Kind::Starting:
        return tr("starting");
    case GatewayStatus::Kind::Running:
        return tr("running");
    case GatewayStatus::Kind::Failed:
        return tr("failed");
    case GatewayStatus::Kind::Checking:
        return tr("checking");
    case GatewayStatus::Kind::Online:
        return tr("online");
    case GatewayStatus::Kind::Offline:
        return tr("offline");
    case GatewayStatus::Kind::Unknown:
        break;
    }
    return tr("unknown");
}

void StateDot::retranslate()
{
    m_word->setText(word());
    QStringList story{tr("Gateway: %1").arg(word())};
    if (!m_status.address.isEmpty())
        story.append(m_status.address);
    if (!m_status.reason.isEmpty())
        story.append(m_status.reason);
    setToolTip(story.join(u'\n'));
    setAccessibleName(story.join(u", "_s));
}

void StateDot::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void StateDot::paintEvent(QPaintEvent * /*event*/)
{
    const Colors &colors = Colors::current();
    const QPointF centre(radius + 2, height() / 2.0);
    const QColor color = isGood() ? colors.good : isBad() ? colors.bad : colors.warn;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(isGood() ? QBrush(color) : Qt::NoBrush);
    painter.drawEllipse(centre, radius, radius);
    if (isBad())
        painter.drawLine(centre + QPointF(-2, 2), centre + QPointF(2, -2));
}

} // namespace sekisho::widgets
