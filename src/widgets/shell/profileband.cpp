// SPDX-License-Identifier: GPL-3.0-or-later
#include "profileband.h"

#include <widgets/theme/colors.h>
#include <widgets/theme/metrics.h>

#include <QPainter>

namespace sekisho::widgets {
namespace {

constexpr int thin = 2;
constexpr int named = 20;

} // namespace

ProfileBand::ProfileBand(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(thin);
}

void ProfileBand::setProfile(const client::Profile &profile)
{
    m_colour = QColor(profile.colour);
    m_name = profile.name;
    m_production = profile.production;
    setFixedHeight(m_production ? named : thin);
    setAccessibleName(m_production ? tr("Production: %1").arg(m_name) : m_name);
    update();
}

void ProfileBand::paintEvent(QPaintEvent * /*event*/)
{
    const QColor colour = m_colour.isValid() ? m_colour : Colors::current().line;
    QPainter painter(this);
    painter.fillRect(rect(), colour);
    if (!m_production)
        return;
    const QColor black(Qt::black);
    const QColor white(Qt::white);
    painter.setPen(contrastRatio(colour, black) > contrastRatio(colour, white) ? black : white);
    painter.setFont(strongFontFor(TextRole::Small));
    painter.drawText(rect(), Qt::AlignCenter, tr("Production: %1").arg(m_name));
}

} // namespace sekisho::widgets
