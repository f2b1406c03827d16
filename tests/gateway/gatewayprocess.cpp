// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayprocess.h"

#include <QTest>

#include <csignal>
#include <filesystem>
#include <sys/resource.h>

namespace sekisho::test {

using core::Json;
using namespace Qt::Literals::StringLiterals;

GatewayProcess::GatewayProcess(const QString &program, const QUrl &upstream, int threads)
{
    writeConfig(upstream);
    m_process.setProgram(program);
    m_process.setArguments({u"--config"_s, m_dir.filePath(u"config.yaml"_s), u"--listen"_s, u"127.0.0.1:0"_s,
                            u"--data-dir"_s, dataDir(), u"--threads"_s, QString::number(threads)});
    // A file at its limit (RLIMIT_FSIZE) then answers with an error, as a full disk does.
    m_process.setChildProcessModifier([] { std::signal(SIGXFSZ, SIG_IGN); });
}

GatewayProcess::~GatewayProcess()
{
    (void)kill();
}

void GatewayProcess::limitDescriptors(unsigned soft, unsigned hard)
{
    const rlimit limit{soft, hard};
    m_process.setChildProcessModifier([limit] {
        std::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_NOFILE, &limit);
    });
}

Footprint GatewayProcess::footprint() const
{
    const QString folder = u"/proc/%1/"_s.arg(pid());
    QFile status(folder + u"status"_s);
    Footprint found;
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : status.readAll().split('\n')) {
            const QByteArray value = line.simplified().split(' ').value(1);
            if (line.startsWith("VmRSS:"))
                found.kilobytes = value.toLongLong();
            else if (line.startsWith("Threads:"))
                found.threads = value.toInt();
        }
    }
    // Not QDir, which looks at where each of them leads.
    std::error_code unreadable;
    const std::filesystem::directory_iterator descriptors((folder + u"fd"_s).toStdString(), unreadable);
    found.descriptors = int(std::distance(begin(descriptors), end(descriptors)));
    return found;
}

void GatewayProcess::writeConfig(const QUrl &upstream)
{
    QFile file(m_dir.filePath(u"config.yaml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("model_list:\n"
               "  - model_name: small\n"
               "    litellm_params:\n"
               "      model: openai/small\n"
               "      api_base: " +
               upstream.toString().toUtf8() +
               "\n"
               "      input_cost_per_token: 0.000001\n"
               "      output_cost_per_token: 0.000002\n"
               "general_settings:\n"
               "  master_key: " +
               GatewayFixture::MasterKey.toUtf8() + "\n");
}

bool GatewayProcess::start()
{
    m_process.start(QIODevice::ReadOnly);
    QByteArray line;
    const bool ready =
        QTest::qWaitFor([&] { return (line += m_process.readAllStandardOutput()).endsWith('\n'); }, 20000);
    m_url = QUrl(QString::fromUtf8(line.trimmed().split(' ').last()));
    m_client = std::make_unique<TestClient>(m_url, GatewayFixture::MasterKey);
    return ready;
}

bool GatewayProcess::kill()
{
    m_process.kill();
    return QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, 20000);
}

bool GatewayProcess::terminate()
{
    m_process.terminate();
    return QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, 20000) &&
           m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
}

std::shared_ptr<Reply> GatewayProcess::sendChat(bool stream)
{
    return m_client->send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"small"_s, stream));
}

QHash<QString, int> GatewayProcess::recordedCalls()
{
    QHash<QString, int> calls;
    for (int page = 1;; ++page) {
        const auto reply = m_client->request("GET", u"/spend/logs?page=%1&page_size=1000"_s.arg(page));
        const Json rows = reply->json();
        const Json &list = rows.is_array() ? rows : rows["data"];
        for (const Json &row : list)
            ++calls[core::stringOr(row, "request_id")];
        if (list.size() < 1000)
            return calls;
    }
}

} // namespace sekisho::test
