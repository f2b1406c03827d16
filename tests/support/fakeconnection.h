// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakeupstream.h"

#include <QTimer>

namespace sekisho::test {

/// One client of a FakeUpstream: collects a request, then plays an answer.
class FakeUpstream::Connection : public QObject
{
public:
    Connection(FakeUpstream &upstream, QTcpSocket *socket);
    bool isAnswering() const { return m_answering; }
    qint64 bytesUnsent() const;
    void close();

private:
    void collect();
    bool takeRequest();
    void play(const FakeAnswer &answer);
    void sendHead();
    void sendPiece();
    QByteArray head() const;
    QByteArray framed(const QByteArray &piece) const;
    void end();

    FakeUpstream &m_upstream;
    QTcpSocket *m_socket;
    QByteArray m_received;
    FakeAnswer m_answer;
    qsizetype m_sent = 0;
    bool m_answering = false;
    QTimer m_timer;
};

} // namespace sekisho::test
