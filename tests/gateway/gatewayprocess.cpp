// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayprocess.h"

#include <QTest>

#include <csignal>
#include <filesystem>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sekisho::test {

using core::Json;
using namespace Qt::Literals::StringLiterals;

static QProcessEnvironment environment()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LANGFUSE_INIT_PROJECT_PUBLIC_KEY"_s, u"pk-lf-of-the-tests"_s);
    environment.insert(u"LANGFUSE_INIT_PROJECT_SECRET_KEY"_s, u"sk-lf-of-the-tests"_s);
    return environment;
}

GatewayProcess::GatewayProcess(const QString &program, const QUrl &upstream, int threads)
    : m_upstream(upstream)
{
    writeConfig({});
    m_process.setProgram(program);
    m_process.setArguments({u"--config"_s, m_dir.filePath(u"config.yaml"_s), u"--listen"_s, u"127.0.0.1:0"_s,
                            u"--data-dir"_s, dataDir(), u"--threads"_s, QString::number(threads)});
    m_process.setProcessEnvironment(environment());
}

GatewayProcess::~GatewayProcess()
{
    (void)kill();
}

void GatewayProcess::limitDescriptors(unsigned soft, unsigned hard)
{
    m_descriptors = {soft, hard};
}

std::optional<QString> GatewayProcess::obeyPermissions()
{
    m_isOrdinary = ::geteuid() == 0;
    // Whether the system lets it go is only known by trying, in a child that ends at once.
    const pid_t child = m_isOrdinary ? ::fork() : 0;
    if (m_isOrdinary && child == 0)
        ::_exit(::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE) == 0 ? 0 : 1);
    int status = 0;
    if (!m_isOrdinary || (::waitpid(child, &status, 0) == child && status == 0))
        return std::nullopt;
    return u"the tests run as root and may not give up its power over files"_s;
}

/// Of the child, before it becomes the program.
void GatewayProcess::applyModifier()
{
    m_process.setChildProcessModifier([descriptors = m_descriptors, isOrdinary = m_isOrdinary] {
        // A file at its limit (RLIMIT_FSIZE) then answers with an error, as a full disk does.
        std::signal(SIGXFSZ, SIG_IGN);
        if (isOrdinary)
            ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
        if (!descriptors)
            return;
        const rlimit limit{descriptors->first, descriptors->second};
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

static QByteArray modelEntry(const QString &name, const QUrl &upstream)
{
    return "  - model_name: " + name.toUtf8() +
           "\n"
           "    litellm_params:\n"
           "      model: openai/" +
           name.toUtf8() +
           "\n"
           "      api_base: " +
           upstream.toString().toUtf8() +
           "\n"
           "      input_cost_per_token: 0.000001\n"
           "      output_cost_per_token: 0.000002\n";
}

void GatewayProcess::writeConfig(const QStringList &models)
{
    QFile file(m_dir.filePath(u"config.yaml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("model_list:\n");
    for (const QString &name : QStringList{u"small"_s} + models)
        file.write(modelEntry(name, m_upstream));
    file.write("general_settings:\n"
               "  master_key: " +
               GatewayFixture::MasterKey.toUtf8() + "\n");
}

void GatewayProcess::reload(const QStringList &models)
{
    writeConfig(models);
    ::kill(static_cast<pid_t>(pid()), SIGHUP);
}

bool GatewayProcess::start()
{
    applyModifier();
    m_errors.clear();
    m_process.start(QIODevice::ReadOnly);
    QByteArray line;
    const auto hasSpoken = [&] {
        line += m_process.readAllStandardOutput();
        return line.endsWith('\n') || m_process.state() == QProcess::NotRunning;
    };
    const bool ready = QTest::qWaitFor(hasSpoken, 20000) && line.endsWith('\n');
    m_url = QUrl(QString::fromUtf8(line.trimmed().split(' ').last()));
    m_client = std::make_unique<TestClient>(m_url, GatewayFixture::MasterKey);
    return ready;
}

QString GatewayProcess::reasonNotToStart()
{
    const bool hasEnded = !start() && m_process.state() == QProcess::NotRunning &&
                          m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 1;
    return hasEnded ? errors() : QString();
}

QString GatewayProcess::errors()
{
    m_errors += m_process.readAllStandardError();
    return QString::fromUtf8(m_errors);
}

bool GatewayProcess::kill()
{
    m_process.kill();
    return QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, 20000);
}

bool GatewayProcess::terminate()
{
    m_process.terminate();
    const bool hasEnded = QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, 20000) &&
                          m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
    if (!hasEnded)
        qWarning("The gateway did not end as it should (state %d, code %d): %s", int(m_process.state()),
                 m_process.exitCode(), qPrintable(errors()));
    return hasEnded;
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
