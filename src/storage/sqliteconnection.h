// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlconnection.h"

namespace sekisho::storage {

/// An SQLite file in WAL mode, open once and for all; ":memory:" is private to the connection.
class SqliteConnection final : public SqlConnection
{
public:
    explicit SqliteConnection(QString path);
    core::Result<void> ensureOpen() override;
    QString name() const override { return m_path; }

private:
    core::Result<void> open();

    QString m_path;
    bool m_isOpen = false;
};

} // namespace sekisho::storage
