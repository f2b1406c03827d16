// SPDX-License-Identifier: GPL-3.0-or-later
#include "migration.h"

#include "sqlscript.h"

#include <QDir>

// A static library's resources must be asked for by name, and from outside every namespace.
static void initStorageResources()
{
    Q_INIT_RESOURCE(storage);
}

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;

namespace {

core::Result<MigrationStep> loadStep(const QFileInfo &info)
{
    QFile file(info.filePath());
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Internal, u"Cannot read the schema step %1"_s.arg(info.fileName()));
    const QString script = QString::fromUtf8(file.readAll());
    return MigrationStep{info.fileName().left(4).toInt(), info.fileName(), splitStatements(script)};
}

} // namespace

core::Result<QList<MigrationStep>> loadMigrations(const QString &folder)
{
    initStorageResources();
    const auto files = QDir(folder).entryInfoList({u"[0-9][0-9][0-9][0-9]_*.sql"_s}, QDir::Files, QDir::Name);
    if (files.isEmpty())
        return fail(ErrorKind::Internal, u"No schema steps in %1"_s.arg(folder));
    QList<MigrationStep> steps;
    for (const QFileInfo &info : files) {
        auto step = loadStep(info);
        if (!step)
            return fail(step.error());
        if (step->version != steps.size() + 1)
            return fail(ErrorKind::Internal, u"Schema step %1 is out of order"_s.arg(step->name));
        steps.append(*step);
    }
    return steps;
}

} // namespace sekisho::storage
