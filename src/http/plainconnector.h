// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connector.h"

#include <QHostAddress>

QT_BEGIN_NAMESPACE
class QHostInfo;
class QSocketNotifier;
QT_END_NAMESPACE

namespace sekisho::http {

/// Connects in the clear on a bare descriptor; names are looked up off the thread. Of several addresses the
/// next one has its turn when one fails, or says nothing for two seconds.
class PlainConnector final : public Connector
{
    Q_OBJECT
public:
    PlainConnector(const Origin &origin, User &user, QObject *parent);
    ~PlainConnector() override;

    void start() override;
    /// The same for addresses that are known.
    void tryEach(const QList<QHostAddress> &addresses);
    std::unique_ptr<Stream> takeStream(Stream::User &user) override;
    void giveUp() override;

protected:
    /// The address that is tried has had its time.
    void timerEvent(QTimerEvent *event) override;

private:
    void lookUp();
    void found(const QHostInfo &info);
    void tryNext();
    void watch();
    void decided();
    void endAttempt();

    const Origin m_origin;
    User &m_user;
    QList<QHostAddress> m_addresses; ///< not tried yet
    QSocketNotifier *m_notifier = nullptr;
    qintptr m_descriptor = -1;
    int m_lookUp = -1;
    int m_timer = 0;
    QString m_why;
};

} // namespace sekisho::http
