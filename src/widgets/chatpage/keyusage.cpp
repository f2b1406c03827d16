// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyusage.h"

#include <core/clock.h>
#include <models/format.h>
#include <widgets/common/meterbar.h>
#include <widgets/theme/metrics.h>

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace sekisho::widgets {

KeyUsage::KeyUsage(models::CallerState *caller, client::ProfileSession *profile, QWidget *parent)
    : QWidget(parent)
    , m_caller(caller)
    , m_profile(profile)
    , m_text(new QLabel(this))
    , m_bar(new MeterBar(this))
    , m_reset(new QLabel(this))
{
    setObjectName(QStringLiteral("keyUsage"));
    m_text->setObjectName(QStringLiteral("keyUsageLabel"));
    m_text->setWordWrap(true);
    m_reset->setProperty("kind", QStringLiteral("quiet"));
    for (QLabel *label : {m_text, m_reset})
        label->setFont(fontFor(TextRole::Small));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::m, space::l, space::m);
    column->setSpacing(space::xs);
    column->addWidget(m_text);
    column->addWidget(m_bar);
    column->addWidget(m_reset);
    connect(caller, &models::CallerState::changed, this, &KeyUsage::showUsage);
    connect(profile, &client::ProfileSession::keyChanged, this, &KeyUsage::showUsage);
    showUsage();
}

void KeyUsage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        showUsage();
    QWidget::changeEvent(event);
}

void KeyUsage::showUsage()
{
    const auto &key = m_caller->key();
    if (!key)
        return showMasterKey();
    Meter meter;
    meter.used = key->spend.usd();
    if (key->limits.maxBudget)
        meter.limit = key->limits.maxBudget->usd();
    const QString name = key->alias.value_or(key->keyName);
    m_text->setText(key->limits.maxBudget ? tr("%1   %2 / %3")
                                                .arg(name, models::moneyText(key->spend),
                                                     models::moneyText(*key->limits.maxBudget))
                                          : tr("%1   %2 spent").arg(name, models::moneyText(key->spend)));
    m_bar->setMeter(meter);
    m_bar->setVisible(meter.limit.has_value());
    const auto &reset = key->limits.budgetResetAt;
    m_reset->setText(reset ? tr("Starts anew on %1").arg(models::dateText(*reset, core::SystemClock().now()))
                           : QString());
    m_reset->setVisible(reset.has_value());
}

void KeyUsage::showMasterKey()
{
    const auto *key = m_profile->currentKey();
    m_text->setText(m_caller->isAdmin() && key ? tr("%1: no limits").arg(key->alias) : QString());
    m_bar->hide();
    m_reset->hide();
}

} // namespace sekisho::widgets
