// SPDX-License-Identifier: GPL-3.0-or-later
#include <http/server.h>
#include <traces/traceapi.h>
#include <traces/tracestore.h>

#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>

using namespace sekisho;

namespace {

/// One thread, so that the store may be used where the requests arrive; a gateway does it on a thread of its
/// own.
class TraceHandler : public http::Handler
{
public:
    explicit TraceHandler(traces::ProjectKeys keys)
        : m_store(*traces::TraceStore::open(QStringLiteral(":memory:")))
        , m_api(*m_store, std::move(keys), m_clock)
    {
    }
    void handle(http::Request request, http::Responder responder) override
    {
        responder.send(m_api.handle(request));
    }

private:
    core::SystemClock m_clock;
    std::unique_ptr<traces::TraceStore> m_store;
    traces::TraceApi m_api;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const traces::ProjectKeys keys{
        qEnvironmentVariable("LANGFUSE_INIT_PROJECT_PUBLIC_KEY"),
        core::SecretString(qEnvironmentVariable("LANGFUSE_INIT_PROJECT_SECRET_KEY"))};
    http::Server server;
    const auto port = server.start({}, [keys] { return std::make_unique<TraceHandler>(keys); });
    if (!port)
        return EXIT_FAILURE;
    std::printf("http://127.0.0.1:%d\n", *port);
    std::fflush(stdout);
    return QCoreApplication::exec();
}
