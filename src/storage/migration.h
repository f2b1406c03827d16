// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

namespace sekisho::storage {

/// One numbered step of a schema.
struct MigrationStep {
    int version = 0;
    QString name; ///< file name, for errors
    QStringList statements;
};

/// The steps `NNNN_*.sql` of a folder (resource or disk), lowest first. They must be numbered 1, 2, 3 ...
/// without a gap.
core::Result<QList<MigrationStep>> loadMigrations(const QString &folder);

} // namespace sekisho::storage
