// SPDX-License-Identifier: GPL-3.0-or-later
#include "nativesocket.h"
#include "plainconnector.h"
#include "plainstream.h"

#include <QHostInfo>
#include <QSocketNotifier>

#include <chrono>

namespace sekisho::http {

using namespace std::chrono_literals;

namespace {

/// For one of several addresses.
constexpr auto AttemptTime = 2s;

} // namespace

PlainConnector::PlainConnector(const Origin &origin, User &user, QObject *parent)
    : Connector(parent)
    , m_origin(origin)
    , m_user(user)
{
}

PlainConnector::~PlainConnector()
{
    giveUp();
}

void PlainConnector::start()
{
    QHostAddress address;
    if (!address.setAddress(m_origin.host))
        return lookUp();
    tryEach({address});
}

void PlainConnector::tryEach(const QList<QHostAddress> &addresses)
{
    m_addresses = addresses;
    tryNext();
}

void PlainConnector::lookUp()
{
    m_lookUp = QHostInfo::lookupHost(m_origin.host, this, [this](const QHostInfo &info) { found(info); });
}

void PlainConnector::found(const QHostInfo &info)
{
    if (std::exchange(m_lookUp, -1) == -1)
        return; // given up in the meantime
    m_why = info.errorString();
    tryEach(info.addresses());
}

void PlainConnector::tryNext()
{
    endAttempt();
    if (m_addresses.isEmpty())
        return m_user.connectorFailed(m_why);
    const auto begun = startConnecting(m_addresses.takeFirst(), m_origin.port);
    if (!begun) {
        m_why = begun.error().detail;
        return tryNext();
    }
    m_descriptor = *begun;
    if (!m_addresses.isEmpty())
        m_timer = startTimer(AttemptTime);
    watch();
}

void PlainConnector::watch()
{
    m_notifier = new QSocketNotifier(m_descriptor, QSocketNotifier::Write, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &PlainConnector::decided);
}

void PlainConnector::decided()
{
    if (const auto failure = connectingFailure(m_descriptor)) {
        m_why = *failure;
        return tryNext();
    }
    const auto connected = std::exchange(m_descriptor, -1);
    endAttempt();
    m_descriptor = connected;
    m_user.connectorReady();
}

void PlainConnector::timerEvent(QTimerEvent *)
{
    m_why = qt_error_string(ETIMEDOUT);
    tryNext();
}

void PlainConnector::endAttempt()
{
    // The notifier may be telling this very moment.
    if (auto *notifier = std::exchange(m_notifier, nullptr)) {
        notifier->setEnabled(false);
        notifier->deleteLater();
    }
    if (m_timer != 0)
        killTimer(std::exchange(m_timer, 0));
    if (m_descriptor >= 0)
        closeDescriptor(std::exchange(m_descriptor, -1));
}

std::unique_ptr<Stream> PlainConnector::takeStream(Stream::User &user)
{
    return std::make_unique<PlainStream>(std::exchange(m_descriptor, -1), user);
}

void PlainConnector::giveUp()
{
    if (m_lookUp != -1)
        QHostInfo::abortHostLookup(std::exchange(m_lookUp, -1));
    m_addresses.clear();
    endAttempt();
}

} // namespace sekisho::http
