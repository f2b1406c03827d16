// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracedetailview.h"

#include "observationlook.h"
#include "observationpane.h"
#include "observationview.h"

#include <models/format.h>
#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

#include <QEvent>
#include <QLabel>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace sekisho::widgets {

TraceDetailView::TraceDetailView(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLabel(this))
    , m_summary(new QLabel(this))
    , m_showAll(new QToolButton(this))
    , m_view(new ObservationView(this))
    , m_pane(new ObservationPane(this))
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(m_view);
    splitter->addWidget(m_pane);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({900, metrics::sidePane});
    splitter->setChildrenCollapsible(false);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(splitter, 1);
    connect(m_view, &ObservationView::currentObservationChanged, this,
            [this] { m_pane->show(m_view->currentObservation()); });
    connect(m_view, &ObservationView::zoomChanged, m_showAll, &QWidget::setEnabled);
    connect(m_showAll, &QToolButton::clicked, m_view, &ObservationView::showWholeTrace);
}

void TraceDetailView::setTrace(const client::TraceDetail &trace)
{
    m_trace = trace;
    m_view->setTree(models::ObservationTree(trace.observations));
    m_pane->show(m_view->currentObservation());
    showSummary();
}

void TraceDetailView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        showSummary();
    QWidget::changeEvent(event);
}

QWidget *TraceDetailView::makeHeader()
{
    auto *header = new QWidget(this);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(space::l, space::s, space::l, space::s);
    row->setSpacing(space::m);
    m_name->setObjectName(QStringLiteral("traceNameLabel"));
    m_name->setFont(strongFontFor(TextRole::Title));
    m_summary->setObjectName(QStringLiteral("traceSummaryLabel"));
    m_summary->setProperty("kind", QStringLiteral("quiet"));
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_showAll->setObjectName(QStringLiteral("showWholeTraceButton"));
    m_showAll->setIcon(Icon::get(QStringLiteral("fit")));
    m_showAll->setEnabled(false);
    row->addWidget(m_name);
    row->addWidget(m_summary, 1);
    row->addWidget(m_showAll);
    return header;
}

void TraceDetailView::showSummary()
{
    m_name->setText(m_trace.summary.name.isEmpty() ? m_trace.summary.id : m_trace.summary.name);
    m_name->setToolTip(m_trace.summary.id);
    m_summary->setText(summaryText());
    m_showAll->setToolTip(tr("Show the whole trace (0)"));
    m_showAll->setAccessibleName(tr("Show the whole trace"));
}

QString TraceDetailView::summaryText() const
{
    QStringList facts{tr("%n observation(s)", nullptr, static_cast<int>(m_trace.observations.size()))};
    if (m_trace.summary.latencySeconds)
        facts.append(tr("%1 s").arg(QLocale().toString(*m_trace.summary.latencySeconds, 'f', 2)));
    const auto &cost = m_trace.summary.totalCostUsd;
    facts.append(cost ? models::moneyText(core::Money::fromUsd(*cost)) : tr("cost unknown"));
    const bool failed = std::any_of(m_trace.observations.begin(), m_trace.observations.end(),
                                    [](const auto &o) { return o.level == client::ObservationLevel::Error; });
    facts.append(failed ? tr("failed") : tr("ok"));
    for (const QString &fact : {m_trace.summary.userId, m_trace.summary.environment}) {
        if (!fact.isEmpty())
            facts.append(fact);
    }
    return facts.join(QStringLiteral(" · "));
}

} // namespace sekisho::widgets
