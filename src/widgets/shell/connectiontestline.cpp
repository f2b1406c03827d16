// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectiontestline.h"

#include <widgets/theme/metrics.h>

#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStyle>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

ConnectionTestLine::ConnectionTestLine(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_button(new QPushButton(this))
    , m_progress(new QProgressBar(this))
    , m_result(new QLabel(this))
{
    m_button->setObjectName(name + u"TestButton"_s);
    m_result->setObjectName(name + u"TestLabel"_s);
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setObjectName(name + u"TestProgress"_s);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->hide();
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::m);
    grid->addWidget(m_button, 0, 0, Qt::AlignTop);
    grid->addWidget(m_result, 0, 1);
    grid->addWidget(m_progress, 1, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    connect(m_button, &QPushButton::clicked, this, &ConnectionTestLine::press);
}

void ConnectionTestLine::setLabel(const QString &label)
{
    m_label = label;
    dress();
}

void ConnectionTestLine::dress()
{
    m_button->setText(m_running ? tr("Cancel") : m_label);
    m_progress->setVisible(m_running);
}

void ConnectionTestLine::press()
{
    if (m_running)
        stop();
    else
        Q_EMIT startRequested();
}

void ConnectionTestLine::stop()
{
    m_running = false;
    if (m_cancel)
        m_cancel();
    m_cancel = {};
    dress();
}

int ConnectionTestLine::begin(std::function<void()> cancel)
{
    m_running = true;
    m_cancel = std::move(cancel);
    m_result->clear();
    dress();
    return ++m_run;
}

void ConnectionTestLine::setCancel(int run, std::function<void()> cancel)
{
    if (isCurrent(run))
        m_cancel = std::move(cancel);
}

void ConnectionTestLine::end(int run, const Outcome &outcome)
{
    if (!isCurrent(run))
        return;
    m_running = false;
    m_cancel = {};
    m_result->setText((outcome.passed ? u"✓ "_s : u"✕ "_s) + outcome.text);
    m_result->setProperty("kind", outcome.passed ? u"good"_s : u"bad"_s);
    m_result->style()->unpolish(m_result);
    m_result->style()->polish(m_result);
    dress();
}

void ConnectionTestLine::clear()
{
    stop();
    m_result->clear();
}

} // namespace sekisho::widgets
