// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columns.h"

// What lists of people are filtered by.
namespace sekisho::storage {

/// The column holds this part anywhere, in any case of letters; nothing if it is not asked for.
void addContains(Where &where, const QString &column, const std::optional<QString> &part);
/// The column is one of these; nothing if there are none.
void addAnyOf(Where &where, const QString &column, const QStringList &values);

/// How many rows of a table are meant.
core::Result<std::int64_t> countRows(Database &database, const QString &table, const Where &where);

} // namespace sekisho::storage
