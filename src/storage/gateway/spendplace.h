// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spendowner.h"

#include <QString>
#include <QVariant>

namespace sekisho::storage {

/// The row that has a spend: its table, and the columns that name it.
struct SpendPlace {
    const char *table;
    const char *id;
    const char *second; ///< null: the id alone names the row

    /// " WHERE id = ? AND second = ?"
    QString where() const;
    /// What belongs into the marks of where().
    QVariantList values(const QString &id, const QString &second) const;
};

SpendPlace spendPlaceOf(SpendOwner owner);

} // namespace sekisho::storage
