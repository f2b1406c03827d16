// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectiontestview.h"

#include "connectiontestline.h"

#include <widgets/chatpage/connectionresult.h>
#include <widgets/common/errorsentence.h>
#include <widgets/theme/metrics.h>

#include <QEvent>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {
namespace {

using Outcome = ConnectionTestLine::Outcome;

Outcome failed(const core::Error &error)
{
    const ErrorSentence sentence = sentenceFor(error);
    return {false, error.detail.isEmpty() ? sentence.title : sentence.title + u": "_s + error.detail};
}

Outcome outcomeOf(const core::Result<client::ConnectionReport> &report)
{
    return report ? Outcome{report->passed(), connectionSentence(*report)} : failed(report.error());
}

Outcome outcomeOf(const core::Result<client::LangfuseInfo> &info)
{
    if (!info)
        return failed(info.error());
    const QString text = ConnectionTestView::tr("Connected to Langfuse %1.").arg(info->version);
    if (info->projectName.isEmpty())
        return {true, text};
    return {true, text + u' ' + ConnectionTestView::tr("Project: %1.").arg(info->projectName)};
}

/// Fetches the address, then checks it; each step only while the line still waits for this run.
template <typename Address, typename Report>
void runCheck(ConnectionTestLine *line, core::Async<Address> address,
              std::function<core::Async<Report>(const Address &)> check)
{
    const int run = line->begin({});
    address.then(line, [line, run, check](const core::Result<Address> &found) {
        if (!line->isCurrent(run))
            return;
        if (!found)
            return line->end(run, failed(found.error()));
        core::Async<Report> work = check(*found);
        line->setCancel(run, [work]() mutable { work.cancel(); });
        work.then(line,
                  [line, run](const core::Result<Report> &report) { line->end(run, outcomeOf(report)); });
    });
}

} // namespace

ConnectionTestView::ConnectionTestView(models::ConnectionChecks *checks, Addresses addresses, QWidget *parent)
    : QWidget(parent)
    , m_checks(checks)
    , m_addresses(std::move(addresses))
    , m_gateway(new ConnectionTestLine(u"gateway"_s, this))
    , m_langfuse(new ConnectionTestLine(u"langfuse"_s, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addWidget(m_gateway);
    column->addWidget(m_langfuse);
    connect(m_gateway, &ConnectionTestLine::startRequested, this, &ConnectionTestView::testGateway);
    connect(m_langfuse, &ConnectionTestLine::startRequested, this, &ConnectionTestView::testLangfuse);
    retranslate();
}

void ConnectionTestView::testGateway()
{
    runCheck<client::ServerEndpoint, client::ConnectionReport>(
        m_gateway, m_addresses.gateway(),
        [this](const client::ServerEndpoint &endpoint) { return m_checks->checkGateway(endpoint); });
}

void ConnectionTestView::testLangfuse()
{
    runCheck<client::LangfuseEndpoint, client::LangfuseInfo>(
        m_langfuse, m_addresses.langfuse(),
        [this](const client::LangfuseEndpoint &endpoint) { return m_checks->checkLangfuse(endpoint); });
}

void ConnectionTestView::forgetResults()
{
    m_gateway->clear();
    m_langfuse->clear();
}

void ConnectionTestView::retranslate()
{
    m_gateway->setLabel(tr("Test the gateway"));
    m_langfuse->setLabel(tr("Test Langfuse"));
}

void ConnectionTestView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace sekisho::widgets
