// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apimessage.h"
#include "serverendpoint.h"

#include <core/result.h>

#include <QObject>
#include <QTimer>

class QNetworkAccessManager;
class QNetworkReply;

namespace sekisho::client {

/// One request under way, with its timeout and its retry. Tells `done` exactly once, unless it is destroyed
/// first, and then deletes itself.
class ApiCall : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(core::Result<ApiResponse>)>;
    ApiCall(QNetworkAccessManager *network, const ServerEndpoint &endpoint, ApiRequest request, Done done,
            QObject *parent);
    ~ApiCall() override;

    void start();
    /// Closes the connection; `done` hears Cancelled.
    void cancel();

private:
    void send();
    void replyFinished();
    bool mayRetry(int status) const;
    void finish(core::Result<ApiResponse> result);

    QNetworkAccessManager *m_network;
    ServerEndpoint m_endpoint;
    ApiRequest m_request;
    Done m_done;
    QNetworkReply *m_reply = nullptr;
    QTimer m_deadline;
    int m_attempts = 0;
};

} // namespace sekisho::client
