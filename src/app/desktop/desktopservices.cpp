// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopservices.h"

#include <QDir>

namespace sekisho::app {

namespace {
QString inside(const QString &folder, const char *name)
{
    return QDir(folder).filePath(QString::fromLatin1(name));
}
} // namespace

DesktopServices::DesktopServices(const QString &dataDir,
                                 std::unique_ptr<secrets::SecretStoreChooser> secretStore)
    : store(inside(dataDir, "desktop.db"))
    , secrets(std::move(secretStore))
    , conversations(&store, &clock)
    , profiles(&store)
    , traceQueue(&store, &clock)
    , localGateway(secrets.get(), inside(dataDir, "gateway"))
    , session(&clock)
    , signIn(&session, secrets.get())
    , admin(&session, secrets.get())
    , localProfile(&session, secrets.get())
    , exporter(traceQueue, session.network(), clock)
    , tracer(&exporter)
{
}

} // namespace sekisho::app
