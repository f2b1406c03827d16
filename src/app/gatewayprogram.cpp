// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayprogram.h"

#include <QTextStream>

namespace sekisho::app {

using gateway::Gateway;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::seconds Grace{30};

void sayError(const QString &line)
{
    QTextStream(stderr) << u"sekisho-gateway: "_s << line << u'\n';
}

} // namespace

void GatewayProgram::start(gateway::GatewayOptions options)
{
    connect(&m_watcher, &TerminationWatcher::terminationAsked, this, &GatewayProgram::terminate);
    m_gateway.start(std::move(options)).then(this, [this](const core::Result<gateway::GatewayInfo> &started) {
        announce(started);
    });
}

void GatewayProgram::announce(const core::Result<gateway::GatewayInfo> &started)
{
    // Asked to end while it started: no failure, and terminate() ends the program.
    if (!started && started.error().kind == core::ErrorKind::Cancelled)
        return;
    if (!started) {
        sayError(core::describe(started.error()));
        Q_EMIT ended(StartFailed);
        return;
    }
    for (const QString &note : started->notes)
        sayError(u"note: "_s + note);
    if (!started->masterKeyPlace.isEmpty())
        sayError(u"the master key is kept in "_s + started->masterKeyPlace);
    QTextStream(stdout) << u"sekisho-gateway listening on "_s << started->url.toString() << Qt::endl;
}

void GatewayProgram::terminate()
{
    if (m_gateway.state() == Gateway::State::Stopped || m_gateway.state() == Gateway::State::Draining) {
        Q_EMIT ended(0);
        return;
    }
    m_gateway.drain(Grace).then(this, [this] { Q_EMIT ended(0); });
}

} // namespace sekisho::app
