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

void GatewayProgram::start(gateway::GatewayOptions options, ReadConfig readAgain)
{
    m_readAgain = std::move(readAgain);
    connect(&m_watcher, &TerminationWatcher::reloadAsked, this, &GatewayProgram::reload);
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

void GatewayProgram::reload()
{
    const auto failed = [](const core::Error &error) {
        sayError(u"the configuration was not read again: "_s + core::describe(error));
    };
    auto config = m_readAgain();
    if (!config)
        return failed(config.error());
    m_gateway.reload(std::move(*config)).then(this, [failed](const core::Result<QStringList> &notes) {
        if (!notes)
            return failed(notes.error());
        for (const QString &note : *notes)
            sayError(u"note: "_s + note);
        sayError(u"the configuration was read again"_s);
    });
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
