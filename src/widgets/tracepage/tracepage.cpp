// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracepage.h"

#include "sessionview.h"
#include "tracedetailview.h"
#include "tracelists.h"

#include <widgets/common/framestate.h>
#include <widgets/common/pageframe.h>
#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

#include <QKeyEvent>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace sekisho::widgets {

using models::TraceBrowser;

namespace {
// The queue of traces sends within a second or two of the answer, unless Langfuse is away.
constexpr auto TraceMayBeLate = std::chrono::seconds(10);
} // namespace

TracePage::TracePage(TraceBrowser *browser, QWidget *parent)
    : QWidget(parent)
    , m_browser(browser)
    , m_bar(new QWidget(this))
    , m_back(new QToolButton(m_bar))
    , m_path(new QLabel(m_bar))
    , m_stack(new QStackedWidget(this))
    , m_lists(new TraceLists(browser, this))
    , m_sessionFrame(new PageFrame(this))
    , m_session(new SessionView(this))
    , m_traceFrame(new PageFrame(this))
    , m_trace(new TraceDetailView(this))
{
    setObjectName(QStringLiteral("tracePage"));
    setProperty("kind", QStringLiteral("page"));
    setupLayout();
    connectBrowser();
    goTo(Place::Lists);
}

void TracePage::openTrace(const QString &traceId)
{
    m_cameFrom = m_place == Place::Session ? Place::Session : Place::Lists;
    m_traceId = traceId;
    m_browser->openTrace(traceId, TraceMayBeLate);
    goTo(Place::Trace);
}

void TracePage::openSession(const QString &sessionId)
{
    m_sessionId = sessionId;
    m_browser->openSession(sessionId);
    goTo(Place::Session);
}

void TracePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TracePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!window()->focusWidget())
        m_lists->setFocus();
    m_browser->refresh();
}

void TracePage::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Back) || event->key() == Qt::Key_Escape)
        goBack();
    else
        QWidget::keyPressEvent(event);
}

void TracePage::setupLayout()
{
    m_back->setObjectName(QStringLiteral("traceBackButton"));
    m_back->setIcon(Icon::get(QStringLiteral("chevron-left")));
    m_path->setObjectName(QStringLiteral("tracePathLabel"));
    m_path->setProperty("kind", QStringLiteral("quiet"));
    auto *bar = new QHBoxLayout(m_bar);
    bar->setContentsMargins(space::m, space::s, space::l, 0);
    bar->addWidget(m_back);
    bar->addWidget(m_path, 1);
    m_sessionFrame->setContent(m_session);
    m_traceFrame->setContent(m_trace);
    for (QWidget *place : std::initializer_list<QWidget *>{m_lists, m_sessionFrame, m_traceFrame})
        m_stack->addWidget(place);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    connect(m_back, &QToolButton::clicked, this, &TracePage::goBack);
}

void TracePage::connectBrowser()
{
    connect(m_browser, &TraceBrowser::sessionChanged, this, &TracePage::showSession);
    connect(m_browser, &TraceBrowser::traceChanged, this, &TracePage::showTrace);
    connect(m_lists, &TraceLists::sessionChosen, this, &TracePage::openSession);
    connect(m_lists, &TraceLists::traceChosen, this, &TracePage::openTrace);
    connect(m_session, &SessionView::traceRequested, this, &TracePage::openTrace);
    connect(m_sessionFrame, &PageFrame::retryRequested, this, [this] { openSession(m_sessionId); });
    connect(m_traceFrame, &PageFrame::retryRequested, this, [this] { openTrace(m_traceId); });
}

void TracePage::goTo(Place place)
{
    m_place = place;
    m_stack->setCurrentIndex(static_cast<int>(place));
    m_bar->setVisible(place != Place::Lists);
    retranslate();
}

void TracePage::goBack()
{
    goTo(m_place == Place::Trace ? m_cameFrom : Place::Lists);
}

void TracePage::showSession()
{
    if (m_browser->sessionState().kind == models::PageState::Kind::Ready)
        m_session->setSession(m_browser->session());
    showState(*m_sessionFrame, m_browser->sessionState(), {});
}

void TracePage::showTrace()
{
    if (m_browser->traceState().kind == models::PageState::Kind::Ready)
        m_trace->setTrace(m_browser->trace());
    showState(*m_traceFrame, m_browser->traceState(), {});
}

void TracePage::retranslate()
{
    m_back->setToolTip(tr("Back (Esc)"));
    m_back->setAccessibleName(tr("Back"));
    m_path->setText(pathText());
}

QString TracePage::pathText() const
{
    if (m_place == Place::Session)
        return tr("Sessions");
    if (m_cameFrom == Place::Session)
        return tr("Sessions") + QStringLiteral(" / ") + m_sessionId;
    return tr("Traces");
}

} // namespace sekisho::widgets
