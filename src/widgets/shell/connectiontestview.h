// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <models/connectionchecks.h>

#include <QWidget>

namespace sekisho::widgets {

class ConnectionTestLine;

/// Tests of a gateway and of a Langfuse, one line each, with progress and the outcome in a sentence.
class ConnectionTestView : public QWidget
{
    Q_OBJECT
public:
    /// Addresses come with secrets, which a keychain may take its time to hand out.
    struct Addresses {
        std::function<core::Async<client::ServerEndpoint>()> gateway;
        std::function<core::Async<client::LangfuseEndpoint>()> langfuse;
    };

    /// `checks` is borrowed.
    ConnectionTestView(models::ConnectionChecks *checks, Addresses addresses, QWidget *parent = nullptr);

    void testGateway();
    void testLangfuse();
    /// Takes back what earlier tests said, once the addresses are others.
    void forgetResults();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    models::ConnectionChecks *m_checks;
    Addresses m_addresses;
    ConnectionTestLine *m_gateway;
    ConnectionTestLine *m_langfuse;
};

} // namespace sekisho::widgets
