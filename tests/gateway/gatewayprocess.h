// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewayfixture.h"

#include <QProcess>

#include <optional>

namespace sekisho::test {

/// What a process holds, from /proc.
struct Footprint {
    qint64 kilobytes = 0; ///< resident
    int descriptors = 0;
    int threads = 0;
};

/// The program sekisho-gateway with a folder of its own, in front of one upstream: for what ends or starves a
/// whole process. Serves the model "small"; the master key is GatewayFixture::MasterKey.
class GatewayProcess
{
public:
    GatewayProcess(const QString &program, const QUrl &upstream, int threads = 2);
    ~GatewayProcess();

    /// Before start(): what RLIMIT_NOFILE is for it.
    void limitDescriptors(unsigned soft, unsigned hard);
    /// Again on the same folder, too. False if it does not say that it listens.
    bool start();
    /// start() is to fail: what the program then says; empty if it runs after all.
    QString reasonNotToStart();
    /// All that it has said on its standard error since it was last started.
    QString errors();
    /// Before start(): as an ordinary user, whom permissions of files hold back. Where that cannot be, why.
    std::optional<QString> obeyPermissions();
    /// SIGKILL.
    bool kill();
    /// SIGTERM; true if it then ended by itself and without complaint.
    bool terminate();

    TestClient &client() { return *m_client; }
    const QUrl &url() const { return m_url; }
    qint64 pid() const { return m_process.processId(); }
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    Footprint footprint() const;
    QString dataDir() const { return m_dir.filePath(QStringLiteral("data")); }

    /// Writes a configuration with these models beside "small" and sends SIGHUP.
    void reload(const QStringList &models);
    std::shared_ptr<Reply> sendChat(bool stream);
    /// How often each call is in the ledger.
    QHash<QString, int> recordedCalls();

private:
    void writeConfig(const QStringList &models);
    void applyModifier();

    const QUrl m_upstream;
    QTemporaryDir m_dir;
    QProcess m_process;
    QUrl m_url;
    QByteArray m_errors;
    std::optional<std::pair<unsigned, unsigned>> m_descriptors; ///< soft and hard limit
    bool m_isOrdinary = false;
    std::unique_ptr<TestClient> m_client;
};

} // namespace sekisho::test
