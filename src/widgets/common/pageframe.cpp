// SPDX-License-Identifier: GPL-3.0-or-later
#include "pageframe.h"

#include "notice.h"
#include "skeleton.h"

#include <widgets/theme/metrics.h>

#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

PageFrame::PageFrame(QWidget *parent)
    : QWidget(parent)
    , m_stale(new Notice(this))
    , m_stack(new QStackedLayout)
    , m_skeleton(new Skeleton(this))
    , m_view(new StateView(this))
    , m_loadingDelay(new QTimer(this))
{
    m_stale->setObjectName(u"staleNotice"_s);
    m_skeleton->setObjectName(u"skeletonWidget"_s);
    m_view->setObjectName(u"stateView"_s);
    m_stack->addWidget(m_skeleton);
    m_stack->addWidget(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addWidget(m_stale);
    column->addLayout(m_stack, 1);
    m_loadingDelay->setSingleShot(true);
    setLoadingDelay(std::chrono::milliseconds(150));
    connect(m_loadingDelay, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_skeleton); });
    connect(m_view, &StateView::actionRequested, this, &PageFrame::onAction);
    connect(m_stale, &Notice::actionRequested, this, &PageFrame::retryRequested);
}

void PageFrame::setContent(QWidget *content)
{
    m_content = content;
    m_stack->addWidget(content);
    m_stack->setCurrentWidget(content);
}

void PageFrame::present(State state, QWidget *widget)
{
    m_loadingDelay->stop();
    m_state = state;
    if (widget)
        m_stack->setCurrentWidget(widget);
}

void PageFrame::showText(State state, const StateView::Text &text)
{
    m_view->setText(text);
    present(state, m_view);
}

void PageFrame::showContent()
{
    present(State::Content, m_content);
}

void PageFrame::showLoading()
{
    if (m_state == State::Loading)
        return;
    m_state = State::Loading;
    m_loadingDelay->start();
}

void PageFrame::showEmpty(const StateView::Text &text)
{
    StateView::Text shown = text;
    if (shown.icon.isEmpty())
        shown.icon = u"empty"_s;
    showText(State::Empty, shown);
}

void PageFrame::showError(const Failure &failure)
{
    showText(State::Error, {.icon = u"error"_s,
                            .title = failure.title,
                            .text = failure.text,
                            .action = tr("Try again"),
                            .details = failure.details});
}

void PageFrame::showNotPermitted(const QString &permission)
{
    showText(State::NotPermitted,
             {.icon = u"lock"_s,
              .title = tr("Not permitted"),
              .text = tr("The signed-in key may not do this. It needs: %1").arg(permission),
              .action = {},
              .details = {}});
}

void PageFrame::setStale(const QString &text)
{
    if (text.isEmpty())
        m_stale->hide();
    else
        m_stale->show(Notice::Kind::Warn, text, tr("Try again"));
}

void PageFrame::setLoadingDelay(std::chrono::milliseconds delay)
{
    m_loadingDelay->setInterval(delay);
}

void PageFrame::onAction()
{
    if (m_state == State::Error)
        Q_EMIT retryRequested();
    else
        Q_EMIT actionRequested();
}

} // namespace sekisho::widgets
