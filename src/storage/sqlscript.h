// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace sekisho::storage {

/// The statements of an SQL script in order, without comments and closing semicolons. Knows quotes, both
/// kinds of comments and the semicolons inside CREATE TRIGGER ... BEGIN ... END.
QStringList splitStatements(const QString &script);

} // namespace sekisho::storage
